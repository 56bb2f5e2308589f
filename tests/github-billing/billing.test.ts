import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { collector } from '../../collectors/github-billing/collector.ts';
import { decimal, numberOf, product } from '../../collectors/github-billing/decimal.ts';
import { resolveSources } from '../../src/collect/sources.ts';
import { collectOnce } from '../collect/collect-once.ts';
import { Nights } from '../github-runs/nights.ts';

const header = 'date,product,sku,quantity,unit_type,applied_cost_per_quantity,gross_amount,discount_amount,net_amount,username,organization,repository,workflow_path,cost_center_name';
const input = join(import.meta.dirname, 'input');

function folder(files: Record<string, string>): string {
  const dir = mkdtempSync(join(tmpdir(), 'almanac-billing-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(dir, name), text);
  return dir;
}

async function read(path: string | string[], account = 'github.com/acme') {
  const nights = new Nights(collector, { path, account });
  await nights.night('2026-11-21T03:00:00.000Z');
  return nights;
}

function line(day: string, repository: string, quantity: number | string, net: number | string, more: { sku?: string; unit?: string; user?: string } = {}): string {
  return `${day},actions,${more.sku ?? 'actions_linux'},${quantity},${more.unit ?? 'minutes'},0.006,${net},0,${net},${more.user ?? 'CANARY'},acme,${repository},.github/workflows/ci.yml,`;
}

describe('usage reports', () => {
  it.each(['current', 'of-2023', 'of-2021'])('are read in the form: %s', async (name) => {
    const nights = await read(join(input, `${name}.csv`));
    await expect(`${JSON.stringify({ usage: nights.values(), findings: nights.findings, quarantine: nights.quarantine }, undefined, 2)}\n`).toMatchFileSnapshot(join(import.meta.dirname, 'output', `${name}.json`));
    expect(JSON.stringify([nights.pages, nights.values()])).not.toContain('CANARY');
  });

  it('are published through the kernel, from a folder relative to the content', async () => {
    const dir = folder({});
    mkdirSync(join(dir, 'billing'));
    writeFileSync(join(dir, 'billing', '2026-09.CSV'), readFileSync(join(input, 'current.csv')));
    const { facts, report } = await collectOnce(collector, { path: 'billing', account: 'github.com/acme' }, dir);
    expect(facts).toHaveLength(5);
    expect(report).toMatchObject({ read: 1, failed: 0, quarantined: 0 });
    expect(facts.find(({ product: name }) => name === 'copilot')).toMatchObject({ scope: 'github.com/acme', quantity: 2, netAmount: 38 });
  });

  it('count a day of two files once, as the last of them by name has it', async () => {
    const dir = folder({
      '2026-09.csv': [header, line('2026-09-29', 'app', 1, 1), line('2026-09-30', 'app', 5, 5)].join('\n'),
      '2026-09-b.csv': [header, line('2026-09-30', 'app', 7, 7), line('2026-09-30', 'shop', 2, 2), line('2026-10-01', 'app', 3, 3)].join('\r\n'),
    });
    const nights = await read([join(dir, '2026-09-b.csv'), join(dir, '2026-09.csv')]);
    expect(nights.values().map(({ day, repository, quantity }) => [day, repository, quantity])).toEqual([
      ['2026-09-29', 'github.com/acme/app', 1],
      ['2026-09-30', 'github.com/acme/app', 5],
      ['2026-10-01', 'github.com/acme/app', 3],
    ]);
    expect('2026-09-b.csv' < '2026-09.csv').toBe(true);
  });

  it('set rows aside that make no sense, with file, line and column, and without what they say', async () => {
    const dir = folder({
      'report.csv': [
        header,
        line('2026-09-01', 'app', 1, 1),
        line('yesterday', 'app', 1, 1),
        line('2026-02-30', 'app', 1, 1),
        line('2026-09-01', 'app', 'CANARY', 1),
        line('2026-09-01', 'app', 1, '1,5'),
        line('2026-09-01', 'CANARY /x', 1, 1),
        line('2026-09-01', 'app', 1, 1, { unit: 'seats' }),
        `2026-09-01,,x,1,minutes,1,1,0,1,"CANARY\n",acme,app,,`,
      ].join('\n'),
    });
    const nights = await read(dir);
    expect(nights.quarantine.map(({ record, reason }) => `${record}: ${reason}`)).toEqual([
      'line 3 of report.csv: column `date` is no date',
      'line 4 of report.csv: column `date` is no date',
      'line 5 of report.csv: column `quantity` is no number',
      'line 6 of report.csv: it has another number of fields than the header',
      'line 7 of report.csv: column `repository` names no repository',
      'line 8 of report.csv: the same is billed in minutes before',
      'line 10 of report.csv: column `product` names no product',
    ]);
    expect(nights.values()).toMatchObject([{ quantity: 1 }]);
    expect(JSON.stringify([nights.pages, nights.quarantine])).not.toContain('CANARY');
  });

  it('tell the first thousand bad rows of a file one by one', async () => {
    const dir = folder({ 'report.csv': [header, ...Array.from({ length: 1005 }, () => line('never', 'app', 1, 1))].join('\n') });
    const nights = await read(dir);
    expect(nights.quarantine).toHaveLength(1001);
    expect(nights.quarantine.at(-1)).toMatchObject({ record: 'line 1001 of report.csv', reason: 'so are 5 rows after it' });
  });

  it('may have columns that are not known', async () => {
    const dir = folder({ 'report.csv': [`${header},flavour`, `${line('2026-09-01', 'app', 1, 1)},vanilla`].join('\n') });
    const nights = await read(dir);
    expect(nights.findings.map(({ code, severity, what, file, line: at }) => [code, severity, what, file, at])).toEqual([['ALM1036', 'note', 'report.csv has columns that are not known: `flavour`.', 'report.csv', 1]]);
    expect(nights.facts.size).toBe(1);
  });

  it.each([
    ['', 'it is empty', 1],
    ['name,age\nanybody,40\n', 'it has no column `date`, `product`, `quantity`, `unit_type`, `net_amount`', 1],
    [`${header}\n${line('2026-09-01', 'app', 1, 1)}\n"2026-09-02,actions`, 'a field that begins with a quote does not end with one', 3],
    [`${header}\n2026-09-02,act"ions,`, 'a quote stands inside a field that does not begin with one', 2],
  ])('leave out a file that is none, and take the others: %#', async (text, why, at) => {
    const dir = folder({ 'a.csv': text, 'b.csv': [header, line('2026-09-01', 'app', 1, 1)].join('\n') });
    const nights = await read(dir);
    expect(nights.findings.map(({ code, what, file, line: where }) => [code, what, file, where])).toEqual([['ALM1035', `a.csv is no billing report of GitHub: ${why}.`, 'a.csv', at]]);
    expect(nights.facts.size).toBe(1);
  });

  it('must be there', async () => {
    const dir = folder({ 'notes.txt': 'nothing' });
    await expect(read(dir)).rejects.toThrow(/^There is no billing report \(\.csv\) in almanac-billing-/);
    await expect(read(join(dir, 'gone.csv'))).rejects.toThrow('gone.csv is not there or cannot be read');
  });

  it('are not read again while they stay the same', async () => {
    const dir = folder({ 'report.csv': [header, line('2026-09-01', 'app', 1, 1)].join('\n') });
    const digest = async (): Promise<string | undefined> => collector.fingerprint?.({ id: 'x', locator: JSON.stringify({ path: dir, account: 'github.com/acme' }) }, { contentDir: '/' } as never);
    const first = await digest();
    expect(await digest()).toBe(first);
    writeFileSync(join(dir, 'report.csv'), [header, line('2026-09-01', 'app', 2, 1)].join('\n'));
    expect(await digest()).not.toBe(first);
  });

  it('may lie in the home folder', () => {
    const organisation = { config: { sources: { 'github-billing': [{ path: ['~/reports', 'billing'], account: 'github.com/acme' }] } }, exists: false, lineOf: () => undefined };
    const { groups } = resolveSources(organisation as never, [collector], '/home/me');
    expect(groups[0]?.sources[0]?.config).toEqual({ path: ['/home/me/reports', 'billing'], account: 'github.com/acme' });
  });

  it('say which account is billed', () => {
    expect(collector.config.safeParse({ path: 'x', account: 'acme' }).success).toBe(false);
    expect(collector.config.safeParse({ path: 'x', account: 'github.com/enterprises/acme' }).success).toBe(true);
  });
});

describe('amounts', () => {
  it('add up to the same in whatever order rows come, whoever used it, however they are split over lines', async () => {
    const row = fc.record({ day: fc.constantFrom('2026-09-01', '2026-09-02'), repository: fc.constantFrom('app', 'shop'), cents: fc.integer({ min: -10_000, max: 10_000 }), exponent: fc.integer({ min: 0, max: 9 }), user: fc.constantFrom('CANARY-A', 'CANARY-B', '') });
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 60 }), fc.infiniteStream(fc.nat()), async (rows, random) => {
        const lines = rows.map(({ day, repository, cents, exponent, user }) => line(day, repository, `${cents}e-${exponent}`, (cents / 100).toFixed(2), { user }));
        const shuffled = lines.map((text) => ({ text, at: random.next().value })).toSorted((a, b) => a.at - b.at).map(({ text }) => text);
        const dir = mkdtempSync(join(tmpdir(), 'almanac-billing-'));
        try {
          writeFileSync(join(dir, 'a.csv'), [header, ...lines].join('\n'));
          const plain = await read(dir);
          writeFileSync(join(dir, 'a.csv'), [header, ...shuffled].join('\n'));
          const other = await read(dir);
          expect(other.values()).toEqual(plain.values());
          const cents = rows.reduce((sum, one) => sum + one.cents, 0);
          expect(plain.values().reduce((sum, { netAmount }) => sum + Math.round(Number(netAmount) * 100), 0)).toBe(cents);
        } finally {
          rmSync(dir, { recursive: true, force: true });
        }
      }),
      { numRuns: 25 },
    );
  });

  it('are read as they are written', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), fc.integer({ min: 0, max: 9 }), (whole, places) => {
        const value = whole / 10 ** places;
        expect(numberOf(decimal(value.toFixed(places)) ?? 1n)).toBe(Number(value.toFixed(places)));
        expect(numberOf(decimal(value.toExponential()) ?? 1n)).toBeCloseTo(value, 9);
      }),
    );
  });

  it.each([
    ['', 0],
    ['$0.008', 0.008],
    ['.5', 0.5],
    ['-1.25', -1.25],
    ['3.2e-05', 0.000032],
    ['1e-20', 0],
    ['1,5', undefined],
    ['.', undefined],
    ['NaN', undefined],
    ['0x10', undefined],
  ])('%j is %s', (text, value) => {
    const amount = decimal(text);
    expect(amount === undefined ? undefined : numberOf(amount)).toBe(value);
  });

  it('are multiplied to a trillionth', () => {
    expect(numberOf(product(decimal('20.1028') ?? 0n, decimal('0.25') ?? 0n))).toBe(5.0257);
    expect(numberOf(product(decimal('-3') ?? 0n, decimal('0.1') ?? 0n))).toBe(-0.3);
  });
});
