import { describe, expect, it } from 'vitest';
import type { CatalogEntity } from '../../src/catalog/model.ts';
import { createLanguage } from '../../src/rules/language.ts';
import { entities, language, organisation, subject } from './fixture.ts';

function problems(source: string): readonly string[] {
  return language.compile(source, 'bool').problems.map(({ kind, start, end, message }) => `${kind} ${start}-${end}: ${message}`);
}

describe('an expression that is too large', () => {
  it('of a megabyte is not read at all', () => {
    expect(problems(`entity.owner == '${'a'.repeat(999_982)}'`)).toMatchInlineSnapshot(`
      [
        "bounds 4000-1000000: The expression has 1,000,000 characters; at most 4,000 are read",
      ]
    `);
  });

  it.each([
    ['parts', Array.from({ length: 600 }, () => '1').join('+')],
    ['brackets', `${'('.repeat(300)}true${')'.repeat(300)}`],
    ['operators in each other', `${'!'.repeat(3000)}entity.inferred`],
    ['a long chain', Array.from({ length: 300 }, () => 'true').join('||')],
    ['fields', `entity${'.spec'.repeat(300)}`],
    ['list items', `entity.name in [${Array.from({ length: 201 }, () => "'a'").join(',')}]`],
    ['comprehensions', 'entity.tags.all(a, entity.tags.all(b, entity.tags.all(c, entity.tags.all(d, d == a))))'],
    ['bindings', `${Array.from({ length: 9 }, (_, index) => `cel.bind(v${index}, entity.tags, `).join('')}true${')'.repeat(9)}`],
  ])('with too many %s is refused', (_, source) => {
    const found = language.compile(source, 'bool');
    expect(found.value).toBeUndefined();
    expect(found.problems.map(({ kind }) => kind)).toEqual(['bounds']);
  });

  it('at the limits is taken', () => {
    expect(problems(Array.from({ length: 220 }, () => 'entity.inferred').join('||'))).toEqual([]);
    expect(problems(`entity.name in [${Array.from({ length: 200 }, () => "'a'").join(',')}]`)).toEqual([]);
    expect(problems('entity.tags.all(a, entity.tags.all(b, entity.tags.all(c, c == a || c == b)))')).toEqual([]);
  });
});

describe('errors that are passed over', () => {
  it.each(["entity.hasPart.exists(c, c.labels['x'] == '' || c.annotations['y'] == '')", "entity.hasPart.exists(c, c.spec.a == 1)", "entity.hasPart.exists(c, double(c.name) == 1.0)"])('cost what they take: %s', (source) => {
    const { value } = language.compile(source, 'bool');
    expect(value?.evaluate(manyParts(100)).state).toBe('error');
    expect(value?.evaluate(manyParts(100))).not.toHaveProperty('kind', 'out-of-steps');
    expect(value?.evaluate(manyParts(20_000))).toMatchObject({ state: 'error', kind: 'out-of-steps' });
  });
});

/** A system of many components, of which one has a very long annotation. */
function manyParts(count: number, annotation = ''): ReturnType<typeof subject> {
  const input = organisation();
  const template = entities.find(({ ref }) => ref === 'component:default/website');
  const system = entities.find(({ ref }) => ref === 'system:default/billing');
  if (template === undefined || system === undefined) throw new Error('The fixture has changed');
  const parts = Array.from({ length: count }, (_, index): CatalogEntity => ({ ...template, ref: `component:default/part-${index}`, name: `part-${index}` }));
  const whole: CatalogEntity = { ...system, annotations: { long: annotation }, relations: parts.map(({ ref }) => ({ type: 'hasPart', target: ref, dangling: false })) };
  return subject(system.ref, { ...input, catalog: { ...input.catalog, entities: new Map([...parts, whole].map((one) => [one.ref, one])) } });
}

const large = manyParts(10_000);

function outcome(source: string, at = large) {
  const { value, problems: found } = language.compile(source, 'bool');
  if (value === undefined) throw new Error(found.map(({ message }) => message).join('; '));
  return value.evaluate(at);
}

const outOfSteps = { state: 'error', kind: 'out-of-steps', message: 'it took more than the 100,000 steps of one evaluation, or more than its steps of one night' };

describe('an evaluation that takes too long', () => {
  it('goes over ten thousand items', () => {
    expect(outcome("entity.hasPart.all(c, c.kind == 'Component' && c.name != '')")).toEqual({ state: 'value', value: true });
    expect(outcome("count(entity.hasPart.filter(c, c.name.matches('^part-[0-9]$'))) == 10.0")).toEqual({ state: 'value', value: true });
  });

  it.each([
    'entity.hasPart.all(a, entity.hasPart.all(b, a.name != b.ref))',
    'entity.hasPart.all(a, entity.hasPart.all(b, entity.hasPart.exists(c, a.name != b.ref && c.name != b.name)))',
    'entity.hasPart.map(a, a.name).all(n, n in entity.hasPart.map(b, b.name))',
    'cel.bind(l, entity.hasPart.map(a, a.name), l.all(n, n in l))',
    'cel.bind(l, entity.hasPart.map(a, a.name), l.all(n, l != l + l))',
    'size(entity.hasPart.map(a, entity.hasPart.map(b, entity.hasPart.map(c, c.name)))) > 0',
  ])('is ended: %s', (source) => {
    expect(outcome(source)).toEqual(outOfSteps);
  });

  it('leaves nothing behind for what is compiled next', () => {
    expect(outcome('entity.hasPart.all(a, entity.hasPart.all(b, a.name != b.ref))')).toEqual(outOfSteps);
    expect(problems("semverAtLeast(repository.latestRelease, '1.0.0') && entity.name.matches('a') && entity.name.glob('a*') && repository.lastCommitAt > date('2026-01-01')")).toEqual([]);
  });

  it('ends the same way each time', () => {
    const source = 'entity.hasPart.exists(a, entity.hasPart.exists(b, a.name == b.ref))';
    expect([outcome(source), outcome(source)]).toEqual([outOfSteps, outOfSteps]);
  });

  it('makes no texts and lists that double and double', () => {
    const doubled = (start: string, plus: string) => `${Array.from({ length: 8 }, (_, index) => `cel.bind(v${index}, ${Array.from({ length: 20 }, () => (index === 0 ? start : `v${index - 1}`)).join(plus)}, `).join('')}size(v7) > 0${')'.repeat(8)}`;
    expect(outcome(doubled('entity.name', '+'))).toEqual({ state: 'error', message: 'it makes a text of more than 100,000 characters' });
    expect(outcome(doubled("['a', 'b', 'c', 'd', 'e', 'f', 'g']", '+'))).toEqual(outOfSteps);
    expect(outcome(`size(${Array.from({ length: 11 }, () => 'entity.hasPart').join(' + ')}) > 0`)).toEqual(outOfSteps);
    expect(outcome('size(entity.hasPart + entity.hasPart) == 20000')).toEqual({ state: 'value', value: true });
    expect(outcome("cel.bind(t, entity.hasPart.map(a, 'a long name of fifty characters or thereabouts ' + a.name), size(t.join(t.join(','))) > 0)")).toEqual({ state: 'error', message: 'it makes a text of more than 100,000 characters' });
    expect(outcome("size(entity.annotations['long'].split('')) > 0", manyParts(1, 'a'.repeat(200_000)))).toEqual({ state: 'error', message: 'a text of more than 100,000 characters is not taken apart' });
  });
});

describe('a pattern that is built to hang', () => {
  const victim = manyParts(1, `${'a'.repeat(50_000)}!`);

  it.each(['(a+)+$', '(a|aa)+$', '^([a-z]+)*$', '(.*)*x$', 'a*a*a*a*a*a*b'])('%s takes linear time', (pattern) => {
    expect(outcome(`entity.annotations['long'].matches('${pattern}')`, victim)).toEqual({ state: 'value', value: false });
    expect(outcome(`entity.annotations['long'].matches('' + '${pattern}')`, victim)).toEqual({ state: 'value', value: false });
  });

  it('as a glob takes linear time too', () => {
    expect(outcome("entity.annotations['long'].glob('*a*a*a*a*a*a*b')", victim)).toEqual({ state: 'value', value: false });
  });

  it('is charged by its size and by the text', () => {
    expect(outcome("entity.annotations['long'].matches('[ab]{400}c')", victim)).toEqual(outOfSteps);
    expect(outcome("entity.hasPart.all(c, entity.annotations['long'].contains('b') == false)", manyParts(200, 'a'.repeat(100_000)))).toEqual(outOfSteps);
  });

  it.each([
    ["entity.name.matches('a{1,1000}{1,1000}')", 'not a pattern'],
    ["entity.name.matches('((a{1,30}){1,30}){1,30}')", 'not a pattern'],
    ["entity.name.matches('[ab]{900}[cd]{900}[ef]{900}')", 'too large'],
    [`entity.name.matches('${'a'.repeat(501)}')`, '500 characters'],
    ["entity.name.matches('(?=a)b')", 'not a pattern'],
    ["entity.name.matches('(a)\\\\1')", 'not a pattern'],
  ])('or is no pattern at all is refused: %s', (source, said) => {
    const found = language.compile(source, 'bool');
    expect(found.value).toBeUndefined();
    expect(found.problems.map(({ message }) => message.toLowerCase())).toEqual([expect.stringContaining(said)]);
  });

  it('is warned of where a repetition repeats a repetition', () => {
    const warned = ['(a+)+', '(a*)*b', '([a-z]+)*', '(?:\\w+)+$', '((ab+)+c*)+', '(x{2,})*', '(a+?)+'];
    const fine = ['a+b+', '(ab)+', '(a+b)+', '(a+|b)+', '(a+,)*a+', '[+*]+', '(\\+)+', '(a{2})+', '(a?)+b', '(?i)a+', '((a+)b)+'];
    const kinds = (pattern: string): unknown => language.compile(`entity.name.matches(r'${pattern}')`, 'bool').problems.map(({ kind }) => kind);
    for (const pattern of warned) expect({ pattern, kinds: kinds(pattern) }).toEqual({ pattern, kinds: ['nested-repetition'] });
    for (const pattern of fine) expect({ pattern, kinds: kinds(pattern) }).toEqual({ pattern, kinds: [] });
  });
});

describe('the steps of a night', () => {
  it('run out for one expression, and come anew', () => {
    const own = createLanguage([], { expressionSteps: 500_000 });
    const { value: costly } = own.compile("entity.hasPart.all(c, c.name != 'x' || entity.hasPart.all(d, d.name != ''))", 'bool');
    const { value: other } = own.compile('entity.hasPart.all(c, c.name != "")', 'bool');
    if (costly === undefined || other === undefined) throw new Error('They compile');
    const perEvaluation = 10_002;
    let evaluations = 0;
    while (costly.evaluate(large).state === 'value') evaluations += 1;
    expect(evaluations).toBe(Math.floor(500_000 / perEvaluation));
    expect(costly.evaluate(large)).toEqual(outOfSteps);
    expect(costly.trace(large).outcome).toEqual(outOfSteps);
    expect(other.evaluate(large).state).toBe('value');
    own.resetSteps();
    expect(costly.evaluate(large)).toEqual({ state: 'value', value: true });
  });
});
