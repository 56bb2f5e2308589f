import { describe, expect, it } from 'vitest';
import { makeCollector } from '../../collectors/catalog/collector.ts';
import { catalogEntry } from '../../src/schema/facts/catalog-entry.ts';
import { collect, collectFrom, component, fingerprintOf, repository } from './collecting.ts';
import { fakeClones } from './fake-clones.ts';

describe('clones', () => {
  it('give the entities of their catalog file, with source and address', async () => {
    const { facts, findings, shards } = await collectFrom({ 'catalog-info.yaml': `---\n${component('payments')}`, 'other.yaml': component('other') });
    expect(shards).toEqual(['payments']);
    expect(findings).toEqual([]);
    expect(facts).toEqual([
      {
        type: 'fact',
        kind: 'catalog-entry',
        source: 'catalog-info.yaml:2',
        url: 'https://github.com/acme/payments/blob/main/catalog-info.yaml#L2',
        value: {
          ref: 'component:default/payments',
          declaredIn: 'github.com/acme/payments',
          repository: 'github.com/acme/payments',
          file: 'catalog-info.yaml',
          line: 2,
          known: true,
          references: [{ path: 'spec.owner', line: 8, column: 10 }],
          entity: {
            apiVersion: 'backstage.io/v1alpha1',
            kind: 'Component',
            metadata: { name: 'payments' },
            spec: { type: 'service', lifecycle: 'production', owner: 'team-a' },
          },
        },
      },
    ]);
  });

  it('without a catalog file, and without a commit, give nothing', async () => {
    expect(await collectFrom({ 'README.md': '#' })).toMatchObject({ facts: [], findings: [] });
    expect(await collectFrom({}, { tip: undefined })).toMatchObject({ facts: [], findings: [] });
  });

  it('are read by other names where those are configured', async () => {
    const { clones } = fakeClones({ a: repository({ 'catalog-info.yaml': component('a'), '.backstage/entity.yaml': component('b') }) });
    expect((await collect(makeCollector(clones), { path: '/clones', files: ['.backstage/entity.yaml'] })).refs).toEqual(['component:default/b']);
  });

  it('change their fingerprint with the clone and with the names', async () => {
    const print = (files: Record<string, string>, names: string[]): Promise<string | undefined> =>
      fingerprintOf(makeCollector(fakeClones({ r: repository(files) }).clones), { path: '/clones', files: names });
    const first = await print({ a: '1' }, ['a']);
    expect(await print({ a: '1' }, ['a'])).toBe(first);
    expect(await print({ a: '2' }, ['a'])).not.toBe(first);
    expect(await print({ a: '1' }, ['b'])).not.toBe(first);
  });

  it('are not read where the file is too large: 50 MB', async () => {
    const { facts, told, read } = await collectFrom({ 'catalog-info.yaml': { bytes: 50_000_000 } });
    expect(facts).toEqual([]);
    expect(told).toEqual(['ALM0308 catalog-info.yaml catalog-info.yaml has 50 MB; at most 1 MB of a catalog file are parsed']);
    expect(read).toEqual([]);
  });

  it('are read as Windows-1252 or UTF-16 where they are not UTF-8, with a note', async () => {
    const latin = Uint8Array.from(Buffer.from(component('a').replace('name: a', 'name: a, title: "Caf\u00e9 \u0080"'), 'latin1'));
    const { facts, told } = await collectFrom({ 'catalog-info.yaml': latin });
    expect(catalogEntry.parse(facts[0]?.value).entity).toMatchObject({ metadata: { title: 'Caf\u00e9 \u20ac' } });
    expect(told).toEqual(['ALM0310 catalog-info.yaml catalog-info.yaml is not UTF-8; it was read as Windows-1252']);
    const wide = Uint8Array.from(Buffer.from(`\ufeff${component('a')}`, 'utf16le'));
    expect((await collectFrom({ 'catalog-info.yaml': wide })).refs).toEqual(['component:default/a']);
  });

  it('follow symbolic links inside, and report those that leave', async () => {
    const inside = await collectFrom({ 'catalog-info.yaml': { link: 'docs/../meta/catalog.yaml' }, 'meta/catalog.yaml': component('a') });
    expect({ refs: inside.refs, told: inside.told }).toEqual({ refs: ['component:default/a'], told: [] });
    for (const link of ['../other/catalog-info.yaml', '/etc/passwd']) {
      const { refs, told } = await collectFrom({ 'catalog-info.yaml': { link } });
      expect(refs).toEqual([]);
      expect(told).toEqual(['ALM0206 catalog-info.yaml catalog-info.yaml is a symbolic link that leaves its folder or leads to nothing']);
    }
    const circle = await collectFrom({ 'catalog-info.yaml': { link: 'catalog-info.yml' }, 'catalog-info.yml': { link: 'catalog-info.yaml' } });
    expect(circle.refs).toEqual([]);
  });

  it('give the first of two declarations of one entity', async () => {
    const { facts, told } = await collectFrom({ 'catalog-info.yaml': `${component('a')}---\n${component('A')}` });
    expect(facts).toHaveLength(1);
    expect(told).toEqual(['ALM0304 catalog-info.yaml:9 component:default/a is declared in catalog-info.yaml:1 already']);
  });
});
