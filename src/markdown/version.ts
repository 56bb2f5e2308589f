import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { z } from 'zod';
import { compareText } from '../findings/codes.ts';
import type { MarkdownSource } from './contract.ts';

/** Packages whose other version may render the same text to something else. */
const packages = ['satteri', 'shiki', 'sanitize-html', 'beautiful-mermaid', 'github-slugger', 'htmlparser2', 'fastest-levenshtein'];

const manifest = z.object({ dependencies: z.record(z.string(), z.string()) });

let known: string | undefined;

/** Changes when the renderer does: its own files and the packages that it uses, which package.json pins. */
export function rendererVersion(): string {
  if (known !== undefined) return known;
  const hash = createHash('sha256');
  const { dependencies } = manifest.parse(createRequire(import.meta.url)('../../package.json'));
  for (const name of packages) hash.update(`${name}@${dependencies[name] ?? ''}\n`);
  const folder = new URL('./', import.meta.url);
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.ts')).toSorted(compareText)) hash.update(`${file}\n`).update(readFileSync(new URL(file, folder)));
  known = hash.digest('hex');
  return known;
}

/** The key of what a source is rendered to: all that the result depends on, and no more. */
export function cacheKey(source: MarkdownSource): string {
  const settings = JSON.stringify([rendererVersion(), source.format, source.trust, source.anchorPrefix ?? '']);
  return createHash('sha256').update(settings).update('\0').update(source.text).digest('base64url');
}
