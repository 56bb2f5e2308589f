import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { checkCommand } from '../../../src/cli/check.ts';
import { fixedClock } from '../../../src/clock.ts';
import { codes } from '../../../src/findings/codes.ts';
import { finding } from '../../../src/schema/finding.ts';
import { asOf } from './folder.ts';

/** What `almanac check` prints of a content folder, and its exit code. */
async function check(content: string, json = false): Promise<{ out: string; code: number }> {
  let out = '';
  const io = {
    out: (text: string): void => void (out += text),
    err: (): void => undefined,
    cwd: content,
    home: content,
    clock: fixedClock(asOf),
    terminal: false,
    env: {},
    signal: new AbortController().signal,
  };
  const code = await checkCommand({ content, json }, io);
  return { out: out.replaceAll(content, 'CONTENT'), code };
}

describe('a folder of bad rules', () => {
  let content: string;
  beforeAll(() => {
    content = mkdtempSync(join(tmpdir(), 'almanac-bad-rules-'));
    cpSync(join(import.meta.dirname, 'bad'), content, { recursive: true });
    const scorecard = (id: string, expression: string): string =>
      `id: ${id}\ntitle: Large\nlevels:\n  - { id: bronze, title: Bronze }\nchecks:\n  - { id: large, title: Large, level: bronze, pillar: security, expression: "${expression}" }\n`;
    writeFileSync(join(content, 'scorecards', 'of-one-megabyte.yaml'), scorecard('of-one-megabyte', `entity.owner != '${'x'.repeat(1_048_576)}'`));
    writeFileSync(join(content, 'scorecards', 'of-100-kilobytes.yaml'), scorecard('of-100-kilobytes', `entity.owner != '${'x'.repeat(102_400)}'`));
    writeFileSync(join(content, 'scorecards', 'of-many-parts.yaml'), scorecard('of-many-parts', `entity.owner != ''${' && true'.repeat(480)}`));
    writeFileSync(join(content, 'scorecards', 'of-many-brackets.yaml'), scorecard('of-many-brackets', `${'('.repeat(1500)}true${')'.repeat(1500)}`));
    symlinkSync('/etc/hostname', join(content, 'decisions', 'outside.yaml'));
    symlinkSync('nothing.yaml', join(content, 'decisions', 'to-nothing.yaml'));
  });
  afterAll(() => rmSync(content, { recursive: true }));

  it('gives all findings at once, each with its place, and exits with 1', async () => {
    const { out, code } = await check(content);
    expect(code).toBe(1);
    await expect(out).toMatchFileSnapshot(join(import.meta.dirname, 'bad-rules.txt'));
  });

  it('gives the same to machines, with line, column and excerpt, and a code for each kind of mistake', async () => {
    const { out, code } = await check(content, true);
    expect(code).toBe(1);
    const findings = z.array(finding).parse(JSON.parse(out));
    expect(findings.filter(({ file, line, column }) => file === undefined || line === undefined || column === undefined)).toEqual([]);
    const read = findings.filter((one) => !['ALM0104', 'ALM0105', 'ALM0106'].includes(one.code));
    expect(read.filter(({ excerpt }) => excerpt === undefined)).toEqual([]);
    for (const { excerpt = '' } of read) expect(Math.max(...excerpt.split('\n').map((line) => line.length))).toBeLessThanOrEqual(160);
    const expected = ['ALM0101', 'ALM0102', 'ALM0103', 'ALM0104', 'ALM0105', 'ALM0106', 'ALM0601', 'ALM0602', 'ALM0603', 'ALM0604', 'ALM0605', 'ALM0606', 'ALM0607', 'ALM0608', 'ALM0609', 'ALM0610', 'ALM0614', 'ALM0616', 'ALM0618'];
    expect([...new Set(findings.map((one) => one.code))].toSorted()).toEqual(expected);
    for (const one of findings) expect(Object.keys(codes)).toContain(one.code);
  });
});

it('finds nothing wrong with good rules', async () => {
  expect(await check(join(import.meta.dirname, 'good'))).toEqual({ out: 'CONTENT is in order.\n', code: 0 });
});
