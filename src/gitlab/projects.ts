import picomatch from 'picomatch';
import { z } from 'zod';
import { type CollectContext, type FieldCensus, SourceError, once } from '../collect/contract.ts';
import { type OpenPullRequests, openPullRequestsOf } from './open-merge-requests.ts';
import type { GitLabApi } from './api.ts';
import { gitLabApi } from './api.ts';
import { readListing } from './listing.ts';
import { openMergeRequestRecord, type Project, project, projectOf, projectRecord, sift, type UnfitRecord, unfitRecord } from './records.ts';
import type { GitLabSource } from './source.ts';

/** A project with what the lists of the whole group say of it. */
export interface ListedProject {
  readonly project: Project;
  /** Undefined for archived projects and those without merge requests, and where the list of them could not be read. */
  readonly open: OpenPullRequests | undefined;
}

/** All projects that a source means, by id. */
export interface Projects {
  readonly projects: readonly ListedProject[];
  readonly unfit: readonly UnfitRecord[];
  readonly census: readonly FieldCensus[];
}

interface Question {
  readonly context: CollectContext;
  readonly source: GitLabSource;
}

const projectsPage = z.strictObject({ projects: z.array(project), unfit: z.array(unfitRecord) });
const openPage = z.array(z.strictObject({ project: z.int(), createdAt: z.string(), draft: z.boolean() }));

/**
 * Lists the projects of a group with its subgroups, or of an instance, and counts their open merge requests.
 *
 * `GET /projects` is read by keyset; `GET /groups/:id/projects` has offsets only ("Keyset-based pagination: supported
 * resources" in GitLab's documentation) and is therefore read in order of id, in which new projects come last. Projects in
 * a person's namespace are left out: they are named after that person.
 */
export const projectsOf = once(
  ({ source }: Question) => JSON.stringify(['gitlab projects', source]),
  async ({ context, source }: Question): Promise<Projects> => {
    const api = await gitLabApi({ context, source });
    const scope = source.group === undefined ? '' : `/groups/${encodeURIComponent(source.group)}`;
    const name = `gitlab ${source.url} ${source.group ?? '*'}`;
    const { pages, census } = await readListing(
      api,
      {
        name: 'project',
        path: `${scope}/projects`,
        parameters: { per_page: '100', order_by: 'id', sort: 'asc', ...(source.group === undefined ? { pagination: 'keyset' } : { include_subgroups: 'true', with_shared: 'false' }) },
        resource: 'projects',
        keep: (records) => {
          const { fit, unfit } = sift(projectRecord, records, 'repository');
          return { projects: fit.map(projectOf), unfit };
        },
        kept: projectsPage,
      },
      context.run.kept(`${name} projects`),
      context,
    );
    const byId = new Map(pages.flatMap(({ projects }) => projects).map((each) => [each.id, each]));
    const means = picomatch([...source.include], { nocase: true, dot: true, bash: true, ignore: [...source.exclude] });
    const wanted = [...byId.values()].filter(({ path, personal }) => !personal && means(path)).sort((a, b) => a.id - b.id);
    const open = await openMergeRequests(api, `${scope}/merge_requests`, name, context).catch((error: unknown) => {
      // One list of all of them may be more than a busy instance gives; projects can do without.
      if (!(error instanceof SourceError)) throw error;
      context.log(`Open merge requests are not known: ${error.message}`);
      return undefined;
    });
    return {
      projects: wanted.map((each) => ({
        project: each,
        // Those of archived projects are not in the list.
        open: open === undefined || each.archived === true || each.off.includes('merge_requests') ? undefined : openPullRequestsOf(open.get(each.id) ?? [], context.asOf),
      })),
      unfit: pages.flatMap(({ unfit }) => unfit),
      census,
    };
  },
);

type Opened = z.infer<typeof openPage>[number];

/** By project; those of archived projects are not listed. */
async function openMergeRequests(api: GitLabApi, path: string, name: string, context: CollectContext): Promise<Map<number, Opened[]>> {
  const { pages } = await readListing(
    api,
    {
      name: 'open-merge-request',
      path,
      parameters: { state: 'opened', scope: 'all', per_page: '100', order_by: 'created_at', sort: 'asc' },
      resource: 'core',
      keep: (records) =>
        sift(openMergeRequestRecord, records, 'repository').fit.map((record) => ({
          project: record.project_id,
          createdAt: record.created_at,
          draft: record.draft ?? record.work_in_progress ?? false,
        })),
      kept: openPage,
    },
    context.run.kept(`${name} open merge requests`),
    context,
  );
  const byProject = new Map<number, Opened[]>();
  for (const opened of pages.flat()) {
    const list = byProject.get(opened.project);
    if (list === undefined) byProject.set(opened.project, [opened]);
    else list.push(opened);
  }
  return byProject;
}
