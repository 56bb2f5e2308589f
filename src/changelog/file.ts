import { releaseEntry } from './entry-text.ts';
import { changelogLines, type ChangelogLine, type Definitions, withDefinitions } from './lines.ts';
import { changelogLimits, type ReadRelease, type ReleaseEntry } from './model.ts';
import { type Section, sectionHeading } from './section-heading.ts';
import { type VersionHeading, versionHeading } from './version-heading.ts';

/** A changelog as read. */
export interface ReadChangelog {
  /** In the order of the file, which is newest first. Each with the package that its heading names, if any. */
  readonly releases: readonly (ReadRelease & { readonly package: string | undefined })[];
  /** The first heading, where it names a package: `# @acme/cli`. */
  readonly package: string | undefined;
  /** Dates of releases that are no days. */
  readonly badDates: readonly { readonly release: string; readonly written: string; readonly line: number; readonly column: number }[];
}

/** Headings of releases are of these levels; deeper ones are parts of a release. */
const deepestRelease = 3;

/**
 * Reads a changelog, line by line and without ever refusing one: Keep a Changelog 1.1.0
 * (https://keepachangelog.com/en/1.1.0/), what conventional-changelog, release-please, changesets and GitHub's
 * generated notes write, and what people write by hand. The parser of the package `keep-a-changelog` throws at the
 * first heading that is not exactly its format, which most files have, so it is not used.
 *
 * An entry is a list item: its first paragraph with the points below it. Where a release has no list, its paragraphs
 * are its entries. A release that is there twice is one with the entries of both.
 *
 * @param cut true if the end of the file is missing; the last release is left out then
 */
export function readChangelog(text: string, { cut = false }: { readonly cut?: boolean } = {}): ReadChangelog {
  const { lines, definitions } = changelogLines(text);
  const parts: Part[] = [];
  let title: string | undefined;
  for (const line of lines) {
    if (line.type === 'heading') {
      const heading = line.level <= deepestRelease && sectionHeading(line.text) === undefined ? versionHeading(line.text) : undefined;
      if (heading !== undefined) {
        parts.push({ heading, line: line.line, column: line.column, lines: [] });
        continue;
      }
      if (parts.length === 0) title ??= line.level === 1 ? packageName(line.text) : undefined;
    }
    parts.at(-1)?.lines.push(line);
  }
  const whole = cut && parts.length > 1 ? parts.slice(0, -1) : parts;
  return {
    releases: merged(whole.map((part) => releaseOf(part, definitions))),
    package: title,
    badDates: whole.flatMap(({ heading, line, column }) => (heading.badDate === undefined ? [] : [{ release: heading.release, written: heading.badDate, line, column }])),
  };
}

interface Part {
  readonly heading: VersionHeading;
  readonly line: number;
  readonly column: number;
  readonly lines: ChangelogLine[];
}

type PackageRelease = ReadChangelog['releases'][number];

