import { visibleText } from '../components/visibleText.ts';
import type { Finding, Severity } from '../schema/finding.ts';

/** What is said of a code wherever it is listed: its short title and its usual severity. */
export interface CodeDefinition {
  readonly title: string;
  readonly severity: Severity;
  readonly why: string;
  readonly fix: string;
}

/**
 * Every finding code, permanent: a retired code is never used for something else. 01xx content and configuration, 02xx
 * collection and repositories, 03xx catalog, 04xx owners and CODEOWNERS, 05xx the published site, 06xx
 * scorecards and their rules.
 */
export const codes = {
  ALM0101: {
    title: 'Unreadable YAML',
    severity: 'error',
    why: 'The file is not valid YAML, so nothing in it was read.',
    fix: 'Correct the syntax at the place named.',
  },
  ALM0102: {
    title: 'Does not match its schema',
    severity: 'error',
    why: 'The value is not what this key takes, so it was not used.',
    fix: 'Write the value as the schema says; an editor with the YAML language server shows it while typing.',
  },
  ALM0103: {
    title: 'Unknown key',
    severity: 'error',
    why: 'Hand-written files are read strictly, so that a misspelt key is never silently ignored.',
    fix: 'Use the key named, or remove it.',
  },
  ALM0104: {
    title: 'File too large',
    severity: 'error',
    why: 'Files past the limit are not parsed, so that no file can exhaust the build.',
    fix: 'Split the file, or keep generated data out of it.',
  },
  ALM0105: {
    title: 'Path leaves its folder',
    severity: 'error',
    why: 'What is read is confined to the folder it belongs to; a link or path out of it is not followed.',
    fix: 'Replace it with a path inside the folder.',
  },
  ALM0106: {
    title: 'Missing content',
    severity: 'error',
    why: 'A file or folder that was named is not there.',
    fix: 'Create it, or correct the name.',
  },
  ALM0201: {
    title: 'Repository could not be read',
    severity: 'warning',
    why: 'git could not read this clone, so its last good facts are kept and marked with their age.',
    fix: 'Run `git fsck` in the clone, or clone it again.',
  },
  ALM0202: {
    title: 'Repository without commits',
    severity: 'note',
    why: 'There is nothing to read yet: no commit, no file, no date.',
    fix: 'Push a first commit, or archive the repository.',
  },
  ALM0203: {
    title: 'Detached HEAD',
    severity: 'note',
    why: 'The clone does not say which branch is the default one; the best guess is shown.',
    fix: 'Run `git remote set-head origin --auto` or check out the default branch in the clone.',
  },
  ALM0204: {
    title: 'Shallow clone',
    severity: 'note',
    why: 'Its history is cut off, so counts and first dates cover only what was fetched.',
    fix: 'Run `git fetch --unshallow` in the clone.',
  },
  ALM0205: {
    title: 'File name is not UTF-8 or holds control characters',
    severity: 'note',
    why: 'The name is shown with its bytes escaped, since many tools cannot open it.',
    fix: 'Rename the file.',
  },
  ALM0206: {
    title: 'Symbolic link leaves the repository',
    severity: 'note',
    why: 'The link was not followed: what is read is confined to the repository.',
    fix: 'Link inside the repository, or copy the file.',
  },
  ALM0207: {
    title: 'Record in quarantine',
    severity: 'warning',
    why: 'The record does not match the schema of its kind, so it was set aside and counts nowhere.',
    fix: 'Correct the record at its source; the next collection takes it in.',
  },
  ALM0208: {
    title: 'Source could not be collected',
    severity: 'warning',
    why: 'The last good facts of this source are kept and marked with their age.',
    fix: 'See the reason given, and run `almanac collect` again.',
  },
  ALM0209: {
    title: 'Same thing reported twice',
    severity: 'warning',
    why: 'Two places claim to be the same thing; the first in order is used.',
    fix: 'Remove one of them.',
  },
  ALM0210: {
    title: 'Nothing found at a source',
    severity: 'error',
    why: 'The source named holds nothing of the kind it should.',
    fix: 'Check the path.',
  },
  ALM0211: {
    title: 'Fields that are not part of the kind',
    severity: 'note',
    why: 'A file brings columns that the kind of fact does not have; they were left out.',
    fix: 'Nothing, if they are not meant for Almanac; otherwise check their spelling.',
  },
  ALM0212: {
    title: 'Files that were not read',
    severity: 'note',
    why: 'They are too large, or more than are read of one repository, so what they say is not known.',
    fix: 'Split large files; leave generated ones out of the repository.',
  },
  ALM0213: {
    title: 'Workflow that is not valid',
    severity: 'warning',
    why: 'GitHub does not run a workflow that it cannot read, so what it was meant to do is not done.',
    fix: 'Correct the workflow; its page on GitHub shows the same error.',
  },
  ALM0301: {
    title: 'Unreadable catalog file',
    severity: 'warning',
    why: 'The YAML could not be parsed, so its entities are missing from the catalog.',
    fix: 'Correct the syntax at the place named.',
  },
  ALM0302: {
    title: 'Invalid entity',
    severity: 'warning',
    why: "The entity breaks a rule of Backstage's catalog model, so it was not taken in.",
    fix: 'Correct the field at the place named.',
  },
  ALM0303: {
    title: 'Unknown kind kept aside',
    severity: 'note',
    why: 'The kind or version is not one of the core ones; the entity is kept but has no page.',
    fix: 'Nothing, if that is meant; otherwise check the spelling of kind and apiVersion.',
  },
  ALM0304: {
    title: 'Entity declared twice',
    severity: 'warning',
    why: 'Kind, namespace and name identify an entity; the first declaration in order is used.',
    fix: 'Remove or rename one of the declarations.',
  },
  ALM0305: {
    title: 'Relation points nowhere',
    severity: 'warning',
    why: 'The entity referred to is not in the catalog.',
    fix: 'Declare that entity, or correct the reference.',
  },
  ALM0306: {
    title: 'Location target not found',
    severity: 'warning',
    why: 'A Location names files that are not there.',
    fix: 'Correct the target, or mark the Location `presence: optional`.',
  },
  ALM0307: {
    title: 'Placeholder could not be resolved',
    severity: 'warning',
    why: 'A $text, $json or $yaml placeholder names a file that cannot be read from here.',
    fix: 'Name a file inside the same repository.',
  },
  ALM0308: {
    title: 'Catalog file too large or too deep',
    severity: 'warning',
    why: 'Files past the limits of size, depth or aliases are not parsed, so that no file can exhaust the build.',
    fix: 'Split the file; remove nested aliases.',
  },
  ALM0309: {
    title: 'Template is not an entity',
    severity: 'note',
    why: 'The file holds unfilled template expressions, so it was left aside.',
    fix: 'Nothing, if it is a template.',
  },
  ALM0310: {
    title: 'Catalog file is not UTF-8',
    severity: 'note',
    why: 'YAML is written in UTF-8; the file was read by a guess at its encoding, so some letters may be wrong.',
    fix: 'Save the file as UTF-8.',
  },
  ALM0401: {
    title: 'Owners disagree',
    severity: 'warning',
    why: 'Two sources name different owners. The one that ranks first is shown, with the others beside it.',
    fix: 'Make the sources agree.',
  },
  ALM0402: {
    title: 'No owner',
    severity: 'warning',
    why: 'No source names an owner.',
    fix: 'Set spec.owner in the catalog, or add a `*` rule to CODEOWNERS.',
  },
  ALM0403: {
    title: 'CODEOWNERS line is invalid',
    severity: 'warning',
    why: 'The host skips this line, so it protects nothing.',
    fix: 'Correct the line.',
  },
  ALM0404: {
    title: 'CODEOWNERS pattern is unsupported',
    severity: 'warning',
    why: 'The host does not support this syntax in CODEOWNERS, so the line is skipped.',
    fix: 'Write the pattern without it.',
  },
  ALM0405: {
    title: 'CODEOWNERS is too large',
    severity: 'warning',
    why: 'GitHub does not load a CODEOWNERS file of 3 MB or more: nothing has an owner.',
    fix: 'Use fewer, wider patterns.',
  },
  ALM0406: {
    title: 'Owner is not in the catalog',
    severity: 'note',
    why: 'A CODEOWNERS rule names a team or user that no Group or User entity matches.',
    fix: 'Declare the group, with the annotation github.com/team-slug where its name differs.',
  },
  ALM0407: {
    title: 'More than one CODEOWNERS file',
    severity: 'note',
    why: 'The host reads only the first one it finds; the others do nothing.',
    fix: 'Remove the others.',
  },
  ALM0408: {
    title: 'CODEOWNERS is a symbolic link',
    severity: 'note',
    why: 'Links are not followed, so the file was passed over.',
    fix: 'Put the file itself in this place.',
  },
  ALM0409: {
    title: 'CODEOWNERS where the host does not look',
    severity: 'note',
    why: 'The host reads no file in this place, so it does nothing.',
    fix: 'Move it to a place where the host looks.',
  },
  ALM0501: {
    title: 'Broken link',
    severity: 'error',
    why: 'A page links to a page or file that is not part of the site.',
    fix: 'Correct the link in the source of the page.',
  },
  ALM0502: {
    title: 'Broken anchor',
    severity: 'error',
    why: 'A link names an anchor that its target page does not have.',
    fix: 'Correct the anchor in the source of the page.',
  },
  ALM0503: {
    title: 'Page breaks its content policy',
    severity: 'error',
    why: 'Pages carry a strict Content-Security-Policy and need nothing from elsewhere, so that text from repositories can never run; browsers refuse this, or it would weaken that.',
    fix: 'Take it out of the page or layout, or make it a file of the site.',
  },
  ALM0601: {
    title: 'Rule that does not compile',
    severity: 'error',
    why: 'The expression is not valid CEL, or does not fit the types of what it reads, so its check is left out.',
    fix: 'Correct the expression at the place named; docs/rules.md lists fields and functions.',
  },
  ALM0602: {
    title: 'Rule past its bounds',
    severity: 'error',
    why: 'Size, nesting and patterns of rules are bounded, so that no rule can hang or exhaust the build.',
    fix: 'Write a smaller rule, or split it into several checks.',
  },
  ALM0603: {
    title: 'Id used twice',
    severity: 'error',
    why: 'Ids name one thing each; the later one was left out.',
    fix: 'Give one of them another id.',
  },
  ALM0604: {
    title: 'Scorecards extend each other in a circle',
    severity: 'error',
    why: 'None of them has a first definition to start from, so they were left out.',
    fix: 'Take out one `extends` of the circle.',
  },
  ALM0605: {
    title: 'Reference to nothing',
    severity: 'error',
    why: 'What is named here does not exist, so what names it was left out.',
    fix: 'Correct the name, or write what it names.',
  },
  ALM0606: {
    title: 'Level without checks',
    severity: 'error',
    why: 'No check needs this level, so it would be reached by all who reach the one below.',
    fix: 'Give it a check, or take it out.',
  },
  ALM0607: {
    title: 'Unknown control',
    severity: 'error',
    why: 'The scheme of a control is unknown, or the identifier has not the form of its scheme, so it would be evidence for nothing.',
    fix: 'Correct the identifier, or declare the scheme in controls.yaml.',
  },
  ALM0608: {
    title: 'Date in the past',
    severity: 'warning',
    why: 'The day has passed, so the entry says nothing any more.',
    fix: 'Take it out, or give it a later day.',
  },
  ALM0609: {
    title: 'Incomplete check',
    severity: 'error',
    why: 'A check needs a title, a level, a pillar, and either an expression or a measure with target and direction; it was left out.',
    fix: 'Add what is missing.',
  },
  ALM0610: {
    title: 'Expired exemption',
    severity: 'warning',
    why: 'The exemption no longer holds, so the check binds again.',
    fix: 'Fix what it excused, or decide anew with a later day, then take this one out.',
  },
  ALM0611: {
    title: 'Exemption that selects nothing',
    severity: 'warning',
    why: 'No entity that the check judges matches, so the exemption does nothing.',
    fix: 'Correct the entities, or take it out.',
  },
  ALM0612: {
    title: 'Check that could not be evaluated',
    severity: 'warning',
    why: 'The rule made an error on what it read, so the verdict is unknown.',
    fix: 'Ask for what may be absent before using it: `key in map && map[key] == value`.',
  },
  ALM0613: {
    title: 'Scorecard that applies to nothing',
    severity: 'note',
    why: 'No entity matches `applies`, so nobody is judged by it.',
    fix: 'Correct `applies`, or take the scorecard out.',
  },
  ALM0614: {
    title: 'Nested repetition in a pattern',
    severity: 'warning',
    why: 'A repetition inside of a repetition says no more than one does. Here it takes linear time; elsewhere such patterns hang.',
    fix: 'Write one repetition: `(a+)+` is `a+`.',
  },
  ALM0615: {
    title: 'Measurement that does not fit',
    severity: 'warning',
    why: 'A fact brings a measurement that measurements.yaml does not declare, or of another type, so no rule can read it.',
    fix: 'Declare it, or correct its id or value.',
  },
  ALM0616: {
    title: 'Campaign that cannot be run',
    severity: 'error',
    why: 'Its days or its goal contradict each other, so it was left out.',
    fix: 'Correct the days, or name checks or a level, not both.',
  },
  ALM0617: {
    title: 'Rule out of steps',
    severity: 'error',
    why: 'The rule took more steps than one evaluation or one night allows, so its verdict is unknown.',
    fix: 'Count over fewer things: a comprehension inside of another multiplies.',
  },
  ALM0618: {
    title: 'Exemption about to expire',
    severity: 'note',
    why: 'Within 30 days the check binds again.',
    fix: 'Fix what it excuses, or decide anew before that day.',
  },
  ALM0619: {
    title: 'Rule that reads nothing',
    severity: 'warning',
    why: 'The expression reads no fact and nothing of the entity, so its verdict is the same for all.',
    fix: 'Read what the check is about.',
  },
} as const satisfies Record<`ALM${string}`, CodeDefinition>;

