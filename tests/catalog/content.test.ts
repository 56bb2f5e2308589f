import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { collector, makeCollector } from '../../collectors/catalog/collector.ts';
import { catalogEntry } from '../../src/schema/facts/catalog-entry.ts';
import { api, collect, component, fingerprintOf, location, write } from './collecting.ts';
import { fakeClones } from './fake-clones.ts';

let contentDir = '';
beforeEach(async () => {
  contentDir = await mkdtemp(join(tmpdir(), 'almanac-catalog-'));
});
afterEach(async () => {
  await rm(contentDir, { recursive: true, force: true });
});

describe('the content folder', () => {
  const content = makeCollector(fakeClones({}).clones);

  it('is read in all its YAML files, with paths relative to it', async () => {
    await write(contentDir, { 'catalog/teams/a.yaml': component('a'), 'catalog/b.yml': component('b'), 'catalog/README.md': 'kind: x', 'docs/c.yaml': component('c') });
    const { facts, refs, shards, told } = await collect(content, { content: true }, contentDir);
    expect(shards).toEqual(['content']);
    expect(told).toEqual([]);
    expect(refs).toEqual(['component:default/b', 'component:default/a']);
    expect(facts.map((fact) => fact.source)).toEqual(['catalog/b.yml:1', 'catalog/teams/a.yaml:1']);
    expect(catalogEntry.parse(facts[0]?.value)).toMatchObject({ declaredIn: 'content', file: 'catalog/b.yml' });
    expect(catalogEntry.parse(facts[0]?.value).repository).toBeUndefined();
  });

  it('may lack a catalog, unless a folder was named', async () => {
    expect((await collect(content, { content: true }, contentDir)).shards).toEqual([]);
    await expect(collect(content, { content: 'teams' }, contentDir)).rejects.toThrow('The catalog folder `teams` is not in the content folder');
    await expect(collect(content, { content: '../teams' }, contentDir)).rejects.toThrow('The catalog folder `../teams` is not inside the content folder');
    await write(contentDir, { 'teams/a.yaml': component('a') });
    expect((await collect(content, { content: 'teams' }, contentDir)).refs).toEqual(['component:default/a']);
  });

  it('is not left through symbolic links, of files or of folders', async () => {
    const outside = await mkdtemp(join(tmpdir(), 'almanac-outside-'));
    try {
      await writeFile(join(outside, 'secret.yaml'), component('secret'));
      await write(contentDir, { 'catalog/a.yaml': component('a'), 'shared/s.yaml': component('shared') });
      await symlink(join(outside, 'secret.yaml'), join(contentDir, 'catalog/link.yaml'));
      await symlink(outside, join(contentDir, 'catalog/folder'));
      await symlink(join(contentDir, 'nowhere'), join(contentDir, 'catalog/dangling.yaml'));
      await symlink('../shared/s.yaml', join(contentDir, 'catalog/inside.yaml'));
      await symlink('.', join(contentDir, 'catalog/circle'));
      const { refs, told, findings } = await collect(content, { content: true }, contentDir);
      expect(refs).toEqual(['component:default/a', 'component:default/shared']);
      expect(told).toEqual(
        ['catalog/dangling.yaml', 'catalog/folder', 'catalog/link.yaml'].map((path) => `ALM0105 ${path} ${path} is a symbolic link that leaves its folder or leads to nothing`),
      );
      expect(findings.map(({ severity }) => severity)).toEqual(['error', 'error', 'error']);
    } finally {
      await rm(outside, { recursive: true, force: true });
    }
  });

  it('is not parsed where a file has 50 MB', async () => {
    await write(contentDir, { 'catalog/large.yaml': 'a: 1\n' });
    await truncate(join(contentDir, 'catalog/large.yaml'), 50_000_000);
    expect((await collect(content, { content: true }, contentDir)).told).toEqual(['ALM0308 catalog/large.yaml catalog/large.yaml has 50 MB; at most 1 MB of a catalog file are parsed']);
  });

  it('confines Locations and placeholders', async () => {
    await write(contentDir, { 'catalog/a.yaml': `${location('{targets: [../../x.yaml, ../more/b.yaml]}')}---\n${api('x', '{$text: ../../../../etc/passwd}')}`, 'more/b.yaml': component('b') });
    const { refs, told, findings } = await collect(content, { content: true }, contentDir);
    expect(refs).toEqual(['location:default/more', 'api:default/x', 'component:default/b']);
    expect(told).toEqual([
      'ALM0307 catalog/a.yaml:13 $text of `spec.definition` in catalog/a.yaml: `../../../../etc/passwd` leads out of its folder',
      'ALM0105 catalog/a.yaml:4 The Location target `../../x.yaml` leads out of its folder',
    ]);
    expect(findings.map(({ severity }) => severity)).toEqual(['error', 'error']);
  });

  it('is not read where it is itself a link that leaves', async () => {
    await symlink(tmpdir(), join(contentDir, 'catalog'));
    const { refs, told } = await collect(content, { content: true }, contentDir);
    expect(refs).toEqual([]);
    expect(told).toEqual(['ALM0105 catalog catalog is a symbolic link that leaves its folder or leads to nothing']);
  });

  it('has a fingerprint of the contents', async () => {
    const print = (): Promise<string | undefined> => fingerprintOf(content, { content: true }, contentDir);
    await write(contentDir, { 'catalog/a.yaml': component('a') });
    const before = await print();
    expect(await print()).toBe(before);
    await write(contentDir, { 'catalog/a.yaml': component('b') });
    expect(await print()).not.toBe(before);
  });
});

describe('the registered collector', () => {
  it('reads a real clone', async () => {
    const clone = join(contentDir, 'clones/payments');
    await write(contentDir, { 'clones/payments/catalog-info.yaml': location('{target: ./apis/*.yaml}'), 'clones/payments/apis/a.yaml': api('a', '{$text: ./a.json}'), 'clones/payments/apis/a.json': '{}' });
    const git = (...args: string[]): void => {
      const identity = { GIT_AUTHOR_NAME: 't', GIT_AUTHOR_EMAIL: 't@example.com', GIT_COMMITTER_NAME: 't', GIT_COMMITTER_EMAIL: 't@example.com' };
      execFileSync('git', ['-C', clone, ...args], { env: { ...process.env, ...identity, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' }, stdio: 'pipe' });
    };
    git('init', '--quiet', '--initial-branch=main');
    git('remote', 'add', 'origin', 'https://github.com/acme/payments.git');
    git('add', '.');
    git('commit', '--quiet', '-m', 'catalog');
    const { facts, refs, told } = await collect(collector, { path: 'clones' }, contentDir);
    expect(told).toEqual([]);
    expect(refs).toEqual(['api:default/a', 'location:default/more']);
    expect(catalogEntry.parse(facts[0]?.value)).toMatchObject({ repository: 'github.com/acme/payments', file: 'apis/a.yaml', entity: { spec: { definition: '{}' } } });
    expect(facts[0]?.url).toMatch(/^https:\/\/github\.com\/acme\/payments\/blob\/[0-9a-f]{40}\/apis\/a\.yaml#L1$/);
  });
});
