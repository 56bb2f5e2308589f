import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument } from 'htmlparser2';
import type { SyntheticOptions } from '../site/edition.ts';
import { readTree, runRender, temporary } from '../site/rendered.ts';
import type { Rendered } from '../site/rendered.ts';
import { writeScorecardEdition } from './edition.ts';

/** Writes an edition with scorecards and renders it, both in a folder of their own. */
export async function renderScorecards(options: Omit<SyntheticOptions, 'teams'>, base = '/'): Promise<Rendered> {
  const folder = temporary('scorecards');
  const [edition, out] = [join(folder, 'edition'), join(folder, 'site')];
  writeScorecardEdition(edition, options);
  const { code, stdout, stderr } = await runRender(['--edition', edition, '--out', out, '--base', base]);
  if (code !== 0 || !existsSync(out)) throw new Error(`render ended with ${code}\n${stdout}${stderr}`);
  const files = readTree(out);
  const pages = new Map([...files].filter(([path]) => path.endsWith('.html')).map(([path, html]) => [path.replace(/index\.html$/, ''), parseDocument(html)]));
  return { folder, edition, out, base, files, pages, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
