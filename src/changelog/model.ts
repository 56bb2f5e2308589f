import type { ReleaseNotes } from '../schema/facts/release-notes.ts';

/** One line of a release. */
export type ReleaseEntry = ReleaseNotes['entries'][number];

/** A release as a changelog or commits tell of it; whose repository, package and file it is, is not known here. */
export interface ReadRelease {
  /** As written, without a leading `v`: `1.2.3`, `2026-01-31`; `unreleased`. */
  readonly release: string;
  /** The semantic version (semver 2.0, in full), if it is one. */
  readonly version: string | undefined;
  readonly date: string | undefined;
  readonly yanked: boolean;
  /** Address that the heading links to: usually the comparison with the release before. */
  readonly url: string | undefined;
  readonly entries: readonly ReleaseEntry[];
}

/** Name of the release of what is not released yet. */
export const unreleased = 'unreleased';

/** What is kept: of a release, of a repository, of a text. */
export const changelogLimits = {
  /** Entries of one release. */
  entries: 200,
  /** Releases of one repository, newest first. */
  releases: 100,
  /** Characters of one entry. */
  entryLength: 600,
  /** Bytes of one file; what stands behind is older. */
  fileBytes: 1_000_000,
  /** Changelogs of one repository, and bytes of all of them. */
  files: 100,
  repositoryBytes: 8_000_000,
  /** Commits that are looked at where there is no changelog. */
  commits: 5_000,
} as const;
