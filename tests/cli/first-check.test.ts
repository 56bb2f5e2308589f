import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { scorecardPage } from '../../src/schema/edition/scorecard.ts';
import { makeClones } from './clones.ts';
import { almanac, start, type Ended } from './command.ts';

const house = join(import.meta.dirname, '..', '..');
const page = readFileSync(join(house, 'docs', 'first-check.md'), 'utf8');
const { scripts } = z.object({ scripts: z.record(z.string(), z.string()) }).parse(JSON.parse(readFileSync(join(house, 'package.json'), 'utf8')));

/** Blocks of the page that are fenced as `kind`, in order. */
const fenced = (kind: string): string[] => [...page.matchAll(new RegExp(`^\`\`\`${kind}\\n(.*?)^\`\`\`$`, 'gms'))].map(([, text]) => text ?? '');
/** Commands of the page: its indented lines outside of fences. */
const commands = page.replaceAll(/^```.*?^```$/gms, '').split('\n').filter((line) => line.startsWith('    ')).map((line) => line.trim());

/** A folder that holds what stands for this repository, its neighbours and the home folder. */
let root: string;

/** A command line of the page as arguments of `almanac`: what package.json makes of it, on a day on which the clones are young. */
function args(line: string, day?: string): string[] {
  const [, script = '', rest = ''] = /^npm run (\w+) -- (.*)$/.exec(line) ?? [];
  const given = `${scripts[script]} ${rest}`.replaceAll('~/code', '../code').split(' ');
  // Flags of V8 say nothing of what is done.
  const program = given.findIndex((part, at) => at > 0 && !part.startsWith('--'));
  expect([given[0], given[program]]).toEqual(['node', 'src/cli/main.ts']);
  given.splice(0, program + 1);
  return day === undefined ? given : [...given, '--as-of', day];
}
const run = (line: string, day?: string): Promise<Ended> => almanac(args(line, day), join(root, 'house'));
const text = (path: string): string => readFileSync(join(root, 'our-site', path, 'index.html'), 'utf8').replaceAll(/<[^>]*>/g, ' ').replaceAll('&#39;', "'").replaceAll(/\s+/g, ' ');

describe('docs/first-check.md, followed to the letter', () => {
  const file = (): string => join(root, 'our-content', 'scorecards', 'basics.yaml');
  const [scorecard = '', measured = ''] = fenced('yaml');
  const [makeFolder = '', check = '', firstNight = '', serve = '', secondNight = '', explain = ''] = commands;

  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'almanac-first-'));
    mkdirSync(join(root, 'house'));
    makeClones(join(root, 'code'));
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  it('holds the commands and files that are followed here, and no others', () => {
    expect(commands.map((line) => line.split(' ').slice(0, 4).join(' '))).toEqual([
      'mkdir -p ../our-content/scorecards',
      'npm run almanac --',
      'npm run nightly --',
      'npm run serve --',
      'npm run nightly --',
      'npm run almanac --',
    ]);
    expect([fenced('yaml').length, fenced('text').length]).toEqual([2, 1]);
  });

  it('leads from an empty folder to a check on the pages', { timeout: 120_000 }, async () => {
    const [, folder = ''] = /^mkdir -p (\S+)$/.exec(makeFolder) ?? [];
    mkdirSync(join(root, 'house', folder), { recursive: true });
    writeFileSync(file(), scorecard);
    expect(await run(check)).toMatchObject({ code: 0, out: `${join(root, 'our-content')} is in order.\n`, err: '' });

    const mistake = scorecard.replace("expression: repository.hasFile('readme')", "expression: repository.hasFile('readm')");
    expect(mistake).not.toBe(scorecard);
    writeFileSync(file(), mistake);
    expect(await run(check)).toMatchObject({ code: 1, out: fenced('text')[0] });
    writeFileSync(file(), scorecard);

    const night = await run(firstNight, '2026-11-01');
    expect(night.err).not.toContain('almanac:');
    expect(night.code).toBe(0);
    expect(text('scorecards/basics')).toMatch(/Where everyone stands 3 .*No level 1 Started 2 .*Has a README 1 fail 2 pass/);
    expect(text('scorecards/basics/checks/has-readme')).toMatch(/Fail 1 .*tool 1 files, README: false/);
    expect(text('catalog/component/default/payments')).toMatch(/Scorecard Basics Started .*Has a README 5 files, README: true/);
    expect(text('catalog/component/default/tool')).toMatch(/Scorecard Basics .*Fail Has a README 1 files, README: false .*repository\.wellKnownFiles .*git clone of local\/tool/);

    const { child, ended } = start([...args(serve), '--port', '0'], join(root, 'house'));
    try {
      const url = await new Promise<string>((resolve) => child.stdout?.on('data', (chunk: string) => {
        const found = /at (http:\S+\/) /.exec(chunk)?.[1];
        if (found !== undefined) resolve(found);
      }));
      const served = await fetch(new URL('scorecards/basics/', url));
      expect([served.status, (await served.text()).includes('Has a README')]).toEqual([200, true]);
    } finally {
      child.kill('SIGINT');
    }
    expect((await ended).code).toBe(0);

    writeFileSync(file(), `${scorecard}${measured}`);
    expect((await run(secondNight, '2026-11-02')).code).toBe(0);
    const { levels } = scorecardPage.parse(JSON.parse(readFileSync(join(root, 'our-site', 'api', 'v1', 'scorecards', 'basics.json'), 'utf8')));
    expect(levels.flatMap(({ checks }) => checks.map(({ id, counts }) => [id, counts.pass, counts.fail]))).toEqual([['has-readme', 2, 1], ['recent', 1, 2]]);
    expect(text('catalog/component/default/payments')).toContain('last commit 153 days ago, limit 180');
    expect(text('scorecards/basics')).toMatch(/What changed Since yesterday 1 November 2026 .*the rules changed \d/);
    const explained = await run(explain, '2026-11-02');
    expect(explained.code).toBe(0);
    expect(explained.out).toMatch(/basics\/recent {2}Changed within half a year[^]*repository\.lastCommitAt of github\.com\/acme\/payments = 2026-06-02T10:00:00\.000Z[^]*Verdict: pass/);
  });
});
