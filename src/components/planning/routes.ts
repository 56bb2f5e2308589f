import type { Edition } from '../../edition/read.ts';
import { knowledgePath, objectiveListPath, objectivePath, planningPath, planningRoutes } from '../../edition/routes.ts';
import type { Breadcrumb } from '../../layouts/navigation.ts';
import { listPages } from '../lists.ts';

type Plan = keyof typeof planningRoutes;

/** True if the edition has any of a kind of plan: without, there are neither pages nor files. */
export function isPlanned({ index }: Edition, plan: Plan): boolean {
  return index.planning?.pages.some(({ path }) => path === planningRoutes[plan]) === true;
}

/** For `getStaticPaths` of a page over all of a kind, which is `[...index].astro` so that it exists only where there are any. */
export function overviewPaths(edition: Edition, plan: Plan): { params: { index: undefined } }[] {
  return isPlanned(edition, plan) ? [{ params: { index: undefined } }] : [];
}

/** Names of all objectives, in order. */
export function objectiveNames(edition: Edition): string[] {
  if (!isPlanned(edition, 'objectives')) return [];
  return listPages(edition.objectives(1).pages).flatMap((page) => edition.objectives(page).items.map(({ name }) => name));
}

/** Ids of all matrices or surveys, in order. */
export function planIds(edition: Edition, plan: 'roles' | 'responsibilities' | 'surveys'): string[] {
  if (!isPlanned(edition, plan)) return [];
  const lists = { roles: () => edition.roleMatrices.matrices, responsibilities: () => edition.responsibilityMatrices.matrices, surveys: () => edition.surveys.surveys } as const;
  return lists[plan]().map(({ id }) => id);
}

/** The last segment of a path, as a parameter of a page. */
export function lastSegment(path: string): string {
  return path.split('/').at(-2) ?? '';
}

/** What the breadcrumbs of plans begin with: the section of the header that they stand in, where it has a page of its own. */
export function planningCrumbs({ documents }: Edition['index']): Breadcrumb[] {
  return [{ title: 'Home', path: '' }, ...(documents === undefined ? [] : [{ title: 'Knowledge', path: knowledgePath }])];
}

/** Paths of all pages of plans, for the sitemap. */
export function planningPagePaths(edition: Edition): string[] {
  const ids = (['roles', 'responsibilities', 'surveys'] as const).flatMap((plan) => planIds(edition, plan).map((id) => planningPath(plan, id)));
  const pages = isPlanned(edition, 'objectives') ? listPages(edition.objectives(1).pages).map((page) => objectiveListPath(page)) : [];
  const others = (['roadmap', 'roles', 'responsibilities', 'surveys'] as const).filter((plan) => isPlanned(edition, plan)).map((plan) => planningRoutes[plan]);
  return [...pages, ...objectiveNames(edition).map(objectivePath), ...others, ...ids];
}
