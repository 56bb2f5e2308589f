import { z } from 'zod';
import type { FetchContext, RawPage, Shard } from '../../src/collect/contract.ts';
import { CursorTrail } from '../../src/collect/cursor-trail.ts';
import { type GitHubAccess, repositoryReadingOf } from '../../src/github/access.ts';
import type { RepositoryStub } from '../../src/github/contract.ts';
import { earlier } from '../../src/github/instant-of.ts';
import { batchesOf, nodeRefusal, readWhole } from '../../src/github/node-shard.ts';
import { permissions } from '../../src/github/permissions.ts';
import { nameOf, pageOf, projected } from '../../src/github/record-page.ts';
import { refuse } from '../../src/github/refusal.ts';
import type { Release } from '../../src/schema/facts/release.ts';
import { instant } from '../../src/schema/primitives.ts';
import { type FoundRelease, foundRelease, olderReleasesQuery, releasesQuery, withReleases } from './record.ts';

/** How far a repository was read: when the newest release known was made. */
const position = z.strictObject({ newest: instant.optional() });

const repositoryNode = z.looseObject({ node: z.unknown() });

/**
 * Reads the newest releases of a repository, and older ones until one that is known, or as old as the first collection
 * reaches back. One page, however many there are: lists are short.
 */
export async function* readReleases(access: GitHubAccess, { collector, together }: { readonly collector: string; readonly together: number }, shard: Shard, context: FetchContext): AsyncGenerator<RawPage> {
  if (context.resume !== undefined) return;
  const { api, source, stub } = await repositoryReadingOf(access, collector, shard, context);
  const asked = { what: `Releases of ${stub.owner}/${stub.name} could not be read`, permission: permissions.releases };
  const batches = await batchesOf({ access, context, source, collector, query: releasesQuery, size: together });
  const reading = await readWhole(() => batches.read(stub.key, context.signal), isWhole, asked);
  const first = withReleases.safeParse(reading.node);
  if (!first.success) throw nodeRefusal(reading, asked);
  const known = newestKnown(context.bookmark);
  const until = known ?? new Date(Date.parse(context.asOf) - source.history * 86_400_000).toISOString();
  const raw = [...(first.data.releases.nodes ?? [])];
  let { pageInfo } = first.data.releases;
  const trail = new CursorTrail(asked.what);
  while (pageInfo.hasNextPage && pageInfo.endCursor != null && (oldestOf(raw) ?? '') > until) {
    trail.follow(pageInfo.endCursor);
    const answer = await api.graphql(collector, olderReleasesQuery, { id: stub.key, after: pageInfo.endCursor }, context.signal);
    const older = withReleases.safeParse(repositoryNode.safeParse(answer.data).data?.node);
    if (!older.success) throw refuse(answer, asked);
    raw.push(...(older.data.releases.nodes ?? []));
    ({ pageInfo } = older.data.releases);
  }
  // One that did not come is told as one that could not be understood, so that the list does not pass for whole.
  // One that says it is of tomorrow must not hide what comes until then.
  const newest = [...timesOf(raw), ...(known === undefined ? [] : [known])].map((time) => earlier(time, context.asOf)).toSorted().at(-1);
  yield pageOf('releases', projected(raw, foundRelease, (release) => kept(release, stub), nameOf), {
    bookmark: JSON.stringify(newest === undefined ? {} : { newest }),
    census: { record: 'release', raw },
  });
}

/** True if no release of the list is null. */
function isWhole(node: unknown): boolean {
  return withReleases.safeParse(node).data?.releases.nodes?.every((release) => release !== null) ?? true;
}

function newestKnown(bookmark: string | undefined): string | undefined {
  return bookmark === undefined ? undefined : position.parse(JSON.parse(bookmark)).newest;
}

function timesOf(raw: readonly unknown[]): string[] {
  return raw.flatMap((release) => foundRelease.safeParse(release).data?.createdAt ?? []);
}

function oldestOf(raw: readonly unknown[]): string | undefined {
  return timesOf(raw).toSorted()[0];
}

function kept({ tagName, name, url, isDraft, isPrerelease, publishedAt }: FoundRelease, stub: RepositoryStub): Release | undefined {
  if (isDraft === true || publishedAt == null) return undefined;
  return {
    repository: stub.repository,
    repositoryKey: stub.key,
    tag: tagName,
    ...(name == null || name === '' ? {} : { name: name.slice(0, 300) }),
    publishedAt,
    prerelease: isPrerelease ?? false,
    ...(url == null ? {} : { url }),
  };
}
