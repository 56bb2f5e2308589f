import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type EditionIndex, editionIndex } from '../schema/edition/index-file.ts';

/** Reads `api/v1/index.json` of a built site. */
export function readIndex(site: string): EditionIndex {
  return editionIndex.parse(JSON.parse(readFileSync(join(site, 'api', 'v1', 'index.json'), 'utf8')));
}
