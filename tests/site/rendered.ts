import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DomUtils, parseDocument } from 'htmlparser2';
import { writeEdition, type SyntheticOptions } from './edition.ts';

type Document = ReturnType<typeof parseDocument>;
type Node = Document['children'][number];
export type Element = ReturnType<typeof DomUtils.getElementsByTagName>[number];

export const root = resolve(import.meta.dirname, '../..');

/** A new folder for a test; `part` may hold a blank. */
export function temporary(part: string, parent = tmpdir()): string {
  return mkdtempSync(join(parent, `almanac ${part}-`));
}

/** Runs `src/render/main.ts` as the build does. */
export async function runRender(args: readonly string[], environment: Readonly<Record<string, string | undefined>> = {}): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [join(root, 'src/render/main.ts'), ...args], { cwd: root, env: { ...process.env, ...environment } });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const code = await new Promise<number | null>((done, failed) => {
    child.on('error', failed);
    child.on('close', done);
  });
  return { code, stdout, stderr };
}

/** A rendered site, read whole. */
export interface Rendered {
  readonly folder: string;
  readonly edition: string;
  readonly out: string;
  readonly base: string;
  /** Every file by its path below `out`. */
  readonly files: ReadonlyMap<string, string>;
  /** Every page by its address below the base: `catalog/component/default/x/`. */
  readonly pages: ReadonlyMap<string, Document>;
  readonly remove: () => void;
}

/** Writes a synthetic edition and renders it, both in a folder of their own. */
export async function renderSynthetic(options: SyntheticOptions, base = '/'): Promise<Rendered> {
  const folder = temporary('site');
  const edition = join(folder, 'the edition');
  const out = join(folder, 'the site');
  writeEdition(edition, options);
  const { code, stdout, stderr } = await runRender(['--edition', edition, '--out', out, '--base', base]);
  if (code !== 0) throw new Error(`render ended with ${code}\n${stdout}${stderr}`);
  const files = readTree(out);
  const pages = new Map([...files].filter(([path]) => path.endsWith('.html')).map(([path, html]) => [path.replace(/index\.html$/, ''), parseDocument(html)]));
  return { folder, edition, out, base, files, pages, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Every file below a folder, with its text, in the order of its path. */
export function readTree(folder: string): Map<string, string> {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
  return new Map(paths.map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
}

/** The page at an address below the base; fails if there is none. */
export function pageAt(site: Rendered, path: string): Document {
  const page = site.pages.get(path);
  if (page === undefined) throw new Error(`There is no page ${path}`);
  return page;
}

export function elements(node: Document | Element, name?: string): Element[] {
  return name === undefined ? DomUtils.getElementsByTagName('*', node, true) : DomUtils.getElementsByTagName(name, node, true);
}

/** The text a reader sees, white space collapsed. */
export function textOf(node: Document | Node): string {
  return DomUtils.textContent(node).replace(/\s+/g, ' ').trim();
}

export function byId(page: Document, id: string): Element | undefined {
  return elements(page).find((element) => element.attribs['id'] === id);
}

/** The file that an address of the site stands for; undefined if it is not there or not of this site. */
export function fileOf(site: Rendered, address: string): string | undefined {
  const { pathname } = new URL(address, 'http://site.test');
  if (!pathname.startsWith(site.base)) return undefined;
  const path = decodeURIComponent(pathname.slice(site.base.length));
  const file = path === '' || path.endsWith('/') ? `${path}index.html` : path;
  return site.files.has(file) || existsSync(join(site.edition, file)) ? file : undefined;
}
