import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { commandReport } from '../../src/schema/cli/report.ts';
import { repositoryPage } from '../../src/schema/edition/repository.ts';
import { git, temporaryFolder } from '../clones/repositories.ts';
import { makeClones } from './clones.ts';
import { almanac, digests } from './command.ts';

function repositoryFacts(out: string, id: string): Record<string, unknown> {
  const page = repositoryPage.parse(JSON.parse(readFileSync(join(out, 'api', 'v1', 'repositories', `${id}.json`), 'utf8')));
  return Object.fromEntries(page.facts.map(({ id: fact, value }) => [fact.replace('repository.', ''), value]));
}

it('gives the same bytes for the same clones, content and instant, wherever the folders are', async () => {
  const dir = temporaryFolder();
  makeClones(join(dir, 'clones'));
  const asOf = ['--as-of', '2026-11-01'];
  const first = await almanac(['nightly', '--git', 'clones', '--name', 'Acme', '--json', ...asOf], dir);
  expect(first.err).not.toContain('almanac:');
  expect(first.code).toBe(0);
  const report = commandReport.parse(JSON.parse(first.out));
  expect(report.counts).toMatchObject({ repositories: 3, entities: 4 });
  const elsewhere = join(dir, 'some where else');
  mkdirSync(elsewhere);
  const second = await almanac(['nightly', '--git', '../clones', '--name', 'Acme', '--data', 'other data', '--out', 'public site', ...asOf], elsewhere);
  expect(second.code).toBe(0);
  const site = digests(join(dir, 'dist'));
  expect(Object.keys(site).length).toBeGreaterThan(40);
  expect(digests(join(elsewhere, 'public site'))).toEqual(site);
  // Built again over the same data, too.
  expect((await almanac(['nightly', '--git', 'clones', '--name', 'Acme', ...asOf], dir)).code).toBe(0);
  expect(digests(join(dir, 'dist'))).toEqual(site);
});

it('gives the facts of a past day: from history in the store, or from what the clones remember', async () => {
  const dir = temporaryFolder();
  makeClones(join(dir, 'clones'));
  const nightly = (asOf: string, ...more: string[]): ReturnType<typeof almanac> => almanac(['nightly', '--git', 'clones', '--as-of', asOf, ...more], dir);
  expect((await nightly('2026-04-01')).code).toBe(0);
  expect(repositoryFacts(join(dir, 'dist'), 'github.com/acme/payments')).toMatchObject({ files: 3, lastCommitAt: '2026-03-02T10:00:00.000Z', license: 'NONE' });
  expect((await nightly('2026-10-01')).code).toBe(0);
  expect(repositoryFacts(join(dir, 'dist'), 'github.com/acme/payments')).toMatchObject({ files: 5, lastCommitAt: '2026-06-02T10:00:00.000Z', license: 'NOASSERTION' });
  // A branch that came later, and a clone that went: neither touches the past.
  git(join(dir, 'clones', 'payments'), ['commit', '-q', '--allow-empty', '-m', 'later']);
  const past = await nightly('2026-04-01', '--out', 'past');
  expect(past.err).toContain('holds later observations');
  expect(past.code).toBe(0);
  expect(repositoryFacts(join(dir, 'past'), 'github.com/acme/payments')).toMatchObject({ files: 3, license: 'NONE' });
  const collect = await almanac(['collect', '--git', 'clones', '--as-of', '2026-04-01'], dir);
  expect(collect.code).toBe(2);
  expect(collect.err).toContain('would rewrite history');
});

it('leaves yesterday’s site and foreign folders alone, and says what to do', async () => {
  const dir = temporaryFolder();
  makeClones(join(dir, 'clones'));
  mkdirSync(join(dir, 'precious'));
  writeFileSync(join(dir, 'precious', 'thesis.txt'), 'years of work');
  const foreign = await almanac(['nightly', '--git', 'clones', '--out', 'precious'], dir);
  expect(foreign.code).toBe(2);
  expect(foreign.err).toContain('is not empty and holds no site of Almanac');
  expect(foreign.err).toContain('Name another folder with --out');
  expect(readFileSync(join(dir, 'precious', 'thesis.txt'), 'utf8')).toBe('years of work');
  const missing = await almanac(['nightly', '--git', 'nowhere'], dir);
  expect(missing.code).toBe(2);
  expect(missing.err).toMatch(/^almanac: The folder .*nowhere does not exist\. --git takes a folder that holds git clones\.\n$/);
  const nothing = await almanac(['build', '--git', 'clones', '--data', 'empty'], dir);
  expect(nothing.code).toBe(2);
  expect(nothing.err).toContain('so there is nothing to build a site of');
  expect(nothing.err).toContain('Run `almanac collect` first');
  expect(existsSync(join(dir, 'dist'))).toBe(false);
});

it('publishes what is good and exits with 1 when the content is wrong', async () => {
  const dir = temporaryFolder();
  mkdirSync(join(dir, 'content', 'catalog'), { recursive: true });
  writeFileSync(join(dir, 'content', 'almanac.yaml'), 'nmae: Acme\n');
  writeFileSync(join(dir, 'content', 'catalog', 'teams.yaml'), 'apiVersion: backstage.io/v1alpha1\nkind: Group\nmetadata:\n  name: one\nspec:\n  type: team\n  children: []\n');
  const night = await almanac(['nightly'], dir);
  expect(night.err).toContain('almanac.yaml:1:1 error ALM0103: Unknown key `nmae`; did you mean `name`?');
  expect(night.code).toBe(1);
  expect(existsSync(join(dir, 'dist', 'catalog', 'group', 'default', 'one', 'index.html'))).toBe(true);
  expect(existsSync(join(dir, 'dist', 'data-quality', 'alm0103', 'index.html'))).toBe(true);
});

it('tells a wrong option, an unknown command and a bad time apart from a crash', async () => {
  const dir = temporaryFolder();
  const unknown = await almanac(['nigthly'], dir);
  expect(unknown.code).toBe(2);
  expect(unknown.err).toContain("unknown command 'nigthly'");
  expect(unknown.err).toContain('Did you mean nightly?');
  const time = await almanac(['nightly', '--as-of', '2026-02-30'], dir);
  expect(time.code).toBe(2);
  expect(time.err).toContain('`2026-02-30` is not a time. --as-of takes a day');
  expect((await almanac(['--help'], dir)).code).toBe(0);
  expect((await almanac(['--version'], dir)).out).toMatch(/^Almanac \d+\.\d+\.\d+\n$/);
});
