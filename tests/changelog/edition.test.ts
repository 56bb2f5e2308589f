import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { type Edition, openEdition } from '../../src/edition/read.ts';
import type { ChangeEntry } from '../../src/schema/edition/changelog.ts';
import type { Finding } from '../../src/schema/finding.ts';
import { run } from '../cli/in-process.ts';
import { builtOrganisation } from './site.ts';

let edition: Edition;
beforeAll(async () => {
  edition = openEdition(join(await builtOrganisation(), 'dist'));
}, 120_000);

const shown = (entries: readonly ChangeEntry[]): unknown[] => entries.map(({ title, via }) => [title, via?.map((link) => link.title)]);

test('the platform: what is to come by what is due first, what is in effect newest first, releases, who has a changelog', () => {
  const { upcoming, entries, total, releases, entities, feeds } = edition.changelog;
  expect(upcoming.map(({ title, daysToAct, daysToEffect }) => [title, daysToAct, daysToEffect])).toEqual([
    ['The CSV export goes away', 1, 101],
    ['Charges need an <idempotency> key & more', 7, 11],
  ]);
  expect(entries.map(({ title }) => title)).toEqual(['Exports are complete again', 'Charges in more currencies', 'No deployments on Fridays in December']);
  expect(total).toBe(3);
  expect(releases.map(({ release, summary, breaking, path }) => [release, summary, breaking, path?.replace(/#.*/, '')])).toEqual([
    ['2.10.0', '1 added, 1 fixed, 1 for security', 0, 'changelog/component/default/payments/'],
    ['2.9.0', '1 removed, 1 breaking', 1, 'changelog/component/default/payments/'],
    ['2.8.0', 'no changes listed', 0, 'changelog/component/default/payments/'],
    ['1.0.0', '45 added', 0, 'changelog/component/default/ledger/'],
    ['0.1.0', '1 changed', 0, expect.stringMatching(/^changelog\/component\//)],
  ]);
  // Teams by name, then what changed last; of one day, and without one, by name.
  expect(entities.map(({ entity, latest, changes }) => [entity.title, latest, changes])).toEqual([
    ['Engineering', undefined, 0],
    ['Money', '2026-11-20', 9],
    ['Shop', undefined, 0],
    ['Ledger', '2026-11-20', 3],
    ['Payments', '2026-11-20', 6],
    ['orphan', '2026-05-01', 1],
    ['Charges API', undefined, 1],
    ['Checkout', undefined, 0],
  ]);
  expect(feeds.map(({ path }) => path)).toEqual(['feeds/changelog.atom', 'feeds/changelog.json', 'feeds/upcoming.ics']);
});

describe('an entity', () => {
  test('has what is about it, by its folder or by name, and what it uses', () => {
    const { upcoming, entries, affecting, releases, releasesTotal } = edition.changelogOf('component:default/payments');
    expect(shown(entries)).toEqual([['Charges in more currencies', undefined]]);
    expect(shown(affecting)).toEqual([['Exports are complete again', []]]);
    expect(shown(upcoming)).toEqual([['The CSV export goes away', []], ['Charges need an <idempotency> key & more', undefined]]);
    expect(releases.map(({ release, yanked }) => [release, yanked])).toEqual([['unreleased', false], ['2.10.0', false], ['2.9.0', false], ['2.8.0', true]]);
    expect(releasesTotal).toBe(4);
  });

  test('that consumes an API is told of it and of what provides it', () => {
    expect(shown(edition.changelogOf('component:default/checkout').affecting)).toEqual([['Charges in more currencies', []]]);
  });

  test('has its newest changes on its own page', () => {
    expect(edition.entity('component:default/payments').changelog?.latest.map(({ title }) => title)).toEqual(['Payments 2.10.0: 1 added, 1 fixed, 1 for security', 'Payments 2.9.0: 1 removed, 1 breaking', 'Charges in more currencies', 'Payments 2.8.0: no changes listed', 'Payments unreleased: 1 added']);
  });

  test('shows as many entries of a release as a page takes, and how many there are', () => {
    const [release] = edition.changelogOf('component:default/ledger').releases;
    expect([release?.entries.length, release?.total]).toEqual([25, 45]);
  });

  test('shows what repositories wrote as text, code, emphasis and links to https', () => {
    const entries = edition.changelogOf('component:default/payments').releases.find(({ release }) => release === '2.10.0')?.entries ?? [];
    expect(entries.map(({ title, html }) => [title, html])).toEqual([
      ['POST /v2/charges, see the guide', '<code>POST /v2/charges</code>, see <a class="out" href="https://docs.example/guide?a=1&amp;b=2" rel="nofollow noopener noreferrer">the guide</a>'],
      ['Keys are hashed', '<strong>Keys</strong> are <em>hashed</em>'],
      ['<script>alert(1)</script> & <img src=x onerror=alert(1)> x y z', undefined],
    ]);
  });
});

describe('a team', () => {
  test('has all of what it owns', () => {
    const { entries, affecting, releases } = edition.changelogOf('group:default/money');
    expect(shown(entries)).toEqual([['Exports are complete again', undefined], ['Charges in more currencies', undefined]]);
    expect(shown(affecting)).toEqual([['No deployments on Fridays in December', []]]);
    expect(releases.map(({ release }) => release)).toEqual(['unreleased', '2.10.0', '2.9.0', '2.8.0', '1.0.0']);
  });

  test('is told of what its components use, and through which, and of what names it or what it belongs to', () => {
    const { upcoming, affecting } = edition.changelogOf('group:default/shop');
    expect(shown(upcoming)).toEqual([['Charges need an <idempotency> key & more', ['Checkout']]]);
    expect(shown(affecting)).toEqual([['Charges in more currencies', ['Checkout']], ['No deployments on Fridays in December', []]]);
  });
});

test('the index names what is to come and what was new', () => {
  expect(edition.index.changelog?.path).toBe('changelog/');
  expect(edition.index.changelog?.upcoming.map(({ title }) => title)).toEqual(['The CSV export goes away', 'Charges need an <idempotency> key & more']);
  expect(edition.index.changelog?.latest).toHaveLength(5);
});

test('the same organisation gives the same bytes', async () => {
  const first = await builtOrganisation();
  const folder = temporary();
  cpSync(join(first, 'content'), join(folder, 'content'), { recursive: true });
  expect((await run(['nightly', '--content', 'content'], folder)).code).toBe(0);
  for (const path of ['api/v1/changelog.json', 'api/v1/changelog/group/default/shop.json', 'feeds/changelog.atom', 'feeds/changelog.json', 'feeds/upcoming.ics']) {
    expect(readFileSync(join(folder, 'dist', path), 'utf8'), path).toBe(readFileSync(join(first, 'dist', path), 'utf8'));
  }
}, 60_000);

function temporary(): string {
  const folder = mkdtempSync(join(tmpdir(), 'almanac-changelog-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function night(files: Record<string, string>): Promise<{ findings: Finding[]; folder: string; code: number }> {
  const folder = temporary();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, 'content', path)), { recursive: true });
    writeFileSync(join(folder, 'content', path), text);
  }
  const { code, out } = await run(['nightly', '--content', 'content', '--json'], folder);
  const report: unknown = JSON.parse(out);
  const findings = typeof report === 'object' && report !== null && 'findings' in report && Array.isArray(report.findings) ? report.findings : [];
  return { findings, folder, code };
}

test('mistakes in entries are findings with their place', async () => {
  const entry = (rest: string): string => `---\ntitle: One\ndate: 2026-11-01\nkind: changed\n${rest}---\n\nText.\n`;
  const { folder } = await night({
    'almanac.yaml': 'name: Acme\n',
    'changelog/nothing/one.md': entry('actionBy: 2026-12-01\n'),
    'changelog/nothing/two.md': entry('breaking: true\n'),
    'changelog/nothing/three.md': entry('').replace('2026-11-01', '2027-01-01'),
  });
  const lines = readFileSync(join(folder, 'dist/api/v1/findings.ndjson'), 'utf8').split('\n').filter((line) => line !== '');
  const found = lines.flatMap((line) => {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && 'code' in value && String(value.code).startsWith('ALM09') ? [value] : [];
  });
  expect(found).toMatchObject([
    { code: 'ALM0911', severity: 'error', file: 'changelog/nothing/one.md', line: 5, what: 'actionBy is 2026-12-01, but there is no action.' },
    { code: 'ALM0910', severity: 'warning', file: 'changelog/nothing/one.md', what: 'changelog/nothing/one.md names no entity that the catalog has, and its folder is called like none.' },
    { code: 'ALM0910', file: 'changelog/nothing/three.md' },
    { code: 'ALM0910', file: 'changelog/nothing/two.md' },
    { code: 'ALM0912', severity: 'warning', file: 'changelog/nothing/two.md', line: 5, what: 'breaking is true, but there is no action.' },
    { code: 'ALM0913', severity: 'note', file: 'changelog/nothing/three.md', line: 3, what: 'It takes effect on 2027-01-01, and neither it nor git says when it was announced.' },
  ]);
}, 60_000);

test('an organisation without changes has neither page nor feeds', async () => {
  const { folder, code } = await night({ 'almanac.yaml': 'name: Acme\n' });
  expect(code).toBe(0);
  expect(openEdition(join(folder, 'dist')).index.changelog).toBeUndefined();
}, 60_000);
