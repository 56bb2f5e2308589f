import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Planning, readPlanning } from '../../src/content/planning/planning.ts';

/** The day on which the tests read plans. */
export const asOf = '2026-11-21T03:00:00.000Z';

/** What the catalog of the tests has. */
export const known: ReadonlySet<string> = new Set(['group:default/platform', 'group:default/bookings', 'component:default/booking-api', 'capability:default/managed-ci']);

/** Writes files into a content folder of its own, reads its plans, and takes the folder away again. */
export function planningOf(files: Readonly<Record<string, string>>, knownEntities: ReadonlySet<string> | undefined = known): Planning {
  const dir = mkdtempSync(join(tmpdir(), 'almanac-planning-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(dir, path)), { recursive: true });
      writeFileSync(join(dir, path), text);
    }
    return readPlanning(dir, { asOf, knownEntities });
  } finally {
    rmSync(dir, { recursive: true });
  }
}

/** `slos/a.yaml:3:4 ALM0821 There is no …` of each finding. */
export function told({ findings }: Pick<Planning, 'findings'>): string[] {
  return findings.map(({ file, line, column, code, what }) => `${file}:${line}:${column} ${code} ${what}`);
}
