import { describe, expect, it } from 'vitest';
import { readEntityFile, type EntityFileResult } from '../../src/catalog/entity-file.ts';
import { catalogLimits } from '../../src/catalog/limits.ts';
import { readDocuments } from '../../src/catalog/yaml-documents.ts';

function read(text: string, repository: string | undefined = 'github.com/acme/payments'): EntityFileResult {
  return readEntityFile({ file: 'catalog-info.yaml', text, repository, limits: catalogLimits, resolve: () => ({ problem: 'none here' }) });
}

/** Findings as `ALM0301 3:1 what`. */
function told(result: EntityFileResult): string[] {
  return result.findings.map(({ code, line, column, what }) => `${code} ${line ?? '-'}:${column ?? '-'} ${what}`);
}

function component(name: string, more = ''): string {
  return `apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: ${name}\n${more}spec:\n  type: service\n  lifecycle: production\n  owner: team-a\n`;
}

describe('catalog files', () => {
  it('hold several documents, each with the line it starts on; empty ones are ignored', () => {
    const result = read(`# a comment\n---\n---\n${component('a')}---\n# nothing\n---\n${component('b')}---\nnull\n`);
    expect(result.findings).toEqual([]);
    expect(result.entries.map(({ ref, line, known }) => ({ ref, line, known }))).toEqual([
      { ref: 'component:default/a', line: 4, known: true },
      { ref: 'component:default/b', line: 15, known: true },
    ]);
  });

  it('are read alike with CRLF line ends and with a byte order mark', () => {
    const text = component('a');
    const plain = read(text).entries;
    expect(plain).toHaveLength(1);
    expect(read(text.replaceAll('\n', '\r\n')).entries).toEqual(plain);
    expect(read(`\ufeff${text}`).entries.map((entry) => entry.entity)).toEqual(plain.map((entry) => entry.entity));
  });

  it('keep what can be read of a file that is partly broken', () => {
    const result = read(`${component('a')}---\nkind: [\n---\n${component('b')}`);
    expect(result.entries.map((entry) => entry.ref)).toEqual(['component:default/a', 'component:default/b']);
    expect(told(result)[0]).toMatch(/^ALM0301 1[012]:\d+ catalog-info\.yaml is not valid YAML: /);
  });

  it('refuse a key that stands twice, with its place', () => {
    const result = read(`${component('a')}  owner: team-b\n`);
    expect(result.entries).toEqual([]);
    expect(told(result)).toEqual(['ALM0301 9:3 catalog-info.yaml is not valid YAML: it has the key `owner` twice in one mapping']);
  });

  it('refuse an alias that names nothing, or itself', () => {
    expect(told(read('a: *b\n'))).toEqual(['ALM0301 1:4 catalog-info.yaml is not valid YAML: it has the alias *b, which names nothing before it']);
    expect(told(read('a: &a [*a]\n'))).toEqual(['ALM0301 1:8 catalog-info.yaml is not valid YAML: it has the alias *a, which names nothing before it']);
  });

  it('take aliases and leave merge keys alone, as Backstage does', () => {
    const { documents } = readDocuments('a: &a {x: 1}\nb: *a\nc: {<<: *a}\n', catalogLimits);
    expect(documents.map((document) => document.value)).toEqual([{ a: { x: 1 }, b: { x: 1 }, c: { '<<': { x: 1 } } }]);
  });

  it('do not expand an alias bomb', () => {
    const levels = Array.from({ length: 12 }, (_, level) => `l${level}: &l${level} [${Array.from({ length: 10 }, () => (level === 0 ? 'lol' : `*l${level - 1}`)).join(', ')}]`);
    const result = read(`${component('a')}${levels.join('\n')}\n`);
    expect(result.entries).toEqual([]);
    expect(told(result)).toEqual(['ALM0308 14:9 catalog-info.yaml has aliases that add up to more than 4 million characters']);
  });

  it.each([
    ['brackets', '['.repeat(100_000)],
    ['brackets with space', '[ '.repeat(2000) + '] '.repeat(2000)],
    ['lists', '- '.repeat(100_000)],
    ['mappings', Array.from({ length: 1000 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')],
    ['a few levels too many', '[a, '.repeat(70) + ']'.repeat(70)],
  ])('are not read when nested too deep: %s', (_what, text) => {
    const result = read(text);
    expect(result.entries).toEqual([]);
    expect(result.findings.map((finding) => finding.code)).toContain('ALM0308');
    expect(result.findings[0]?.what).toMatch(/nested (too deep|more than 64 levels)/);
  });

  it('read values with tags of other programs as plain text, and say so', () => {
    const result = read(component('a', '  title: !!js/function "function () { return 1 }"\n'));
    expect(result.entries[0]?.entity).toMatchObject({ metadata: { title: 'function () { return 1 }' } });
    expect(told(result)).toEqual(['ALM0301 5:10 catalog-info.yaml uses YAML beyond what is read here: Unresolved tag: tag:yaml.org,2002:js/function']);
    expect(result.findings[0]?.severity).toBe('note');
  });

  it('give values that JSON has: dates, binary, sets, infinity, lone surrogates and NUL as text', () => {
    const { documents } = readDocuments('d: !!timestamp 2026-01-01\nb: !!binary aGk=\ns: !!set {x, y}\no: !!omap [a: 1]\ni: .inf\nu: "\\ud800\\0"\n2026: y\nn: ~\n', catalogLimits);
    expect(documents[0]?.value).toEqual({ d: '2026-01-01', b: 'aGk=', s: { x: null, y: null }, o: [{ a: 1 }], i: '.inf', u: '\ufffd\ufffd', 2026: 'y', n: null });
  });

  it('leave out a key __proto__ and take constructor as any other', () => {
    const result = read(component('a', '  annotations:\n    constructor: x\n  __proto__:\n    polluted: yes\n'));
    const entity = result.entries[0]?.entity;
    expect(JSON.stringify(entity)).not.toContain('polluted');
    expect(JSON.stringify(entity)).toContain('"constructor":"x"');
    expect('polluted' in {}).toBe(false);
    expect(told(result)).toEqual(['ALM0301 7:3 catalog-info.yaml has a key `__proto__`, which was left out']);
  });

  it('say which field of which entity breaks a rule, and where', () => {
    const result = read('apiVersion: backstage.io/v1alpha1\nkind: API\nmetadata:\n  name: pay ments\n  tags: [ok, Not OK]\nspec:\n  type: openapi\n  lifecyle: x\n  owner: 12\n');
    expect(told(result)).toMatchInlineSnapshot(`
      [
        "ALM0302 4:9 API pay ments: \`metadata.name\` must be letters and digits, with any of \`-_.\` between them, at most 63 characters; it is \`pay ments\`",
        "ALM0302 5:14 API pay ments: \`metadata.tags[1]\` must be lower-case letters, digits and any of \`:+#\`, with hyphens between them; it is \`Not OK\`",
        "ALM0302 7:3 API pay ments: \`spec.lifecycle\` is missing; \`lifecyle\` looks like it",
        "ALM0302 9:10 API pay ments: \`spec.owner\` must be text, not the number 12",
        "ALM0302 7:3 API pay ments: \`spec.definition\` is missing",
      ]
    `);
    expect(result.findings[0]).toMatchObject({ repository: 'github.com/acme/payments', file: 'catalog-info.yaml', severity: 'warning' });
  });

  it('are held to more in the content folder: there it is an error', () => {
    expect(readEntityFile({ file: 'catalog/a.yaml', text: 'kind: x', repository: undefined, limits: catalogLimits, resolve: () => ({ problem: '' }) }).findings.map((finding) => finding.severity)).toEqual(['error', 'error']);
  });

  it('keep unknown kinds aside with a note', () => {
    const result = read('apiVersion: scaffolder.backstage.io/v1beta3\nkind: Template\nmetadata: {name: t}\nspec: {x: 1}\n---\napiVersion: backstage.io/v1alpha1\nkind: component\nmetadata: {name: c}\n');
    expect(result.entries.map(({ ref, known }) => ({ ref, known }))).toEqual([
      { ref: 'template:default/t', known: false },
      { ref: 'component:default/c', known: false },
    ]);
    expect(told(result)).toEqual([
      "ALM0303 1:1 template:default/t is of the kind Template at scaffolder.backstage.io/v1beta3, which is not one of the catalog's",
      "ALM0303 6:1 component:default/c is of the kind component at backstage.io/v1alpha1, which is not one of the catalog's",
    ]);
  });

  it('note where each reference to another entity stands', () => {
    const result = read(`${component('a')}  dependsOn:\n    - resource:db\n    - api:x\n`);
    expect(result.entries[0]?.references).toEqual([
      { path: 'spec.owner', line: 8, column: 10 },
      { path: 'spec.dependsOn[0]', line: 10, column: 7 },
      { path: 'spec.dependsOn[1]', line: 11, column: 7 },
    ]);
  });

  it('must hold mappings', () => {
    expect(told(read('just text\n'))).toEqual(['ALM0302 1:1 An entity: The document is not a mapping of keys']);
  });
});

describe('templates', () => {
  it.each([
    ['Backstage expressions', component('${{ values.name }}'), 'ALM0309 4:9 `metadata.name` in catalog-info.yaml is a template expression that is not filled in'],
    ['cookiecutter', component('{{cookiecutter.component_id}}'), 'ALM0309 4:9 `metadata.name` in catalog-info.yaml is a template expression that is not filled in'],
    ['quoted cookiecutter', component('"{{ cookiecutter.name }}"'), 'ALM0309 4:9 `metadata.name` in catalog-info.yaml is a template expression that is not filled in'],
    ['an owner to be filled in', component('a').replace('team-a', '${{ values.owner | dump }}'), 'ALM0309 8:10 `spec.owner` in catalog-info.yaml is a template expression that is not filled in'],
    ['blocks that are no YAML', `{%- if values.x %}\n${component('a')}{%- endif %}\n`, 'ALM0309 1:1 catalog-info.yaml holds template expressions that are not filled in'],
    ['text beside an expression', component('{{ a }}-{{ b }}'), 'ALM0309 4:9 catalog-info.yaml holds template expressions that are not filled in'],
  ])('are left aside politely: %s', (_what, text, finding) => {
    const result = read(text);
    expect(result.entries).toEqual([]);
    expect(told(result)).toEqual([finding]);
    expect(result.findings[0]?.severity).toBe('note');
  });

  it('lose the annotations that are not filled in, and nothing else', () => {
    const result = read(component('a', '  description: "uses ${{ secrets.TOKEN }}"\n  annotations:\n    github.com/project-slug: ${{ values.slug }}\n    example.com/a: {{ x }}\n    example.com/b: kept\n'));
    expect(result.findings).toEqual([]);
    expect(result.entries[0]?.entity).toMatchObject({ metadata: { description: 'uses ${{ secrets.TOKEN }}', annotations: { 'example.com/b': 'kept' } } });
  });

  it('do not excuse a file without expressions', () => {
    expect(read('a: [\n').findings.map((finding) => finding.code)).toEqual(['ALM0301']);
  });
});
