import { readChangelog } from '../../src/changelog/file.ts';
import { changelogLimits, type ReadRelease, unreleased } from '../../src/changelog/model.ts';
import type { Clone } from '../../src/clones/contract.ts';
import type { FetchContext } from '../../src/collect/contract.ts';
import { compareText, makeFinding } from '../../src/findings/codes.ts';
import type { ReleaseNotes } from '../../src/schema/facts/release-notes.ts';
import type { Finding } from '../../src/schema/finding.ts';
import { type ChangelogText, readChangelogTexts } from './files.ts';
import { readHistory, repositoryName } from './history.ts';
import type { ChangelogPage } from './page.ts';
import { readTags, type ReleaseTag } from './tags.ts';

/**
 * Reads what the releases of a clone brought: from its changelogs or, where those tell of no release, from its commits.
 *
 * @throws SourceError with finding ALM0201 if a file or the history cannot be read
 */
export async function readClone(clone: Clone, { asOf, backdated, signal }: FetchContext): Promise<ChangelogPage> {
  const { repository, webUrl, tip } = clone;
  const { texts, left } = await readChangelogTexts(clone, signal);
  const tags = await readTags(clone, backdated ? asOf : undefined, signal);
  const reading = new Reading(repository, tags);
  for (const text of texts) {
    signal.throwIfAborted();
    reading.file(text, texts);
  }
  if (left > 0) reading.findings.push(makeFinding('ALM0902', { what: `${left} more changelogs of ${repository} were not read: at most ${changelogLimits.files} are, and ${changelogLimits.repositoryBytes / 1_000_000} MB`, repository }));
  if (!reading.told && tip !== undefined) reading.commits(await readHistory(clone, tip, tags, signal));
  return { repository, ...(webUrl === undefined ? {} : { webUrl }), releases: reading.newest(), findings: reading.findings };
}

class Reading {
  readonly findings: Finding[] = [];
  readonly #repository: string;
  readonly #tags: ReadonlyMap<string, ReleaseTag>;
  readonly #releases = new Map<string, { readonly notes: ReleaseNotes; readonly at: string }>();

  constructor(repository: string, tags: readonly ReleaseTag[]) {
    this.#repository = repository;
    this.#tags = new Map(tags.map((tag) => [tagKey(tag.package, tag.version), tag]));
  }

  /** True if some release is known: what is not released yet alone is no changelog. */
  get told(): boolean {
    return [...this.#releases.values()].some(({ notes }) => notes.version !== undefined || notes.date !== undefined || !notes.release.endsWith(unreleased));
  }

  file(file: ChangelogText, all: readonly ChangelogText[]): void {
    const { path, folder, text, cut } = file;
    const read = readChangelog(text, { cut });
    const repository = this.#repository;
    if (read.releases.length === 0) this.findings.push(makeFinding('ALM0901', { what: `${path} of ${repository} names no release`, repository, file: path }));
    if (cut) this.findings.push(makeFinding('ALM0902', { what: `${path} of ${repository} is longer than ${changelogLimits.fileBytes / 1_000_000} MB; its oldest releases were not read`, repository, file: path }));
    for (const { release, written, line, column } of read.badDates) {
      this.findings.push(makeFinding('ALM0903', { what: `${path} of ${repository} says that ${release} is of ${written}, which is no day`, repository, file: path, line, column }));
    }
    const own = folder === '' ? undefined : (read.package ?? folderName(folder, all));
    const before = { at: '9999-12-31' };
    for (const release of read.releases) {
      const heading = release.package?.toLowerCase() === repositoryName(repository) ? undefined : release.package;
      this.#take(release, { package: own ?? heading, source: 'keep-a-changelog', file: path }, before);
    }
  }

  commits(releases: readonly ReadRelease[]): void {
    const before = { at: '9999-12-31' };
    for (const release of releases) this.#take(release, { package: undefined, source: 'conventional-commits', file: undefined }, before);
  }

  /** Releases without a date stand where they are in their file: after the one before them. */
  #take(release: ReadRelease, { package: name, source, file }: { readonly package: string | undefined; readonly source: ReleaseNotes['source']; readonly file: string | undefined }, before: { at: string }): void {
    if (release.release === unreleased && release.entries.length === 0) return;
    const id = name === undefined ? release.release : `${name}@${release.release}`;
    if (this.#releases.has(id)) return;
    const tag = release.version === undefined ? undefined : (this.#tags.get(tagKey(name, release.version)) ?? (name === undefined ? this.#tags.get(tagKey(repositoryName(this.#repository), release.version)) : undefined));
    const date = release.date ?? tag?.date;
    const url = release.url ?? tag?.url;
    if (date !== undefined) before.at = date;
    const notes: ReleaseNotes = {
      repository: this.#repository,
      release: id,
      ...(release.version === undefined ? {} : { version: release.version }),
      ...(name === undefined ? {} : { package: name }),
      ...(date === undefined ? {} : { date }),
      yanked: release.yanked,
      source,
      ...(file === undefined ? {} : { file }),
      ...(url === undefined ? {} : { url }),
      entries: [...release.entries],
    };
    this.#releases.set(id, { notes, at: before.at });
  }

  newest(): ReleaseNotes[] {
    // A stable sort: what is of one day stays in the order of its file.
    return [...this.#releases.values()].toSorted((a, b) => compareText(b.at, a.at)).slice(0, changelogLimits.releases).map(({ notes }) => notes);
  }
}

function tagKey(name: string | undefined, version: string): string {
  return `${(name ?? '').toLowerCase()}\0${version}`;
}

/** The name of a package's folder, or its whole path where two are called the same. */
function folderName(folder: string, all: readonly ChangelogText[]): string {
  const last = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
  return all.filter((other) => last(other.folder) === last(folder)).length > 1 ? folder : last(folder);
}
