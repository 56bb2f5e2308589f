import { entityKinds } from '../schema/entity.ts';
import { contentDocuments } from '../schema/documents/kinds.ts';
import { documentListPaths } from '../edition/routes.ts';

/** First segments of the site's own pages and files; documents and redirects keep clear of them. */
const ownSegments = new Set([
  '_astro', 'api', 'badges', 'browse', 'campaigns', 'catalog', 'controls', 'data-quality', 'decisions', 'feeds', 'knowledge', 'media', 'objectives', 'pagefind',
  'provenance', 'repositories', 'responsibilities', 'roadmap', 'roles', 'schemas', 'scorecard-changes', 'scorecards', 'search', 'surveys',
]);

/** Changelogs of entities are at `changelog/<kind>/<namespace>/<name>/`. */
const kindSegments = new Set(entityKinds.map((kind) => kind.toLowerCase()));

const listPaths = new Set<string>(Object.values(documentListPaths));
const documentFolders = new Set<string>(Object.values(contentDocuments).map(({ folder }) => folder));

/**
 * Why a page of the content folder, or a redirect, cannot be at a path of the site; undefined if it can. `docs/` is a
 * page that an organisation may write itself.
 */
export function takenBy(path: string): string | undefined {
  const segments = path.replace(/\/$/, '').split('/');
  const [first = '', second = ''] = segments;
  if (path === '' || first === '') return 'the home page is there';
  if (ownSegments.has(first)) return `pages of the site itself are below ${first}/`;
  if (path !== documentListPaths.doc && listPaths.has(path)) return `the list of all documents in ${first}/ is there`;
  if (first === 'changelog' && kindSegments.has(second) && segments.length > 2) return `the changelogs of entities are below changelog/${second}/`;
  if (segments.some((segment) => /\.(md|json|txt|xml|ndjson)$/i.test(segment))) return 'the name looks like that of a file';
  if (segments.length === 1 && !documentFolders.has(first) && /^(404|index|llms|robots|sitemap)/i.test(first)) return 'the site has a file of that name';
  return undefined;
}

/**
 * True for a path, without slash at its end, at which the site itself may have a page or file. Which there are is known
 * only when all pages are rendered; the check of the whole site then looks at every link to them.
 */
export function mayBeOwn(path: string): boolean {
  const [first = ''] = path.split('/');
  return path === '' || path === 'llms.txt' || path === 'llms-full.txt' || listPaths.has(`${path}/`) || ownSegments.has(first) || (first === 'changelog' && kindSegments.has(path.split('/')[1] ?? ''));
}
