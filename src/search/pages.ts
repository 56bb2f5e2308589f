import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { compareText } from '../findings/codes.ts';
import { changelogPage } from '../schema/edition/changelog.ts';
import { objectivePage } from '../schema/edition/objective.ts';
import { responsibilityPage, roadmapPage, roleMatrixPage } from '../schema/edition/planning.ts';
import { campaignPage, checkPage, scorecardPage } from '../schema/edition/scorecard.ts';
import { surveyPage } from '../schema/edition/survey.ts';
import { SearchError } from './error.ts';
import { campaignText, changelogText, checkText, objectiveText, responsibilitiesText, roadmapTexts, rolesText, scorecardText, surveyText, type PageText } from './page-texts.ts';

/** Changelogs of groups repeat those of what they own. */
const ofGroups = /^changelog\/(group|user)\//;

/** How each file of the edition is read, by where it is below `api/v1/`. */
const readers: readonly { readonly files: RegExp; readonly texts: (value: unknown) => PageText[] }[] = [
  { files: /^planning\/roadmap\.json$/, texts: (value) => roadmapTexts(roadmapPage.parse(value)) },
  { files: /^planning\/objectives\/by-name\//, texts: (value) => [objectiveText(objectivePage.parse(value))] },
  { files: /^planning\/roles\//, texts: (value) => [rolesText(roleMatrixPage.parse(value))] },
  { files: /^planning\/responsibilities\//, texts: (value) => [responsibilitiesText(responsibilityPage.parse(value))] },
  { files: /^planning\/surveys\//, texts: (value) => [surveyText(surveyPage.parse(value))] },
  { files: /^scorecards\/[^/]+\.json$/, texts: (value) => [scorecardText(scorecardPage.parse(value))] },
  { files: /^scorecards\/[^/]+\/checks\/[^/]+\.json$/, texts: (value) => [checkText(checkPage.parse(value))] },
  { files: /^campaigns\/[^/]+\.json$/, texts: (value) => [campaignText(campaignPage.parse(value))] },
  { files: /^changelog\/(?!entities)/, texts: (value) => changelogText(changelogPage.pick({ path: true, entity: true, releases: true }).strip().parse(value)) },
];

/** Files below `api` (the edition's `api/v1`) whose pages are searched besides the catalog and documents, in order. */
export function pageFiles(api: string): string[] {
  const all = ['planning', 'scorecards', 'campaigns', 'changelog'].flatMap((folder) => {
    const dir = join(api, folder);
    return existsSync(dir) ? readdirSync(dir, { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name.replaceAll('\\', '/')}`) : [];
  });
  return all.filter((file) => file.endsWith('.json') && !ofGroups.test(file) && readers.some(({ files }) => files.test(file))).sort(compareText);
}

/**
 * What there is to find in objectives, the roadmap, roles, responsibilities, surveys, scorecards, their checks, campaigns and
 * changelogs of components.
 *
 * Errors: `SearchError` naming the file that does not match its schema.
 */
export async function* readPages(api: string): AsyncGenerator<PageText> {
  for (const file of pageFiles(api)) {
    const reader = readers.find(({ files }) => files.test(file));
    try {
      yield* reader?.texts(JSON.parse(await readFile(join(api, file), 'utf8'))) ?? [];
    } catch (error) {
      throw new SearchError(`${join(api, file)} cannot be read for search: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    }
  }
}
