import { describe, expect, it } from 'vitest';
import { makeCollector } from '../../collectors/catalog/collector.ts';
import { catalogLimits } from '../../src/catalog/limits.ts';
import { catalogEntry } from '../../src/schema/facts/catalog-entry.ts';
import { api, collect, collectFrom, component, location, repository } from './collecting.ts';
import { fakeClones } from './fake-clones.ts';

describe('Locations', () => {
  it('lead to files and patterns, relative to their own file, and on from there', async () => {
    const { refs, told } = await collectFrom({
      'catalog-info.yaml': location('{targets: [./services/*/catalog-info.yaml, "apis/**/*.yaml", ./domain.yaml]}'),
      'services/a/catalog-info.yaml': component('a'),
      'services/b/catalog-info.yaml': `${component('b')}---\n${location('{target: ../../extra/c.yaml}')}`,
      'services/b/deep/catalog-info.yaml': component('not-matched'),
      'apis/v1/x.yaml': api('x', '"x"'),
      'apis/y.yaml': api('y', '"y"'),
      'apis/.hidden/z.yaml': api('z', '"z"'),
      'domain.yaml': component('d'),
      'extra/c.yaml': component('c'),
    });
    expect([...refs].sort()).toEqual(['api:default/x', 'api:default/y', 'component:default/a', 'component:default/b', 'component:default/c', 'component:default/d', 'location:default/more']);
    // Both Locations are called `more`.
    expect(told).toEqual(['ALM0304 services/b/catalog-info.yaml:9 location:default/more is declared in catalog-info.yaml:1 already']);
  });

  it('may lead in a circle', async () => {
    const { refs, told } = await collectFrom({
      'catalog-info.yaml': location('{targets: [./a.yaml, ./catalog-info.yaml]}'),
      'a.yaml': `${component('a')}---\n${location('{target: ./catalog-info.yaml}').replace('more', 'back')}`,
    });
    expect(refs).toEqual(['component:default/a', 'location:default/back', 'location:default/more']);
    expect(told).toEqual([]);
  });

  it('are followed a bounded way', async () => {
    const chain = Object.fromEntries(Array.from({ length: 13 }, (_, step) => [`l${step}.yaml`, location(`{target: ./l${step + 1}.yaml}`).replace('more', `l${step}`)]));
    const { told } = await collectFrom({ 'catalog-info.yaml': location('{target: ./l0.yaml}'), ...chain });
    expect(told).toEqual(['ALM0308 l9.yaml:4 The Location target `./l10.yaml` is more than 10 Locations away from the first and is not followed']);
  });

  it.each([
    ['./nope.yaml', 'ALM0306 catalog-info.yaml:4 The Location target `./nope.yaml` names no file that is there', 'warning'],
    ['nope/**/*.yaml', 'ALM0306 catalog-info.yaml:4 The Location target `nope/**/*.yaml` names no file that is there', 'warning'],
    ['../../etc/passwd', 'ALM0105 catalog-info.yaml:4 The Location target `../../etc/passwd` leads out of its folder', 'warning'],
    ['a/../../b/*.yaml', 'ALM0105 catalog-info.yaml:4 The Location target `a/../../b/*.yaml` leads out of its folder', 'warning'],
    ['/etc/passwd', 'ALM0105 catalog-info.yaml:4 The Location target `/etc/passwd` leads out of its folder', 'warning'],
    ['https://github.com/acme/other/blob/main/x.yaml', 'ALM0306 catalog-info.yaml:4 The Location target `https://github.com/acme/other/blob/main/x.yaml` lies elsewhere and is not fetched', 'note'],
    ['https://github.com/acme/payments/../other/blob/main/x.yaml', 'ALM0306 catalog-info.yaml:4 The Location target `https://github.com/acme/payments/../other/blob/main/x.yaml` lies elsewhere and is not fetched', 'note'],
    ['https://github.com/acme/payments/blob/main/../../x.yaml', 'ALM0105 catalog-info.yaml:4 The Location target `https://github.com/acme/payments/blob/main/../../x.yaml` leads out of its folder', 'warning'],
    ['*/*/*/*/*/x.yaml', 'ALM0306 catalog-info.yaml:4 The Location target `*/*/*/*/*/x.yaml` cannot be followed: it has more than 4 wildcards', 'warning'],
  ])('say why they lead nowhere: %s', async (target, expected, severity) => {
    const { told, findings } = await collectFrom({ 'catalog-info.yaml': location(`{target: "${target}"}`) });
    expect(told).toEqual([expected]);
    expect(findings[0]).toMatchObject({ severity, column: 16, repository: 'github.com/acme/payments' });
  });

  it('may be optional, or of a type that names no files', async () => {
    expect((await collectFrom({ 'catalog-info.yaml': location('{target: ./nope.yaml, presence: optional}') })).told).toEqual([]);
    expect((await collectFrom({ 'catalog-info.yaml': location('{type: github-org, target: "https://github.com/acme"}') })).told).toEqual([
      'ALM0306 catalog-info.yaml:4 The Location target `https://github.com/acme` is of a type that is not read',
    ]);
  });

  it('lead to a file of their own repository by its address on the host', async () => {
    const target = 'https://github.com/Acme/payments/blob/feature/x/a.yaml';
    const files = { 'catalog-info.yaml': location(`{targets: ["https://github.com/acme/payments/blob/main/b/x.yaml", "${target}"]}`), 'b/x.yaml': component('b'), 'a.yaml': component('a') };
    expect((await collectFrom(files, { defaultBranch: 'feature/x' })).refs).toEqual(['component:default/a', 'component:default/b', 'location:default/more']);
  });

  it('take parentheses and plus signs of a pattern as they stand, so that none can be made to run for hours', async () => {
    const hard = { [`${'a'.repeat(200)}.txt`]: 'x' };
    const { refs } = await collectFrom({ ...hard, 'catalog-info.yaml': location('{targets: ["(a+)+*.yaml", "{a,aa}+b*"], presence: optional}'), '(a+)+x.yaml': component('a') });
    expect(refs).toEqual(['component:default/a', 'location:default/more']);
  });

  it('are listed among at most 500 findings', async () => {
    const targets = Array.from({ length: 600 }, (_, index) => `./gone-${index}.yaml`);
    const { told } = await collectFrom({ 'catalog-info.yaml': location(`{targets: [${targets.join(', ')}]}`) });
    expect(told).toHaveLength(501);
    expect(told[500]).toBe('ALM0306 catalog-info.yaml:4 There are more findings about these catalog files than the 500 that are listed, among them: The Location target `./gone-500.yaml` names no file that is there');
  });

  it('are read within the limits of one repository', async () => {
    const files = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`c${index}.yaml`, component(`c${index}`)]));
    const { clones } = fakeClones({ a: repository({ 'catalog-info.yaml': location('{target: "./c*.yaml"}'), ...files }) });
    const { refs, told } = await collect(makeCollector(clones, { ...catalogLimits, files: 11 }), { path: '/clones' });
    expect(refs).toHaveLength(11);
    expect(told).toEqual(['ALM0308 catalog-info.yaml 10 catalog files were not read: at most 11 files and 32 MB are']);
  });
});

