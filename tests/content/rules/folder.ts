import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readRules } from '../../../src/content/rules/rules.ts';
import type { Rules } from '../../../src/assess/contract.ts';
import type { Finding } from '../../../src/schema/finding.ts';

/** The day on which the tests read rules. */
export const asOf = '2026-11-21T03:00:00Z';

/** Writes files into a content folder of its own, reads its rules, and takes the folder away again. */
export function rulesOf(files: Readonly<Record<string, string>>, knownEntities?: ReadonlySet<string>): { rules: Rules; findings: Finding[] } {
  const dir = mkdtempSync(join(tmpdir(), 'almanac-rules-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(dir, path)), { recursive: true });
      writeFileSync(join(dir, path), text);
    }
    return readRules(dir, { asOf, knownEntities });
  } finally {
    rmSync(dir, { recursive: true });
  }
}

/** `scorecards/a.yaml:3:4 ALM0605 There is no …` of each finding. */
export function told(findings: readonly Finding[]): string[] {
  return findings.map(({ file, line, column, code, what }) => `${file}:${line}:${column} ${code} ${what}`);
}
