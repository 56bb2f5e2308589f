import type { Edition } from '../../edition/read.ts';
import { assessmentListPath, campaignPath, checkPath, scorecardPath, scorecardRoutes } from '../../edition/routes.ts';
import { listPages } from '../lists.ts';

/**
 * For `getStaticPaths` of the pages over all scorecards, which are `[...index].astro` so that they exist only where
 * there are scorecards: an edition without any has neither the pages nor their files.
 */
export function overviewPaths({ index }: Edition): { params: { index: undefined } }[] {
  return index.scorecards.length === 0 ? [] : [{ params: { index: undefined } }];
}

/** Paths of all pages of scorecards, for the sitemap. */
export function scorecardPagePaths(edition: Edition): string[] {
  if (edition.index.scorecards.length === 0) return [];
  return [
    ...Object.values(scorecardRoutes),
    ...edition.scorecards.campaigns.map(({ id }) => campaignPath(id)),
    ...edition.index.scorecards.flatMap(({ id }) => {
      const { entities, levels } = edition.scorecard(id);
      return [
        scorecardPath(id),
        ...listPages(entities.pages).map((page) => assessmentListPath(id, page)),
        ...levels.flatMap(({ checks }) => checks.map((check) => checkPath(id, check.id))),
      ];
    }),
  ];
}
