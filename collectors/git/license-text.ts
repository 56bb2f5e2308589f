import { createRequire } from 'node:module';

/** A text as pairs of neighbouring words, each with how often it occurs. */
interface Pairs {
  readonly counts: ReadonlyMap<string, number>;
  readonly total: number;
  /** Words in it that restrict what may be done. */
  readonly restrictions: ReadonlySet<string>;
}

interface Known {
  readonly id: string;
  readonly pairs: Pairs;
}

/**
 * Share of pairs of words in common (Sørensen–Dice coefficient, 2·|A∩B| / (|A|+|B|), over multisets) from which a text
 * counts as a licence. A copyright holder named within the text costs a BSD licence about 0.03; another clause costs
 * more than 0.05. Nearest neighbours, such as GPL and AGPL 3.0, lie at 0.96 of each other: the nearest one is taken.
 */
export const licenseThreshold = 0.95;

/**
 * Licences that are recognised. Of the GNU family, a licence's text does not say whether later versions may be chosen:
 * that stands in the notice of each file. `-only` is what the text alone grants.
 */
export const recognisedLicenses = [
  '0BSD', 'AFL-3.0', 'AGPL-3.0-only', 'Apache-2.0', 'Artistic-2.0', 'BlueOak-1.0.0', 'BSD-2-Clause', 'BSD-2-Clause-Patent', 'BSD-3-Clause', 'BSD-3-Clause-Clear', 'BSD-4-Clause', 'BSL-1.0',
  'CC-BY-4.0', 'CC-BY-SA-4.0', 'CC0-1.0', 'CDDL-1.0', 'CECILL-2.1', 'ECL-2.0', 'EPL-1.0', 'EPL-2.0', 'EUPL-1.2', 'GPL-2.0-only', 'GPL-3.0-only', 'ISC', 'JSON', 'LGPL-2.1-only', 'LGPL-3.0-only',
  'LPPL-1.3c', 'MIT', 'MIT-0', 'MPL-2.0', 'MS-PL', 'MS-RL', 'MulanPSL-2.0', 'NCSA', 'ODbL-1.0', 'OFL-1.1', 'OSL-3.0', 'PostgreSQL', 'Python-2.0', 'Ruby', 'Unlicense', 'UPL-1.0', 'Vim', 'WTFPL', 'X11', 'Zlib',
] as const;

/** Additions that turn a licence into another one, however few words they take. */
const restriction = /\b(?:non-?commercial|commons clause|shall be used for good)\b/g;

/** Longest licence text looked at, in characters; the longest known one has 35,000. */
const maxLength = 100_000;

const require = createRequire(import.meta.url);
let known: Known[] | undefined;

/** SPDX id of the licence whose text this is, titles and copyright lines apart; undefined if it is none that is known. */
export function recogniseLicense(text: string): string | undefined {
  if (text.length > maxLength) return undefined;
  known ??= [...recognisedLicenses.map((id) => ({ id, pairs: pairsOf(textOf(id)) })), { id: 'Apache-2.0', pairs: pairsOf(apacheNotice()) }];
  const pairs = pairsOf(text);
  let best: { id: string; score: number } | undefined;
  for (const { id, pairs: other } of known) {
    // The score cannot pass twice the smaller share: most licences are ruled out by their length.
    if ((2 * Math.min(pairs.total, other.total)) / (pairs.total + other.total) < licenseThreshold) continue;
    if ([...pairs.restrictions].some((words) => !other.restrictions.has(words))) continue;
    const score = dice(pairs, other);
    if (score >= licenseThreshold && (!best || score > best.score)) best = { id, score };
  }
  return best?.id;
}

/** Text of a licence as the SPDX list has it. */
export function textOf(id: string): string {
  const entry: unknown = require(`spdx-license-list/licenses/${id}.json`);
  if (typeof entry !== 'object' || entry === null || !('licenseText' in entry) || typeof entry.licenseText !== 'string') throw new TypeError(`no text of licence ${id}`);
  return entry.licenseText;
}

/** What Apache-2.0 asks to be put into each file stands alone in many a LICENSE: it ends the licence's own text. */
function apacheNotice(): string {
  const text = textOf('Apache-2.0');
  return text.slice(text.lastIndexOf('Licensed under the Apache License'));
}

function dice(a: Pairs, b: Pairs): number {
  let common = 0;
  for (const [pair, count] of a.counts) common += Math.min(count, b.counts.get(pair) ?? 0);
  return (2 * common) / (a.total + b.total);
}

function pairsOf(text: string): Pairs {
  const normal = normalise(text);
  const words = normal.match(/[\p{L}\p{N}']+/gu) ?? [];
  const counts = new Map<string, number>();
  for (let at = 1; at < words.length; at += 1) {
    const pair = `${words[at - 1]} ${words[at]}`;
    counts.set(pair, (counts.get(pair) ?? 0) + 1);
  }
  return { counts, total: Math.max(0, words.length - 1), restrictions: new Set(normal.match(restriction)) };
}

const copyrightLine = /^[\s*#>_-]*(?:copyright\b(?!\s+(?:holder|owner|notice|law|licen))|\(c\)\s|©|all rights reserved|portions copyright).*$/gim;
const titleLine = /^[\s*#>_(-]*(?:the )?(?:[\w.,"“”'/ -]{0,80}licen[cs]e(?: agreement)?|zero-clause bsd|unlicense|the unlicense)[)"”.:*_ ]*(?:\(.{0,40}\))?(?:[, -]*(?:version|v)? ?[\d.]+.{0,40})?$/i;

/** What makes two copies of one licence alike: no title, no copyright lines, no appendix, no mark-up, one spelling. */
function normalise(text: string): string {
  const terms = text.replaceAll('\r\n', '\n').replace(/^[\s*]*end of terms and conditions[\s\S]*$/im, '').replace(/<[^>\n]{1,60}>|\[[^\]\n]{1,60}\]/g, ' ');
  const lines = terms.replace(copyrightLine, '').split('\n');
  // The title is among the first lines that hold anything.
  for (let seen = 0; lines.length > 0 && seen < 3; ) {
    const line = lines[0] ?? '';
    if (line.trim() !== '' && !titleLine.test(line.trim())) break;
    if (line.trim() !== '') seen += 1;
    lines.shift();
  }
  return lines
    .join('\n')
    .toLowerCase()
    .replace(/^[\s>*#/;-]+/gm, '')
    .replace(/^\(?[a-z0-9]{1,3}[.)]\s+/gm, '')
    .replace(/https?:/g, '')
    .replace(/[`´‘’]/g, "'")
    .replace(/'{2}|[“”"]/g, ' ')
    .replace(/\b(?:copyright holders?|copyright owners?|authors?|the regents|contributors)\b/g, (party) => (party === 'contributors' ? party : 'holder'))
    .replace(/\blicence/g, 'license')
    .replace(/\bsub-license/g, 'sublicense')
    .replace(/\bnon-?infringement/g, 'noninfringement')
    .replace(/\s+/g, ' ');
}
