import { lstatSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { mediaPath } from '../edition/routes.ts';
import { imageType } from './image-type.ts';
import { cleanSvg } from './svg/clean.ts';
import { contentSpace, type ContentDocuments } from './content.ts';
import type { Space } from './contract.ts';

/** What is wrong with a file that is not there. */
export const absent = 'does not exist';

/** Largest file that a document may bring along, in bytes. */
export const maxAssetBytes = 5 * 1024 ** 2;

/** Files that documents may offer for download, by the end of their name; what a browser would run is not among them. */
const downloads = /\.(csv|tsv|json|ndjson|ya?ml|toml|txt|log|sql|sh|ps1|patch|diff|pdf|zip|tgz|gz|xlsx|docx|pptx|ods|odt|ics|drawio|puml|proto|graphql|avsc|tf|conf|ini|env|lua|py|ts|go|rs|java|kt)$/i;

const images: Readonly<Record<string, RegExp>> = {
  'image/png': /\.png$/i,
  'image/jpeg': /\.jpe?g$/i,
  'image/gif': /\.gif$/i,
  'image/webp': /\.webp$/i,
  'image/avif': /\.avif$/i,
  'image/svg+xml': /\.svg$/i,
};

/** The content folder as a space in which links resolve; remembers which files have to be carried over. */
export class ContentSpace implements Space {
  readonly id = contentSpace;
  readonly #dir: string;
  readonly #content: ContentDocuments;
  readonly #pages: ReadonlyMap<string, string>;
  readonly #folders: ReadonlyMap<string, string>;
  readonly #assets = new Map<string, string | { readonly problem: string }>();

  /** @param folders pages that folders without one of their own lead to */
  constructor(dir: string, content: ContentDocuments, folders: ReadonlyMap<string, string>) {
    this.#dir = dir;
    this.#content = content;
    this.#pages = new Map(content.documents.map(({ file, path }) => [file, path]));
    this.#folders = folders;
  }

  page(file: string): string | undefined {
    const folder = file.replace(/\/$/, '');
    return this.#pages.get(file) ?? indexNames.map((name) => this.#pages.get(`${folder}/${name}`)).find((path) => path !== undefined) ?? this.#folders.get(folder);
  }

  asset(file: string): string | undefined {
    const found = this.#asset(file);
    return typeof found === 'string' ? found : undefined;
  }

  fileUrl(): undefined {
    return undefined;
  }

  /** Why there is neither a page nor a file to carry over, in words that follow the name of the file. */
  problem(file: string): string {
    if (this.#content.drafts.has(file)) return 'is a draft and has no page';
    const found = this.#asset(file);
    return typeof found === 'string' ? 'is there' : found.problem;
  }

  /** Every file that a link could name. */
  names(): Iterable<string> {
    return this.#content.files;
  }

  /**
   * A file as it is carried over: an SVG without what runs or loads something, since someone may open it by itself, where
   * no policy of a page holds.
   */
  bytes(file: string): Uint8Array {
    const bytes = readFileSync(join(this.#dir, file));
    if (!/\.svg$/i.test(file)) return bytes;
    const clean = cleanSvg(bytes.toString('utf8'));
    if ('refused' in clean) throw new Error(`${file} is an SVG that ${clean.refused}`);
    return Buffer.from(clean.svg);
  }

  /** Files that were asked for and can be carried over, with their place on the site, in order. */
  carried(): { readonly file: string; readonly path: string }[] {
    return [...this.#assets].flatMap(([file, found]) => (typeof found === 'string' ? [{ file, path: found }] : [])).toSorted((a, b) => (a.path < b.path ? -1 : 1));
  }

  #asset(file: string): string | { readonly problem: string } {
    let found = this.#assets.get(file);
    if (found === undefined) {
      found = this.#look(file);
      this.#assets.set(file, found);
    }
    return found;
  }

  #look(file: string): string | { readonly problem: string } {
    const path = join(this.#dir, file);
    try {
      const stat = statSync(path, { throwIfNoEntry: false });
      if (stat === undefined) return { problem: lstatSync(path, { throwIfNoEntry: false }) === undefined ? absent : 'is a link to nothing' };
      if (stat.isDirectory()) return { problem: 'is a folder without a page' };
      if (!stat.isFile()) return { problem: 'is not a file' };
      if (!realpathSync(path).startsWith(realpathSync(this.#dir) + sep)) return { problem: 'is a link that leads out of the content folder' };
      if (stat.size > maxAssetBytes) return { problem: `has ${stat.size} bytes; the limit is ${maxAssetBytes}` };
      const named = Object.entries(images).find(([, name]) => name.test(file))?.[0];
      if (named === undefined) return downloads.test(file) ? mediaPath(this.id, file) : { problem: /\.mdx?$/i.test(file) ? 'has no page' : 'is not of a kind that is carried over' };
      const bytes = readFileSync(path);
      const type = imageType(bytes);
      if (type !== named) return { problem: type === undefined ? 'is not an image' : `holds ${type}, which is not what its name says` };
      const clean = type === 'image/svg+xml' ? cleanSvg(bytes.toString('utf8')) : undefined;
      if (clean !== undefined && 'refused' in clean) return { problem: `is an SVG that ${clean.refused}` };
      return mediaPath(this.id, file);
    } catch (error) {
      return { problem: `cannot be read: ${error instanceof Error && 'code' in error ? String(error.code) : String(error)}` };
    }
  }
}

const indexNames = ['index.md', 'index.mdx', 'README.md', 'README.mdx', 'readme.md'];