function releaseOf({ heading, lines }: Part, definitions: Definitions): PackageRelease {
  const { release, version, date, yanked, link } = heading;
  const url = link === undefined ? undefined : 'url' in link ? link.url : definitions.get(link.label);
  const entries = itemsOf(lines).flatMap(({ text, section }) => (section === 'left-out' ? [] : (releaseEntry(withDefinitions(text, definitions), section) ?? [])));
  return { release, version, package: heading.package, date, yanked, url: url !== undefined && /^https:\/\//.test(url) ? url : undefined, entries: unique(entries).slice(0, changelogLimits.entries) };
}

interface Item {
  readonly text: string;
  readonly section: Section | undefined;
}

/** The list items of a release, each with its section; without any, its paragraphs. */
function itemsOf(lines: readonly ChangelogLine[]): Item[] {
  const items: Item[] = [];
  const paragraphs: Item[] = [];
  const sections = new Sections();
  let item: OpenItem | undefined;
  let paragraph: string[] = [];
  const endItem = (): void => {
    if (item !== undefined) items.push({ text: item.text(), section: item.section });
    item = undefined;
  };
  const endParagraph = (): void => {
    if (paragraph.length > 0) paragraphs.push({ text: paragraph.join(' '), section: sections.current });
    paragraph = [];
  };
  for (const line of lines) {
    switch (line.type) {
      case 'heading':
        endItem();
        endParagraph();
        sections.enter(line.level, line.text);
        break;
      case 'blank':
        item?.blank();
        endParagraph();
        break;
      case 'item':
        endParagraph();
        if (item !== undefined && line.indent > item.indent) item.point(line.text);
        else {
          endItem();
          item = new OpenItem(line.indent, line.text, sections.current);
        }
        break;
      case 'text':
        if (item !== undefined && item.takes(line.indent)) item.more(line.text);
        else {
          endItem();
          paragraph.push(line.text);
        }
    }
  }
  endItem();
  endParagraph();
  return items.length > 0 ? items : paragraphs.filter(({ text }) => !/^\[?(?:compare|full changelog|see )/i.test(text.replaceAll('*', '')));
}

/** An item whose text is not complete yet: its first paragraph and the points right below it. */
class OpenItem {
  readonly indent: number;
  readonly section: Section | undefined;
  readonly #head: string[];
  readonly #points: string[][] = [];
  #done = false;
  #blank = false;

  constructor(indent: number, text: string, section: Section | undefined) {
    this.indent = indent;
    this.section = section;
    this.#head = [text];
  }

  takes(indent: number): boolean {
    return indent > this.indent || !this.#blank;
  }

  blank(): void {
    this.#blank = true;
  }

  point(text: string): void {
    if (!this.#done) this.#points.push([text]);
    this.#blank = false;
  }

  more(text: string): void {
    // A second paragraph explains; the entry is said by then.
    if (this.#blank) this.#done = true;
    if (!this.#done) (this.#points.at(-1) ?? this.#head).push(text);
  }

  text(): string {
    const head = this.#head.join(' ').trim();
    if (this.#points.length === 0) return head;
    const points = this.#points.map((point) => point.join(' ').trim().replace(/[.;]$/, '')).filter((point) => point !== '');
    return `${head.replace(/[:.]$/, '')}: ${points.join('; ')}`;
  }
}

/** Which section the lines are in. A heading within one that says nothing itself belongs to it. */
class Sections {
  #stack: { readonly level: number; readonly section: Section | undefined }[] = [];

  get current(): Section | undefined {
    return this.#stack.at(-1)?.section;
  }

  enter(level: number, text: string): void {
    this.#stack = this.#stack.filter((outer) => outer.level < level);
    this.#stack.push({ level, section: sectionHeading(text) ?? this.current });
  }
}

function unique(entries: readonly ReleaseEntry[]): ReleaseEntry[] {
  const seen = new Map<string, ReleaseEntry>();
  for (const entry of entries) {
    const key = `${entry.kind}\0${entry.scope ?? ''}\0${entry.text}`;
    const same = seen.get(key);
    if (same === undefined) seen.set(key, entry);
    else if (entry.breaking && !same.breaking) seen.set(key, entry);
  }
  return [...seen.values()];
}

function merged(releases: readonly PackageRelease[]): PackageRelease[] {
  const byName = new Map<string, PackageRelease>();
  for (const release of releases) {
    const key = `${release.package ?? ''}\0${release.release}`;
    const first = byName.get(key);
    if (first === undefined) byName.set(key, release);
    else {
      byName.set(key, {
        ...first,
        date: first.date ?? release.date,
        yanked: first.yanked || release.yanked,
        url: first.url ?? release.url,
        entries: unique([...first.entries, ...release.entries]).slice(0, changelogLimits.entries),
      });
    }
  }
  return [...byName.values()];
}

function packageName(text: string): string | undefined {
  const name = text.replaceAll('`', '').trim();
  return /^(?:@[\w.-]+\/)?[A-Za-z][\w.-]*$/.test(name) && !/^(?:changelog|changes|history|releases?|news|release-notes|unreleased)$/i.test(name) ? name : undefined;
}