describe('placeholders', () => {
  it('take in files of the same repository', async () => {
    const { facts, told } = await collectFrom({
      'catalog-info.yaml': `${api('a', '{$text: ./spec/openapi.yaml}')}---\n${component('b', '  data: {$json: spec/d.json}\n  more: [{$yaml: spec/e.yaml}]\n  raw: {$ref: "#/x", $text: no}\n')}---\n${api('c', '{$openapi: "https://github.com/acme/payments/blob/main/spec/openapi.yaml"}')}`,
      'spec/openapi.yaml': 'openapi: 3.1.0\n',
      'spec/d.json': '{"x": [1, null], "__proto__": {"y": 1}}',
      'spec/e.yaml': 'k: v\n',
    });
    expect(told).toEqual([]);
    const entities = facts.map((fact) => catalogEntry.parse(fact.value).entity);
    expect(entities[0]).toMatchObject({ spec: { definition: 'openapi: 3.1.0\n' } });
    expect(entities[1]).toMatchObject({ spec: { data: { x: [1, null] }, more: [{ k: 'v' }], raw: { $ref: '#/x', $text: 'no' } } });
    expect(JSON.stringify(entities[1])).not.toContain('__proto__');
    expect(entities[2]).toMatchObject({ spec: { definition: 'openapi: 3.1.0\n' } });
  });

  it.each([
    ['$text', '../../../etc/passwd', 'leads out of its folder'],
    ['$text', '/etc/passwd', 'leads out of its folder'],
    ['$text', 'https://example.com/openapi.yaml', 'lies elsewhere and is not fetched'],
    ['$text', 'file:///etc/passwd', 'lies elsewhere and is not fetched'],
    ['$text', './nope.yaml', 'is not there'],
    ['$text', './leaving.yaml', 'is a symbolic link that leaves its folder'],
    ['$text', './*.yaml', 'does not name one file'],
    ['$text', './large.yaml', 'has 5 MB; at most 4 MB are read'],
  ])('%s: %s %s; the entity stands without it', async (key, target, problem) => {
    const { facts, told, read } = await collectFrom({
      'catalog-info.yaml': api('a', `{${key}: "${target}"}`),
      'leaving.yaml': { link: '../../secret.yaml' },
      'large.yaml': { bytes: 5_000_000 },
    });
    expect(told[0]).toBe(`ALM0307 catalog-info.yaml:8 ${key} of \`spec.definition\` in catalog-info.yaml: \`${target}\` ${problem}`);
    expect(catalogEntry.parse(facts[0]?.value).entity).toMatchObject({ spec: { definition: { [key]: target } } });
    expect(read).not.toContain('large.yaml');
  });

  it.each([
    ['$json', '{', '`./d` is not valid JSON'],
    ['$yaml', 'a: 1\n---\nb: 2\n', '`./d` must hold one YAML document and holds 2'],
    ['$yaml', 'a: [\n', '`./d` is not valid YAML: Flow sequence in block collection must be sufficiently indented and end with a ] (line 2)'],
    ['$yaml', '['.repeat(300), '`./d` is nested too deep to be parsed'],
  ])('%s of %j', async (key, text, problem) => {
    const { told } = await collectFrom({ 'catalog-info.yaml': component('a', `  data: {${key}: ./d}\n`), d: text });
    expect(told).toEqual([`ALM0307 catalog-info.yaml:8 ${key} of \`spec.data\` in catalog-info.yaml: ${problem}`]);
  });
});
