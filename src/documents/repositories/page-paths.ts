import { createHash } from 'node:crypto';
import { mediaPath, repositoryDocumentPath } from '../../edition/routes.ts';
import type { DocumentImage } from '../../schema/facts/document.ts';

/** Longest name of a folder of the site, as its address spells it: file systems take 255 bytes, and endings come on top. */
const maxSegment = 120;
/** Longest address of a page or file below its repository. */
const maxPath = 600;

/**
 * Gives each document of a repository an address of its own, and each image. Two that differ only in upper and lower case,
 * or only in their ending, would be one file on some systems, so the later one gets a number.
 */
export class PagePaths {
  readonly #repository: string;
  readonly #taken = new Set<string>();

  constructor(repository: string) {
    this.#repository = repository;
  }

  /** The path of a page for the first of `places` that is free: paths below `docs/`, without ending; empty for the home page. */
  page(places: readonly string[]): string {
    const last = places.at(-1) ?? 'page';
    for (const place of places) {
      const path = this.#claim(pathOf(this.#repository, place));
      if (path !== undefined) return path;
    }
    for (let number = 2; ; number++) {
      const path = this.#claim(pathOf(this.#repository, `${last}-${number}`));
      if (path !== undefined) return path;
    }
  }

  /**
   * The path of an image. Web servers tell what a file is by its ending, so one whose name says something else than its
   * bytes gets another: HTML that is also a picture must not be served as HTML.
   */
  image(file: string, mediaType: DocumentImage['mediaType']): string {
    const { right, endings } = endingsOf[mediaType];
    const ending = /\.([a-z0-9]+)$/i.exec(file)?.[1]?.toLowerCase() ?? '';
    const name = endings.includes(ending) ? file : `${file}.${right}`;
    for (let number = 1; ; number++) {
      const path = this.#claim(mediaPath(this.#repository, safePath(number === 1 ? name : `${name}.${number}.${right}`)));
      if (path !== undefined) return path;
    }
  }

  #claim(path: string): string | undefined {
    const key = path.toLowerCase();
    if (this.#taken.has(key)) return undefined;
    this.#taken.add(key);
    return path;
  }
}

const bitmaps = ['png', 'jpg', 'jpeg', 'gif', 'webp', 'avif'] as const;

/** Browsers look at the bytes of bitmaps whatever their ending; an SVG must be served as one. */
const endingsOf: Record<DocumentImage['mediaType'], { readonly right: string; readonly endings: readonly string[] }> = {
  'image/png': { right: 'png', endings: bitmaps },
  'image/jpeg': { right: 'jpg', endings: bitmaps },
  'image/gif': { right: 'gif', endings: bitmaps },
  'image/webp': { right: 'webp', endings: bitmaps },
  'image/avif': { right: 'avif', endings: bitmaps },
  'image/svg+xml': { right: 'svg', endings: ['svg'] },
};

function pathOf(repository: string, place: string): string {
  // A folder called `guide.json` or `guide.md` would stand where the file of the page `guide` does.
  const safe = safePath(place)
    .split('/')
    .map((segment) => segment.replace(/\.(?=(?:md|markdown|mdx|mdown|mkd|json|html?|xml|txt|ndjson)$)/i, '-'))
    .join('/');
  return repositoryDocumentPath(repository, safe);
}

/** A path whose parts, and which itself, are short enough for any file system; what is cut off is told apart by a digest. */
export function safePath(path: string): string {
  const segments = path.split('/').map((segment) => (encodedLength(segment) <= maxSegment ? segment : shortened(segment)));
  const short = segments.join('/');
  return encodedLength(short) <= maxPath ? short : `${shortened(segments.at(-1) ?? '')}-${digest(path)}`;
}

function shortened(segment: string): string {
  const ending = /\.[a-z0-9]{1,5}$/i.exec(segment)?.[0] ?? '';
  let start = '';
  for (const character of segment.slice(0, segment.length - ending.length)) {
    if (encodedLength(start + character) > maxSegment - 20) break;
    start += character;
  }
  return `${start}-${digest(segment)}${ending}`;
}

function encodedLength(text: string): number {
  return encodeURIComponent(text.toWellFormed()).length;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}
