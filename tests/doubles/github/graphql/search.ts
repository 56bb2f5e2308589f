import { common, readRange } from '../range.ts';
import { connection, type ConnectionArguments, type Ordered, type Resolved } from './connection.ts';
import type { GraphQLContext } from './context.ts';
import { issue, pullRequest } from './discussions.ts';

/** Results of a search that can be reached; `issueCount` tells of more. */
export const reachable = 1_000;

interface Found {
  readonly type: 'pr' | 'issue';
  readonly id: number;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly node: (context: GraphQLContext) => Resolved;
}

/** `search(type: ISSUE)` with the qualifiers that GitHub's page "Searching issues and pull requests" documents, as far as collectors use them. */
export function search(context: GraphQLContext, { query, type, ...page }: ConnectionArguments & { query: string; type: string }): Resolved {
  if (type !== 'ISSUE') throw new Error(`the double does not search for ${type}`);
  const terms = termsOf(query);
  const items = found(context, terms);
  const [field, direction] = (terms.find(([name]) => name === 'sort')?.[1] ?? 'created-desc').split('-');
  const list: Ordered<Found> = { items, by: (item) => (field === 'updated' ? item.updatedAt : item.createdAt), id: ({ id }) => id, descending: direction !== 'asc' };
  return connection(list, page, (item) => (context.nullNode() ? null : item.node(context)), { limit: reachable, extra: { issueCount: items.length, repositoryCount: 0, codeCount: 0, userCount: 0, discussionCount: 0, wikiCount: 0 } });
}

/** Qualifiers by name, quotes taken off. */
function termsOf(query: string): readonly (readonly [string, string])[] {
  return [...query.matchAll(/(?:([\w-]+):)?((?:"[^"]*"|[^\s"])+)/g)].map(([, name = '', value = '']) => [name, value] as const);
}

function found(context: GraphQLContext, terms: readonly (readonly [string, string])[]): Found[] {
  const { world, now, directory } = context;
  const all = (name: string): string[] => terms.filter(([term]) => term === name).map(([, value]) => value.replaceAll('"', ''));
  for (const [name, value] of terms) if (!known.has(name)) throw new Error(`the double does not know the search term ${name}:${value}`);
  const is = new Set([...all('is'), ...all('type')]);
  const organisations = [...all('org'), ...all('user')].map((name) => name.toLowerCase());
  const repositories = all('repo').map((name) => directory.named(name)?.serial);
  const archived = all('archived')[0];
  const home = (serial: number): boolean => {
    const repository = world.repositories.get(serial);
    if (repository === undefined) return false;
    const inside = (organisations.length === 0 && repositories.length === 0) || organisations.includes(repository.owner.toLowerCase()) || repositories.includes(serial);
    return inside && (archived === undefined || repository.archived === (archived === 'true'));
  };
  const ranges = new Map(['created', 'updated', 'merged', 'closed'].map((name) => [name, common(all(name).map(readRange))]));
  const within = (name: string, at: number | null): boolean => {
    const { from = -Infinity, to = Infinity } = ranges.get(name) ?? {};
    return at === null ? from === -Infinity && to === Infinity : at >= from && at <= to;
  };
  const labelled = (labels: readonly string[]): boolean => all('label').every((list) => list.split(',').some((label) => labels.some((held) => held.toLowerCase() === label.toLowerCase())));
  const results: Found[] = [];
  if (!is.has('issue')) for (const item of world.pullRequests) {
    if (item.mergedAt > now || !within('merged', item.mergedAt) || is.has('open') || is.has('unmerged') || !home(item.repository)) continue;
    if (!within('created', item.createdAt) || !within('updated', item.updatedAt) || !within('closed', item.mergedAt) || !labelled(item.labels)) continue;
    results.push({ type: 'pr', id: item.databaseId, createdAt: item.createdAt, updatedAt: item.updatedAt, node: (given) => pullRequest(given, item) });
  }
  if (!is.has('pr') && !is.has('merged')) for (const item of world.issues) {
    const closedAt = item.closedAt !== null && item.closedAt <= now ? item.closedAt : null;
    const updatedAt = closedAt ?? Math.min(item.updatedAt, item.closedAt === null ? item.updatedAt : item.createdAt);
    if (item.createdAt > now || !home(item.repository) || (is.has('open') && closedAt !== null) || (is.has('closed') && closedAt === null)) continue;
    if (!within('created', item.createdAt) || !within('updated', updatedAt) || !within('closed', closedAt) || !labelled(item.labels)) continue;
    results.push({ type: 'issue', id: item.databaseId, createdAt: item.createdAt, updatedAt, node: (given) => issue(given, item) });
  }
  return results;
}

const known = new Set(['is', 'type', 'org', 'user', 'repo', 'archived', 'merged', 'created', 'updated', 'closed', 'label', 'sort']);
