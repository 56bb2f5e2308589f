import { z } from 'zod';
import { branchKindOf } from '../../src/github/branch-kind.ts';
import type { RepositoryStub } from '../../src/github/contract.ts';
import { type LooseRecord, picked, record } from '../../src/github/picked.ts';

/**
 * What is kept of a run, from the list of a repository's runs or from the audit log: no actor, commit, title or name of a
 * branch. Values are as they came, so that `parse` can say what was wrong with them.
 */
export const runRecord = z.looseObject({
  repository: z.string(),
  repositoryKey: z.string().optional(),
  branch: z.enum(['default', 'release', 'pull-request', 'tag', 'other']).optional(),
});
export type RunRecord = z.infer<typeof runRecord>;

/** A record of `GET /repos/{owner}/{repo}/actions/runs` (GitHub, "REST API endpoints for workflow runs"). */
export function listedRun(value: unknown, stub: RepositoryStub): RunRecord {
  const run = record(value);
  return {
    ...place(run, stub),
    ...picked(run, { id: 'id', run_attempt: 'attempt', event: 'event', status: 'status', conclusion: 'conclusion', created_at: 'created', run_started_at: 'started', updated_at: 'updated' }),
    workflow: workflowOf(run, stub),
  };
}

/** An event `workflows.completed_workflow_run` of the audit log (GitHub, "Audit log events for your organization"). */
export function auditedRun(value: unknown, stub: RepositoryStub): RunRecord {
  const event = record(value);
  return {
    ...place(event, stub),
    ...picked(event, { workflow_run_id: 'id', run_attempt: 'attempt', event: 'event', conclusion: 'conclusion', started_at: 'started', completed_at: 'finished', name: 'workflow' }),
    status: 'completed',
  };
}

function place(run: LooseRecord, { repository, key, defaultBranch }: RepositoryStub): Pick<RunRecord, 'repository' | 'repositoryKey' | 'branch'> {
  const branch = branchKindOf(text(run['head_branch']), text(run['event']), defaultBranch);
  return { repository, repositoryKey: key, ...(branch === undefined ? {} : { branch }) };
}

/**
 * `.github/workflows/ci.yml` of `octo-org/octo-repo/.github/workflows/ci.yml@main`: GitHub may name the repository before it
 * and the branch after it. Where there is no path, the workflow's name.
 */
function workflowOf(run: LooseRecord, { owner, name }: RepositoryStub): string | undefined {
  const path = text(run['path']);
  if (path === undefined || path === '') return text(run['name']);
  const own = `${owner}/${name}/`.toLowerCase();
  const inRepository = path.toLowerCase().startsWith(own) ? path.slice(own.length) : path;
  return inRepository.replace(/@.*$/s, '');
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value.slice(0, 300) : undefined;
}
