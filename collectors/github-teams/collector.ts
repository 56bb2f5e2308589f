import type { Collector, Output } from '../../src/collect/contract.ts';
import { type GitHubAccess, gitHubAccess, organisationShards } from '../../src/github/access.ts';
import { permissions } from '../../src/github/permissions.ts';
import { besidesFacts } from '../../src/github/record-page.ts';
import { withholding } from '../../src/github/refusal.ts';
import { type GitHubSource, githubSource } from '../../src/github/source.ts';
import { catalogEntryKind } from '../../src/schema/facts/catalog-entry.ts';
import { teamKind, teamPermissionKind } from '../../src/schema/facts/team.ts';
import { groupOf } from './group.ts';
import { readTeams } from './read-teams.ts';
import { type KeptTeam, teamPage } from './record.ts';

const id = 'github-teams';

/**
 * The collector of an organisation's teams: hierarchy, members, what they may do in which repository, and unless that is
 * turned off a Group of the catalog for each team that is not secret.
 */
export function makeCollector(access: GitHubAccess): Collector<GitHubSource> {
  return {
    id,
    version: '1.0.0',
    title: 'Teams on GitHub',
    config: githubSource,
    kinds: [teamKind, teamPermissionKind, catalogEntryKind],
    staleAfter: '7d',
    remote: true,
    shards: (source, context) => organisationShards(access, id, source, context),
    fetch: (shard, context) => withholding(readTeams(access, id, shard, context), permissions.teams),
    *parse(page) {
      const body = teamPage.parse(JSON.parse(page.body));
      for (const record of body.records) yield* outputsOf(record);
      yield* besidesFacts(body, teamKind.kind, "GitHub's list of teams");
    },
  };
}

function* outputsOf(record: KeptTeam): Generator<Output> {
  const { org, slug, parentSlug: _, group, permissions, ...value } = record;
  const source = `GitHub team ${org.slice(org.indexOf('/') + 1)}/${slug}`;
  yield { type: 'fact', kind: teamKind.kind, value, source, url: value.url };
  for (const permission of permissions) {
    yield { type: 'fact', kind: teamPermissionKind.kind, value: { team: value.team, ...permission }, source, url: value.url === undefined ? undefined : `${value.url}/repositories` };
  }
  if (group) yield* groupOf(record);
}

export const collector = makeCollector(gitHubAccess);
