import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EditionCounts } from '../../src/edition/edition.ts';
import { editionOf } from '../edition/content-edition.ts';

/** The content folder beside this file. */
export const input = join(import.meta.dirname, 'input');

/** Collects the content folder and writes its edition, both in a new folder. */
export async function planningEdition(): Promise<{ folder: string; edition: string; counts: EditionCounts }> {
  const folder = mkdtempSync(join(tmpdir(), 'almanac-planning-edition-'));
  const counts = await editionOf(input, folder);
  return { folder, edition: join(folder, 'edition'), counts };
}