/** A code that exists. */
export type Code = keyof typeof codes;

/** What a reporter of a finding has to say itself; the rest comes from the code. */
export type FindingDetails = Pick<Finding, 'what'> & Partial<Omit<Finding, 'code'>>;

/** Makes a finding of `code`: severity, why and fix are the code's own unless given. */
export function makeFinding(code: Code, details: FindingDetails): Finding {
  const { severity, why, fix } = codes[code];
  return { code, severity, why, fix, ...details };
}

const severityOrder: Record<Severity, number> = { error: 0, warning: 1, note: 2 };

/** Total order of findings: severity, then place, then code and text; the same set always lists the same way. */
export function compareFindings(a: Finding, b: Finding): number {
  return (
    severityOrder[a.severity] - severityOrder[b.severity] ||
    compareText(a.repository ?? '', b.repository ?? '') ||
    compareText(a.file ?? '', b.file ?? '') ||
    (a.line ?? 0) - (b.line ?? 0) ||
    (a.column ?? 0) - (b.column ?? 0) ||
    compareText(a.code, b.code) ||
    compareText(a.what, b.what)
  );
}

/** Code-point order, independent of the machine's locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * Lines for a terminal: `almanac.yaml:3:1 error ALM0103: what`, then the excerpt if there is one, why, and fix. What a
 * file says is quoted in them, and a terminal does what control characters say, so these are shown by their names.
 */
export function formatFinding(f: Finding): string {
  const where = [f.repository, f.file].filter(Boolean).join(' ');
  const place = [where, f.line, f.line === undefined ? undefined : f.column].filter((p) => p !== undefined && p !== '').join(':');
  const excerpt = f.excerpt === undefined ? '' : `\n${f.excerpt.replaceAll(/^/gm, '    ')}`;
  return visibleText(`${place === '' ? '' : `${place} `}${f.severity} ${f.code}: ${f.what}${excerpt}\n    why: ${f.why}\n    fix: ${f.fix}`);
}
