import { repositoryPath } from '../../edition/routes.ts';
import { webUrl } from '../../schema/primitives.ts';
import type { RepositoryDocumentFact } from '../../schema/facts/document.ts';
import type { Space } from '../contract.ts';
import { withoutNumber } from './heading.ts';
import { indexIn } from './nav-items.ts';
import { folderOf, rootedPlaces } from './relative-path.ts';

/** What is known of the files of a repository. */
export interface SpaceInput {
  readonly repository: string;
  /** Path of the page of each document. */
  readonly pages: ReadonlyMap<string, string>;
  /** Path of each image that is carried over. */
  readonly images: ReadonlyMap<string, string>;
  /** Other files and folders that are there; undefined if nobody looked. */
  readonly linked: ReadonlySet<string> | undefined;
  /** How the host spells the address of a file. */
  readonly address: FileAddress | undefined;
  /** Folders of documentation sites. */
  readonly roots: readonly string[];
}

/** What stands before and after the path of a file in its address. */
export interface FileAddress {
  readonly before: string;
  readonly after: string;
}

/** Reads from a document's address how its host spells that of any file of the same repository. */
export function addressFrom({ path, url }: Pick<RepositoryDocumentFact, 'path' | 'url'>): FileAddress | undefined {
  if (url === undefined || !webUrl.safeParse(url).success) return undefined;
  const encoded = encodePath(path);
  const at = url.lastIndexOf(encoded);
  return at < 0 ? undefined : { before: url.slice(0, at), after: url.slice(at + encoded.length) };
}

/** Where the links of the documents of a repository lead. */
export function makeSpace({ repository, pages, images, linked, address, roots }: SpaceInput): Space {
  const folders = indexes(pages.keys());
  const folded = once(() => new Map([...(linked ?? []), ...images.keys(), ...pages.keys()].map((file) => [file.toLowerCase(), file])));
  const numbered = once(() => new Map([...pages.keys()].map((file) => [bare(file), file])));

  const placesOf = (file: string, rooted: boolean): readonly string[] => (rooted ? rootedPlaces(file, roots) : [file]);
  const pageAt = (file: string): string | undefined => {
    const exact = pages.get(file) ?? pages.get(folders.get(file) ?? '');
    if (exact !== undefined || linked?.has(file) === true) return exact;
    // Generators of sites take links without an ending, or with that of the page that is made.
    const stem = file.replace(/\.html?$/i, '');
    return pages.get(`${stem}.md`) ?? pages.get(folders.get(stem.replace(/(?:^|\/)index$/, '')) ?? '');
  };

  return {
    id: repository,
    page(file, rooted = false) {
      const places = placesOf(file, rooted);
      for (const place of places) {
        const page = pageAt(place);
        if (page !== undefined) return page;
      }
      if (rooted) {
        for (const place of places) {
          const found = numbered().get(bare(place));
          if (found !== undefined) return pages.get(found);
        }
      }
      // The root of the repository is the repository, wherever its README is.
      return file === '' ? repositoryPath(repository) : undefined;
    },
    asset(file, rooted = false) {
      const place = placesOf(file, rooted).find((candidate) => images.has(candidate));
      return place === undefined ? undefined : images.get(place);
    },
    fileUrl(file, rooted = false) {
      const known = linked === undefined ? file : placesOf(file, rooted).find((place) => linked.has(place) || images.has(place) || pages.has(place));
      return address === undefined || known === undefined ? undefined : `${address.before}${encodePath(known)}${address.after}`;
    },
    spelling(file) {
      const found = folded().get(file.toLowerCase());
      return found === file ? undefined : found;
    },
    has: (file, rooted = false) => linked === undefined || placesOf(file, rooted).some((place) => pages.has(place) || images.has(place) || folders.has(place) || linked.has(place)),
  };
}

/** The index of each folder that has one. */
function indexes(files: Iterable<string>): Map<string, string> {
  const byFolder = Map.groupBy(files, folderOf);
  return new Map([...byFolder].flatMap(([folder, inside]): [string, string][] => {
    const index = indexIn(folder, inside);
    return index === undefined ? [] : [[folder, index]];
  }));
}

/** A path as sites that sort by numbers spell it: `docs/1.guide/2.app.md` is `docs/guide/app`, its index `docs/guide`. */
function bare(file: string): string {
  const segments = file.replace(/\.(?:md|html?)$/i, '').split('/').map(withoutNumber);
  if (segments.at(-1)?.toLowerCase() === 'index') segments.pop();
  return segments.join('/').toLowerCase();
}

function encodePath(path: string): string {
  return path.split('/').map((segment) => encodeURIComponent(segment.toWellFormed())).join('/');
}

/** A value that is worked out when it is first asked for. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
