import { z } from 'zod';
import { type FetchContext, type RawPage, type Shard, SourceError } from '../../src/collect/contract.ts';
import { CursorTrail } from '../../src/collect/cursor-trail.ts';
import { compareText } from '../../src/findings/codes.ts';
import { type GitHubAccess, readingOf, type ShardReading } from '../../src/github/access.ts';
import { type GraphQLAnswer, TooMuchError } from '../../src/github/contract.ts';
import { permissions } from '../../src/github/permissions.ts';
import { nameOf, pageOf, projected } from '../../src/github/record-page.ts';
import { isRefusal, refuse } from '../../src/github/refusal.ts';
import { teamsQuery } from './queries.ts';
import { type FoundTeam, foundTeam, type KeptTeam } from './record.ts';
import { withRest } from './rest.ts';

/** Teams of a page at most: with a hundred members and repositories each GitHub takes a second or two for them. */
const mostPerPage = 50;

const answered = z.looseObject({
  organization: z.looseObject({
    teams: z.looseObject({
      totalCount: z.int().nonnegative(),
      pageInfo: z.looseObject({ hasNextPage: z.boolean(), endCursor: z.string().nullish() }),
      nodes: z.array(z.unknown()).nullish(),
    }),
  }),
});

/** Where a reading stands: the cursor after its last page, none after the whole. */
const position = z.strictObject({ page: z.int().positive(), after: z.string().optional() });

/** Reads an organisation's teams page by page, each with all of its members and repositories. */
export async function* readTeams(access: GitHubAccess, collector: string, shard: Shard, context: FetchContext): AsyncGenerator<RawPage> {
  const reading = await readingOf(access, collector, shard, context);
  const { api, inventory } = reading;
  const asked = { what: `The teams of ${inventory.org} could not be read`, permission: permissions.teams };
  const resumed = context.resume === undefined ? undefined : position.parse(JSON.parse(context.resume));
  if (resumed !== undefined && resumed.after === undefined) return;
  let after = resumed?.after;
  let page = resumed?.page ?? 0;
  let first = mostPerPage;
  let again = false;
  const trail = new CursorTrail(asked.what);
  for (;;) {
    let answer: GraphQLAnswer;
    try {
      answer = await api.graphql(collector, teamsQuery, { login: inventory.org, first, after: after ?? null }, context.signal, { halves: first > 1 });
    } catch (error) {
      if (!(error instanceof TooMuchError) || first === 1) throw error;
      first = Math.ceil(first / 2);
      continue;
    }
    const parsed = answered.safeParse(answer.data);
    if (!parsed.success) throw refuse(answer, asked);
    const { nodes, pageInfo } = parsed.data.organization.teams;
    const raw = nodes ?? [];
    // What took GitHub too long comes as null, with an error or without: asked for once more, a few at a time.
    if (!again && (answer.errors.some((error) => !isRefusal(error)) || raw.some(isInPart))) {
      first = Math.ceil(first / 4);
      again = true;
      continue;
    }
    again = false;
    const { records: found, unfit } = projected(raw, foundTeam, (team) => team, nameOf);
    const whole = await withRest(found, { api, collector, permission: permissions.teams, signal: context.signal });
    // Teams that come no more are taken for gone, so that a list without its end is none.
    if (pageInfo.hasNextPage && pageInfo.endCursor == null) throw new SourceError(`${asked.what}: GitHub says that there are more, and not where`);
    after = pageInfo.hasNextPage ? (pageInfo.endCursor ?? undefined) : undefined;
    if (after !== undefined) trail.follow(after);
    page += 1;
    const bookmark = JSON.stringify({ page, ...(after === undefined ? {} : { after }) });
    const records = whole.map((team) => kept(team, reading));
    yield pageOf(`page-${String(page).padStart(4, '0')}`, { records, unfit }, { bookmark, census: { record: 'team', raw } });
    if (after === undefined) return;
    first = Math.min(mostPerPage, first * 2);
  }
}

/** True for a team that is null, or that has null among its members or repositories. */
function isInPart(team: unknown): boolean {
  const found = foundTeam.safeParse(team).data;
  return team === null || [...(found?.members?.edges ?? []), ...(found?.repositories?.edges ?? [])].some((edge) => edge?.node == null);
}

/** REST's words for what GraphQL calls READ and WRITE; a role of the organisation stands as it is. */
const permissionWords: Readonly<Record<string, string>> = { READ: 'pull', TRIAGE: 'triage', WRITE: 'push', MAINTAIN: 'maintain', ADMIN: 'admin' };

function kept(found: FoundTeam, { inventory, source }: ShardReading): KeptTeam {
  const { slug, name, description, privacy, url, parentTeam, members, repositories } = found;
  const org = `${inventory.host}/${inventory.org}`;
  const people = (members?.edges ?? []).flatMap((edge) => (edge?.node == null ? [] : [{ login: edge.node.login, maintains: edge.role === 'MAINTAINER' }]));
  const logins = (list: readonly { readonly login: string }[]): string[] => [...new Set(list.map(({ login }) => login))].toSorted(compareText);
  const permissions = new Map<string, string>();
  for (const edge of repositories?.edges ?? []) {
    const stub = edge?.node == null ? undefined : inventory.byKey.get(edge.node.id);
    if (stub !== undefined && edge?.permission != null) permissions.set(stub.repository, permissionWords[edge.permission] ?? edge.permission.toLowerCase());
  }
  return {
    team: `${org}/${slug}`,
    name: name.slice(0, 300),
    ...(description == null || description === '' ? {} : { description: description.slice(0, 2000) }),
    ...(parentTeam == null ? {} : { parent: `${org}/${parentTeam.slug}`, parentSlug: parentTeam.slug }),
    visible: privacy !== 'SECRET',
    ...(members == null ? {} : { members: logins(people), maintainers: logins(people.filter(({ maintains }) => maintains)) }),
    ...(url == null ? {} : { url }),
    org,
    slug,
    group: source.groups && privacy !== 'SECRET',
    permissions: [...permissions].map(([repository, word]) => ({ repository, permission: word })).toSorted((a, b) => compareText(a.repository, b.repository)),
  };
}
