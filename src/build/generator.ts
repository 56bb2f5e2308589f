import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const manifest = z.object({ version: z.string() });

/** Name and version of this package, for the edition's index, the footer and `--version`. */
export function generatorName(): string {
  const path = join(import.meta.dirname, '..', '..', 'package.json');
  return `Almanac ${manifest.parse(JSON.parse(readFileSync(path, 'utf8'))).version}`;
}
