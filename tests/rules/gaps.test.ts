import { describe, expect, it } from 'vitest';
import { language, organisation, subject } from './fixture.ts';

const component = 'component:default/payments';

/** The outcome of a condition for an entity of whose fields some are not known. */
function outcome(source: string, gaps: Record<string, string>, ref = component): unknown {
  const input = organisation();
  const { value, problems } = language.compile(source, 'bool');
  if (value === undefined) throw new Error(problems.map(({ message }) => message).join('; '));
  return value.evaluate(subject(ref, { ...input, catalog: { ...input.catalog, gaps: new Map([[component, new Map(Object.entries(gaps))]]) } }));
}

describe('a field of an entity that a source which could not be read would say', () => {
  it.each([
    ["entity.owner != ''", 'owner'],
    ['!entity.ownerResolved', 'ownerResolved'],
    ['size(entity.ownedBy) == 0', 'ownedBy'],
    ['entity.ownerDrift', 'ownerDrift'],
    ["repositories.exists(r, r.branches > 100)", 'repositories'],
    ['size(entity.repositories) > 5', 'repositories'],
    ['has(entity.spec.none)', 'spec'],
    ["'none' in entity.annotations", 'annotations'],
    ["entity.lifecycle == 'gone'", 'lifecycle'],
  ])('is a missing fact: %s', (source, field) => {
    expect(outcome(source, { [field]: 'it was never read' })).toEqual({ state: 'unknown', missing: [{ fact: `entity.${field}`, of: component, reason: 'it was never read' }] });
    expect(outcome(source, {})).toMatchObject({ state: 'value' });
  });

  it('is passed over where no value of it could make a difference, and is missing seen from elsewhere too', () => {
    expect(outcome("size(repositories) > 5 || entity.name == 'payments'", { repositories: 'it was never read' })).toEqual({ state: 'value', value: true });
    expect(outcome('entity.hasPart.all(c, c.ownerResolved)', { ownerResolved: 'it was never read' }, 'system:default/billing')).toEqual({ state: 'value', value: false });
    expect(outcome("entity.hasPart.filter(c, c.name == 'payments').all(c, c.ownerResolved)", { ownerResolved: 'it was never read' }, 'system:default/billing')).toMatchObject({ state: 'unknown', missing: [{ of: component }] });
  });
});

describe('two sets of facts over one catalog', () => {
  it('are kept apart: what is related is seen with the facts of each', () => {
    const { value } = language.compile('entity.partOf[0].hasPart[0].repository.branches > 0', 'bool');
    expect(value?.evaluate(subject(component, organisation()))).toEqual({ state: 'value', value: true });
    expect(value?.evaluate(subject(component, organisation(() => true)))).toMatchObject({ state: 'unknown' });
  });
});
