import { wellKnownRules } from '../../src/repositories/well-known-rules.ts';

/** Every folder in which some rule of well-known files looks, with a slash at its end; the root is empty. */
const places = [...new Set(wellKnownRules.flatMap((rule) => rule.places ?? []))];

/** Folders that are listed of every repository, by the name that the query gives them. */
export const usualFolders: ReadonlyMap<string, string> = new Map([
  ['root', ''],
  ['github', '.github/'],
  ['workflows', '.github/workflows/'],
  ['docs', 'docs/'],
]);

const usual = new Set(usualFolders.values());

/** Folders that few repositories have: listed by another query where the root shows that they may be there. */
export const rareFolders: ReadonlyMap<string, string> = new Map(places.filter((place) => !usual.has(place)).map((place, index) => [`folder${index}`, place]));

/** Where the first catalog file of a repository is looked for, by the name that the query gives it. */
export const catalogFiles: ReadonlyMap<string, string> = new Map([
  ['catalogYaml', 'catalog-info.yaml'],
  ['catalogYml', 'catalog-info.yml'],
]);

/** Where GitHub looks for CODEOWNERS, by the name that the query gives it. */
export const ownersFiles: ReadonlyMap<string, string> = new Map([
  ['ownersInGithub', '.github/CODEOWNERS'],
  ['ownersInRoot', 'CODEOWNERS'],
  ['ownersInDocs', 'docs/CODEOWNERS'],
]);

/** True if the folder's first part is among the names at the root. */
export function mayBeThere(folder: string, atRoot: ReadonlySet<string>): boolean {
  return atRoot.has(folder.split('/', 1)[0] ?? '');
}
