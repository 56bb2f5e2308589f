import semver from 'semver';
import { unreleased } from './model.ts';

/** What the heading of a release says. */
export interface VersionHeading {
  /** `1.2.3`, `2026-01-31`, or `unreleased`. */
  readonly release: string;
  readonly version: string | undefined;
  /** The package that it names: `@acme/cli` of `@acme/cli@1.2.3`. */
  readonly package: string | undefined;
  readonly date: string | undefined;
  /** A date that is written but is no day, such as 2026-13-01. */
  readonly badDate: string | undefined;
  readonly yanked: boolean;
  /** Target of the link that the heading is, or the label of a reference. */
  readonly link: { readonly url: string } | { readonly label: string } | undefined;
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const monthNames = '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
const isoDate = /(?<![\d.])(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?![\d.])(?:T[\d:.]+Z?)?/;
const monthFirst = new RegExp(`\\b(${monthNames})\\.?\\s+(\\d{1,2})(?:st|nd|rd|th)?,?\\s+(\\d{4})\\b`, 'i');
const dayFirst = new RegExp(`\\b(\\d{1,2})(?:st|nd|rd|th)?\\s+(${monthNames})\\.?,?\\s+(\\d{4})\\b`, 'i');

/** A version: two to four numbers, or one after a `v`; then what semver allows behind it. */
const versionText = '(?:v\\.?\\s?)?(?<number>\\d+(?:\\.\\d+){1,3}(?:\\.x)?|(?<=v\\.?)\\d+)(?<suffix>(?:[-+][0-9A-Za-z.+-]+|(?:a|b|rc|alpha|beta|dev|post|\\.dev|\\.post)\\.?\\d+|\\.[A-Z][0-9A-Za-z.]*)?)';
const packageText = '(?<package>@?[A-Za-z][\\w.-]*(?:\\/[\\w.-]+)*?)';
/** What may follow a version: nothing, or something set off from it, such as a code name. Words that just go on make a sentence. */
const whole = new RegExp(`^(?:(?:version|release|released)\\s+)?(?:${packageText}(?:@|-(?=v\\d)|\\s+))?${versionText}(?<rest>\\s*(?:[-–—:;,/|("“'\\[].*)?)$`, 'i');
/** Words that are no package's name although they stand before a version. */
const noPackage = /^(?:v|version|release|released|tag|changes|in|since|from|node|java|python|ruby|php|go)$/i;

/**
 * Reads the text of a heading as that of a release; undefined if it is none.
 *
 * Keep a Changelog 1.1.0 writes `[1.2.3] - 2026-01-31 [YANKED]` and `[Unreleased]`. What else is common is taken too:
 * `v1.2.3 (2026-01-31)`, `1.2.3 / 2026-01-31`, `Version 1.2.3 - January 31, 2026`, `2026-01-31, Version 1.2.3`,
 * `[1.2.3](https://…/compare/…) (2026-01-31)`, `@acme/cli@1.2.3`, `pkg v1.2.3`, and days as versions.
 */
export function versionHeading(text: string): VersionHeading | undefined {
  const link = linkOf(text);
  const yanked = /\[?\byanked\b\]?/i.test(text);
  const plain = text
    .replaceAll(/!\[[^\]]*\]\([^)]*\)/g, '')
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/\[([^\]]*)\]\[[^\]]*\]/g, '$1')
    .replaceAll(/[[\]`*“”"]|<[^>]*>/g, '')
    .replaceAll(/\p{Extended_Pictographic}\uFE0F?|:[a-z_]+:/gu, '')
    .replace(/\byanked\b/i, '')
    .replaceAll(/\s+/g, ' ')
    .replace(/\(\s*\)\s*$/, '')
    .trim();
  if (/^\W*(?:unreleased|upcoming|next(?: release| version)?|master|main|head|tip of tree)\b\W*(?:changes)?\W*$/i.test(plain) || /^\W*unreleased\b/i.test(plain)) {
    return { release: unreleased, version: undefined, package: undefined, date: undefined, badDate: undefined, yanked: false, link };
  }
  const dated = dateIn(plain);
  const rest = dated === undefined ? plain : `${plain.slice(0, dated.at)} ${plain.slice(dated.at + dated.length)}`.replaceAll(/[(<]\s*[)>]/g, '').replaceAll(/^[\s,:–—-]+|[\s,:(–—-]+$/g, '').trim();
  const shown = { ...(dated === undefined ? { date: undefined, badDate: undefined } : dated), yanked, link };
  if (rest === '' || /^(?:release|version)$/i.test(rest)) {
    // A day is a version where there is no other.
    return dated?.date === undefined ? undefined : { release: dated.date, version: undefined, package: undefined, ...pick(shown) };
  }
  const groups = whole.exec(rest)?.groups;
  const number = groups?.['number'];
  if (groups === undefined || number === undefined) return undefined;
  const release = number + (groups['suffix'] ?? '');
  const name = groups['package'];
  // "Node 20.1" in the middle of things is no release of a package.
  if (name !== undefined && noPackage.test(name)) return /^(?:v|version|release|released|tag)$/i.test(name) ? { release, version: semanticVersion(release), package: undefined, ...pick(shown) } : undefined;
  return { release, version: semanticVersion(release), package: name, ...pick(shown) };
}

function pick({ date, badDate, yanked, link }: Pick<VersionHeading, 'date' | 'badDate' | 'yanked' | 'link'>): Pick<VersionHeading, 'date' | 'badDate' | 'yanked' | 'link'> {
  return { date, badDate, yanked, link };
}

/** The semantic version (semver 2.0) that a release is; undefined for 1.2 and the like. */
export function semanticVersion(release: string): string | undefined {
  const parsed = semver.parse(release);
  return parsed === null ? undefined : parsed.version + (parsed.build.length > 0 ? `+${parsed.build.join('.')}` : '');
}

interface FoundDate {
  readonly date: string | undefined;
  readonly badDate: string | undefined;
  readonly at: number;
  readonly length: number;
}

function dateIn(text: string): FoundDate | undefined {
  const iso = isoDate.exec(text);
  const named = iso === null ? (monthFirst.exec(text) ?? dayFirst.exec(text)) : null;
  const found = iso ?? named;
  if (found === null) return undefined;
  const [written, a = '', b = '', c = ''] = found;
  const parts = iso !== null ? [a, b, c] : /^\d/.test(a) ? [c, monthNumber(b), a] : [c, monthNumber(a), b];
  const [year = '', month = '', day = ''] = parts;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const real = isDay(date);
  return { date: real ? date : undefined, badDate: real ? undefined : written, at: found.index, length: written.length };
}

function monthNumber(name: string): string {
  return String(months.indexOf(name.slice(0, 3).toLowerCase()) + 1);
}

function isDay(date: string): boolean {
  const at = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === date;
}

function linkOf(text: string): VersionHeading['link'] {
  const url = /\[[^\]]*\]\(\s*(https:\/\/[^)\s]+)/.exec(text)?.[1];
  if (url !== undefined) return { url };
  const label = /\[([^\]]+)\](?:\[([^\]]*)\])?/.exec(text);
  return label?.[1] === undefined ? undefined : { label: (label[2] || label[1]).toLowerCase() };
}
