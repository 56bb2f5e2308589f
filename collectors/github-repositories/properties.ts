import { z } from 'zod';
import { censusOf } from '../../src/collect/census.ts';
import type { CollectContext, FieldCensus } from '../../src/collect/contract.ts';
import { formatIssues } from '../../src/content/issues.ts';
import { compareText } from '../../src/findings/codes.ts';
import { type GitHubApi, PermissionError } from '../../src/github/contract.ts';
import type { Unfit } from '../../src/github/record-page.ts';
import { HostError } from '../../src/network/contract.ts';
import type { Repository } from '../../src/schema/facts/repository.ts';

export type CustomProperties = NonNullable<Repository['customProperties']>;

/** What the organisation says of its repositories in properties of its own. */
export interface PropertiesRead {
  /** By the host's number of the repository; one that is not in it has none. Undefined where they could not be read. */
  readonly byRepository: ReadonlyMap<number, CustomProperties> | undefined;
  /** Why they could not be read. */
  readonly unread: string | undefined;
  readonly unfit: readonly Unfit[];
  readonly census: readonly FieldCensus[];
}

const given = z.object({
  repository_id: z.int().nonnegative(),
  properties: z.array(
    z.object({
      property_name: z.string(),
      value: z.union([z.string(), z.array(z.string()), z.number(), z.boolean()]).nullish().catch(undefined),
    }),
  ),
});

const keptPage = z.strictObject({
  repositories: z.array(z.strictObject({ id: z.int(), properties: z.array(z.strictObject({ name: z.string(), value: z.array(z.string()) })) })),
  unfit: z.array(z.strictObject({ record: z.string(), reason: z.string() })),
  census: z.strictObject({ record: z.string(), records: z.int(), fields: z.record(z.string(), z.int()) }),
  end: z.boolean(),
});
type KeptPage = z.infer<typeof keptPage>;

/** Pages of a hundred repositories that are asked for at most: GitHub allows an organisation 100,000 repositories. */
const mostPages = 1000;

/**
 * All values of custom properties of an organisation, by the page "REST API endpoints for custom properties". Pages are kept, so
 * that a run that is cut off goes on after the last one.
 *
 * @param key tells organisations and credentials apart
 * @throws what the API throws where the host is down; a missing permission is an answer
 */
export async function readProperties(api: GitHubApi, org: string, { collector, context, key }: { readonly collector: string; readonly context: CollectContext; readonly key: string }): Promise<PropertiesRead> {
  const kept = context.run.kept(`github-properties:${key}`);
  const pages: KeptPage[] = kept.pages().map((page) => keptPage.parse(JSON.parse(page.body)));
  try {
    while (pages.at(-1)?.end !== true && pages.length < mostPages) {
      const answer = await api.rest(collector, `/orgs/${encodeURIComponent(org)}/properties/values?per_page=100&page=${pages.length + 1}`, { signal: context.signal, answers: [404] });
      if (answer.status === 404) return unread('GitHub shows no custom properties of the organisation to these credentials: they take `Custom properties: read`, and Enterprise Server 3.13 or later');
      const page = pageOf(answer.data, answer.links['next'] === undefined);
      kept.add({ name: `page-${pages.length + 1}`, body: JSON.stringify(page) });
      pages.push(page);
    }
  } catch (error) {
    if (error instanceof PermissionError) return unread(`the credentials lack the permission \`${error.permission}\``);
    if (error instanceof HostError && error.status !== undefined && error.status < 500) return unread(error.message);
    throw error;
  }
  const byRepository = new Map(pages.flatMap((page) => page.repositories).map(({ id, properties }) => [id, properties]));
  return { byRepository, unread: undefined, unfit: pages.flatMap((page) => page.unfit), census: pages.map((page) => page.census) };
}

function unread(reason: string): PropertiesRead {
  return { byRepository: undefined, unread: reason, unfit: [], census: [] };
}

function pageOf(data: unknown, end: boolean): KeptPage {
  const list = Array.isArray(data) ? data : [];
  const repositories: KeptPage['repositories'] = [];
  const unfit: Unfit[] = [];
  for (const candidate of list) {
    const read = given.safeParse(candidate);
    if (read.success) repositories.push({ id: read.data.repository_id, properties: setOf(read.data.properties) });
    else unfit.push({ record: 'custom properties of a repository', reason: formatIssues(read.error) });
  }
  // An empty page is the last one, whatever its links say.
  return { repositories, unfit, census: censusOf('custom-property-values', list), end: end || list.length === 0 };
}

/** Those that are set, by name. */
function setOf(properties: z.infer<typeof given>['properties']): CustomProperties {
  return properties
    .flatMap(({ property_name: name, value }) => {
      const values = (Array.isArray(value) ? value : [value]).flatMap((one) => (one === undefined || one === null || one === '' ? [] : [String(one)]));
      return values.length === 0 ? [] : [{ name, value: values }];
    })
    .sort((a, b) => compareText(a.name, b.name));
}
