import { visibleText } from '../text/visible-text.ts';
import type { Finding, Severity } from '../schema/finding.ts';
import { catalogCodes } from './definitions/catalog.ts';
import { collectionCodes } from './definitions/collection.ts';
import { contentCodes } from './definitions/content.ts';
import { ownerCodes } from './definitions/owners.ts';
import { scorecardCodes } from './definitions/scorecards.ts';
import { siteCodes } from './definitions/site.ts';
import { markdownCodes } from './definitions/markdown.ts';
import { documentCodes } from './definitions/documents.ts';
import { hostCodes } from './definitions/hosts.ts';
import { repositoryDocumentCodes } from './definitions/repository-documents.ts';
import { knowledgeCodes } from './definitions/knowledge.ts';
import { planningCodes } from './definitions/planning.ts';
import { changelogCodes } from './definitions/changelog.ts';

/**
 * Every finding code, permanent: a retired code is never used for something else. 01xx content and configuration, 02xx
 * collection and repositories, 03xx catalog, 04xx owners and CODEOWNERS, 05xx the published site, 06xx
 * scorecards and their rules, 07xx documents, 08xx what else people write, 09xx changelogs, 10xx hosts that are read over the network.
 */
export const codes = {
  ...contentCodes,
  ...collectionCodes,
  ...catalogCodes,
  ...ownerCodes,
  ...siteCodes,
  ...scorecardCodes,
  ...markdownCodes,
  ...documentCodes,
  ...repositoryDocumentCodes,
  ...knowledgeCodes,
  ...planningCodes,
  ...changelogCodes,
  ...hostCodes,
};

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
