import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { SourceError } from '../../src/collect/contract.ts';
import { compareText, makeFinding } from '../../src/findings/codes.ts';

/** A report on disk. */
export interface ReportFile {
  readonly path: string;
  /** Its name without folders, which decides the order. */
  readonly name: string;
}

/**
 * The reports that a source names, in order of their names, which decides which one a day is taken from.
 *
 * @param paths files, or folders whose `.csv` files are meant (folders inside them are not looked into)
 * @param contentDir what relative paths are relative to
 * @throws SourceError for a path that is not there, and where there is no report at all
 */
export async function reportFiles(paths: readonly string[], contentDir: string): Promise<ReportFile[]> {
  const files: ReportFile[] = [];
  for (const path of paths) {
    const absolute = resolve(contentDir, path);
    for (const found of await filesAt(absolute)) files.push({ path: found, name: basename(found) });
  }
  if (files.length === 0) {
    const what = `There is no billing report (.csv) in ${paths.map((path) => basename(path)).join(', ')}.`;
    throw new SourceError(what, { finding: makeFinding('ALM0210', { what }) });
  }
  return files.toSorted((a, b) => compareText(a.name, b.name) || compareText(a.path, b.path));
}

async function filesAt(path: string): Promise<string[]> {
  try {
    if (!(await stat(path)).isDirectory()) return [path];
    const entries = await readdir(path, { withFileTypes: true });
    return entries.filter((entry) => !entry.isDirectory() && /\.csv$/i.test(entry.name) && !entry.name.startsWith('.')).map(({ name }) => join(path, name));
  } catch (error) {
    throw new SourceError(`${basename(path)} is not there or cannot be read`, { cause: error });
  }
}

/** Digest of the names of files and all that they say. */
export async function digestOf(files: readonly ReportFile[]): Promise<string> {
  const digest = createHash('sha256');
  for (const { path, name } of files) {
    const own = createHash('sha256');
    for await (const chunk of createReadStream(path)) own.update(chunk);
    digest.update(`${JSON.stringify(name)} ${own.digest('hex')}\n`);
  }
  return digest.digest('hex');
}
