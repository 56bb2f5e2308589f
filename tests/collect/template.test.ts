import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { collector } from '../../collectors/_template/collector.ts';
import { collectOnce } from './collect-once.ts';

it('is a collector that works as it stands', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'almanac-template-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  writeFileSync(join(dir, 'export.json'), JSON.stringify([{ repo: 'github.com/acme/payments', summary: 'Takes money', cost: 4 }, { repo: 'nonsense' }]));
  const { facts, report } = await collectOnce(collector, { path: 'export.json' }, dir);
  expect(facts).toEqual([{ repository: 'github.com/acme/payments', empty: false, description: 'Takes money' }]);
  expect(report).toMatchObject({ shards: 1, failed: 0, quarantined: 1 });
  const missing = await collectOnce(collector, { path: 'gone.json' }, dir);
  expect(missing.report.findings.map(({ what }) => what)).toEqual(['Inventory export: gone.json could not be collected: the export gone.json could not be read']);
});
