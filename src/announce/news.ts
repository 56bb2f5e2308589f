import { type Edition, EditionError } from '../edition/read.ts';
import { releaseLine } from '../edition/changelog/releases.ts';
import { feedUrn } from '../feeds/feed.ts';
import type { ChangeEntry, ChangelogOverview } from '../schema/edition/changelog.ts';
import type { News } from './select.ts';

/** What an edition has to announce: of everything, or of what concerns one team. */
export function newsOf(edition: Edition, team?: string): News {
  if (edition.index.changelog === undefined) return { changes: [], releases: [] };
  if (team === undefined) {
    const { upcoming, entries, releases } = edition.changelog;
    return { changes: unique([...upcoming, ...entries]), releases: releases.map(overviewLine) };
  }
  if (!edition.changelogRefs().includes(team)) return { changes: [], releases: [] };
  const { upcoming, entries, affecting, releases } = edition.changelogOf(team);
  return {
    changes: unique([...upcoming, ...entries, ...affecting]),
    releases: releases.map((release) => releaseLine(release, `${nameOf(release.repository)} ${release.release}`, release.repositoryPath, [])),
  };
}

/** Several teams as one: what concerns any of them, once. */
export function joined(all: readonly News[]): News {
  return { changes: unique(all.flatMap(({ changes }) => changes)), releases: unique(all.flatMap(({ releases }) => releases)) };
}

/** True if the folder holds no edition at all, in place of a broken one. */
export function isMissing(error: unknown): boolean {
  return error instanceof EditionError && /index\.json of the edition is missing/.test(error.message);
}

function overviewLine({ repository, release, summary, breaking, date, version, path, entities }: ChangelogOverview['releases'][number]): ChangeEntry {
  return {
    id: feedUrn('release', repository, release),
    kind: 'changed',
    title: `${entities[0]?.title ?? nameOf(repository)} ${release}: ${summary}`,
    breaking: breaking > 0,
    ...(date === undefined ? {} : { date }),
    ...(version === undefined ? {} : { version }),
    ...(path === undefined ? {} : { path }),
    entities,
  };
}

function nameOf(repository: string): string {
  return repository.slice(repository.lastIndexOf('/') + 1);
}

function unique(changes: readonly ChangeEntry[]): ChangeEntry[] {
  return [...new Map(changes.map((change) => [change.id, change] as const)).values()];
}
