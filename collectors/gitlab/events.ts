import type { RawPage } from '../../src/collect/contract.ts';
import { References } from '../../src/github/references.ts';
import { instantOf } from '../../src/github/instant-of.ts';
import { deploymentRecord, given, mergeRequestRecord } from '../../src/gitlab/records.ts';
import { environmentName } from '../../src/repositories/environment-name.ts';
import type { Deployment, MergeRequest } from './page.ts';
import { bookmarkOf, type Position } from './position.ts';
import type { PartPage, Reading } from './reading.ts';
import { walk } from './walk.ts';

/** Deployments that changed (Deployments API: `updated_after` needs the order of `updated_at`). */
export async function* readDeployments(reading: Reading, { place, production }: Extract<Position, { at: 'deployments' }>): AsyncGenerator<RawPage> {
  const tiers = new Set(production);
  const known = production.length > 0;
  const pages = walk(
    reading,
    {
      path: '/deployments',
      parameters: {},
      record: deploymentRecord,
      names: { record: 'deployment', kind: 'deployment', part: 'deployments', role: 'Reporter' },
      idOf: ({ id }) => String(id),
      changedAt: ({ updated_at }) => updated_at,
    },
    place,
  );
  let count = 0;
  for await (const { next, records, ...page } of pages) {
    const kept = records.map((record): Deployment => {
      const written = record.environment?.name ?? 'unknown';
      const isProduction = tiers.has(written);
      const [updatedAt, startedAt, finishedAt] = [instantOf(record.updated_at), instantOf(record.deployable?.started_at), instantOf(record.deployable?.finished_at)];
      const commit = given(record.sha);
      return {
        id: String(record.id),
        status: record.status,
        environment: environmentName(written, isProduction),
        ...(known ? { production: isProduction } : {}),
        ...(commit === undefined ? {} : { commit }),
        createdAt: record.created_at,
        ...(updatedAt === undefined ? {} : { updatedAt }),
        ...(startedAt === undefined ? {} : { startedAt }),
        ...(finishedAt === undefined ? {} : { finishedAt }),
      };
    });
    yield pageOf(reading, 'deployments', `deployments-${place?.after ?? 'first'}-${++count}`, { ...page, records: kept }, next === undefined ? { at: 'merge-requests' } : { at: 'deployments', place: next, production });
  }
}

/** Merge requests that were merged and changed since; their texts are searched for ids of tickets and dropped. */
export async function* readMergeRequests(reading: Reading, { place }: Extract<Position, { at: 'merge-requests' }>): AsyncGenerator<RawPage> {
  const references = new References(reading.source.references);
  const { defaultBranch } = reading.project;
  const pages = walk(
    reading,
    {
      path: '/merge_requests',
      parameters: { state: 'merged' },
      record: mergeRequestRecord,
      names: { record: 'merge-request', kind: 'merged-pull-request', part: 'merge requests', role: 'Reporter' },
      idOf: ({ iid }) => String(iid),
      changedAt: ({ updated_at }) => updated_at,
    },
    place,
  );
  let count = 0;
  for await (const { next, records, ...page } of pages) {
    const kept = records.map((record): MergeRequest => {
      const mergedAt = instantOf(record.merged_at);
      const target = given(record.target_branch);
      // A fast-forward makes neither a merge commit nor, without squashing, a new one: the branch's own tip came in.
      const mergeCommit = given(record.merge_commit_sha) ?? given(record.squash_commit_sha) ?? given(record.sha);
      return {
        id: String(record.iid),
        ...(target === undefined || defaultBranch === undefined ? {} : { toDefault: target === defaultBranch }),
        openedAt: record.created_at,
        ...(mergedAt === undefined ? {} : { mergedAt }),
        ...(mergeCommit === undefined ? {} : { mergeCommit }),
        references: references.of([record.title, record.description, record.source_branch]),
      };
    });
    // After the last page only the end is left; a reading that is taken up here finds nothing more.
    yield pageOf(reading, 'merge-requests', `merge-requests-${place?.after ?? 'first'}-${++count}`, { ...page, records: kept }, next === undefined ? { at: 'end', begunAt: reading.context.run.begunAt } : { at: 'merge-requests', place: next });
  }
}

function pageOf<T>({ repository, project }: Reading, type: string, name: string, { records, unfit, findings, census }: PartPage<T>, bookmark: Position): RawPage {
  return { name, body: JSON.stringify({ type, repository, key: String(project.id), records, unfit, findings }), bookmark: bookmarkOf(bookmark), ...(census.length === 0 ? {} : { census }) };
}
