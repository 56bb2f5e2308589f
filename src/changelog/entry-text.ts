import { changelogLimits, type ReleaseEntry } from './model.ts';
import { withoutPeople } from './people.ts';
import { kindOfWords, type Section, typeOfCommit } from './section-heading.ts';

/** What stands before an entry of changesets: pull request, commit, and thanks. */
const changesetsPrefix = /^(?:\[?(?<pull>#\d+)\]?(?:\((?<url>https:\/\/[^)\s]+)\))?\s+)?(?:\[?`[0-9a-f]{7,40}`\]?(?:\([^)\s]*\))?:?\s*)(?:Thanks\s[^!]{1,300}!\s*)?(?:-\s+)?/;
/** Commits in brackets at the end, as tools add them: `([1a2b3c4](https://…))`. */
const commitAtEnd = /[,;]?\s*\(?\[?`?[0-9a-f]{7,40}`?\]?\(https?:\/\/[^)\s]+\/commits?\/[0-9a-f]{7,40}\)\)?(?=\s*(?:$|[,;]?\s*(?:closes|fixes|refs|\(\[#)))/gi;
/** `by @name in https://github.com/o/r/pull/12`, of which only the number says something. */
const inPull = /(?:\sby\s+@[\w-]+(?:\[bot\])?)?\s+in\s+(https:\/\/\S+\/(?:pull|merge_requests)\/(\d+))\/?$/;
/** Which commits made changesets raise other packages. */
const raisedBy = /^(Updated dependencies) \[[^\s].{0,3000}?\)?\](?=:|$)/;
const breakingMark = /^(?:[*_]{0,2}\[?(?:⚠️?\s*)?BREAKING(?:[ -]CHANGES?)?\]?:?[*_]{0,2}:?|[*_]{2}Breaking(?: changes?)?:?[*_]{2}:?|💥|:boom:|⚠️?)\s*[:–—-]?\s*/i;
const scopeMark = /^\*\*(?<scope>[^*:`[\]]{1,60}?):\*\*\s*|^\*\*(?<other>[^*:`[\]]{1,60}?)\*\*:\s+/;
const commitMark = /^(?<type>[A-Za-z]{2,12})(?:\((?<scope>[^()\s]{1,60})\))?(?<mark>!)?:\s+(?=\S)/;

/**
 * One entry out of the text of a list item; undefined if nothing of it is left once people and commits are taken out,
 * or if it only concerns those who work on the repository.
 *
 * @param section what its heading says; undefined where there is none
 */
export function releaseEntry(written: string, section: Exclude<Section, 'left-out'> | undefined): ReleaseEntry | undefined {
  let text = written.slice(0, 4_000).replaceAll(/\s+/g, ' ').trim();
  const pull = changesetsPrefix.exec(text);
  if (pull !== null) {
    const { pull: number, url } = pull.groups ?? {};
    text = text.slice(pull[0].length) + (number === undefined || url === undefined ? '' : ` ([${number}](${url}))`);
  }
  text = text.replace(inPull, ' ([#$2]($1))').replace(raisedBy, '$1').replaceAll(commitAtEnd, '');
  text = withoutPeople(text);
  const marked = breakingMark.exec(text);
  if (marked !== null && marked[0].trim() !== '') text = text.slice(marked[0].length);
  const bold = scopeMark.exec(text);
  const commit = bold === null && section === undefined ? commitMark.exec(text) : null;
  const type = commit?.groups?.['type'];
  const kindOfType = type === undefined ? undefined : typeOfCommit(type, commit?.groups?.['scope']);
  let breaking = (section?.breaking ?? false) || marked !== null;
  let scope = bold?.groups?.['scope'] ?? bold?.groups?.['other'];
  if (bold !== null) {
    if (/^breaking(?: changes?)?$/i.test(scope ?? '')) {
      breaking = true;
      scope = undefined;
    }
    text = text.slice(bold[0].length);
  } else if (commit !== null && kindOfType !== undefined) {
    breaking ||= commit.groups?.['mark'] === '!';
    scope = commit.groups?.['scope'];
    text = text.slice(commit[0].length);
    if (kindOfType === 'left-out' && !breaking) return undefined;
  }
  text = shortened(text.trim());
  if (!/[\p{L}\p{N}]/u.test(text)) return undefined;
  const kind = section?.kind ?? (kindOfType === 'left-out' ? 'changed' : kindOfType) ?? kindOfWords(text);
  return { kind, ...(scope === undefined ? {} : { scope: withoutPeople(scope.trim()) || scope.trim() }), breaking, text: capitalised(text) };
}

/** Cut at a word, never within a link or a code span. */
export function shortened(text: string, limit: number = changelogLimits.entryLength): string {
  if (text.length <= limit) return text;
  const cut = text.slice(0, limit - 1).toWellFormed();
  const open = [cut.lastIndexOf('['), cut.lastIndexOf('`')].filter((at) => at > limit / 2 && !closes(cut, at));
  const end = Math.min(...open, Math.max(cut.lastIndexOf(' '), limit / 2));
  return `${cut.slice(0, end).trimEnd()}…`;
}

/** True if what begins at `at` also ends within the text. */
function closes(text: string, at: number): boolean {
  if (text[at] === '`') return (text.match(/`/g)?.length ?? 0) % 2 === 0;
  const rest = text.slice(at);
  return /^\[[^\]]*\](?:\([^)]*\)|[^(])/.test(rest);
}

function capitalised(text: string): string {
  return /^[a-z][a-z']*(?:\s|$)/.test(text) ? text.slice(0, 1).toUpperCase() + text.slice(1) : text;
}
