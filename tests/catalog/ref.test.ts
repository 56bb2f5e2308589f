import * as oracle from '@backstage/catalog-model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseEntityRef, resolveRef, stringifyEntityRef } from '../../src/catalog/ref.ts';
import { parseLocationRef } from '../../src/catalog/location.ts';

const refText = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', 'B', 'c-d', ':', '/', '.', ' '), maxLength: 8 }),
  fc.string({ unit: 'grapheme', maxLength: 10 }),
);
const defaults = fc.record(
  { defaultKind: fc.constantFrom('Component', 'group', ''), defaultNamespace: fc.constantFrom('default', 'Music', '') },
  { requiredKeys: [] },
);

/** The result, or `refused`. */
function attempt<T>(work: () => T): T | 'refused' {
  try {
    return work();
  } catch {
    return 'refused';
  }
}

describe('entity references', () => {
  it('are parsed as @backstage/catalog-model parses them', () => {
    fc.assert(
      fc.property(refText, defaults, (ref, context) => {
        expect(attempt(() => parseEntityRef(ref, context))).toEqual(attempt(() => oracle.parseEntityRef(ref, context)));
      }),
      { numRuns: 3000 },
    );
  });

  it('are written as @backstage/catalog-model writes them', () => {
    const part = fc.string({ minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(part, part, part, (kind, namespace, name) => {
        expect(stringifyEntityRef({ kind, namespace, name })).toBe(oracle.stringifyEntityRef({ kind, namespace, name }));
        expect(stringifyEntityRef({ kind, name })).toBe(oracle.stringifyEntityRef({ kind, name }));
      }),
    );
  });

  it.each([
    ['payments', { kind: 'Component', namespace: 'default', name: 'payments' }],
    ['Music/payments', { kind: 'Component', namespace: 'Music', name: 'payments' }],
    ['api:payments', { kind: 'api', namespace: 'default', name: 'payments' }],
    ['api:music/payments', { kind: 'api', namespace: 'music', name: 'payments' }],
    ['a:b:c', { kind: 'a', namespace: 'default', name: 'b:c' }],
    ['music/a:b', { kind: 'Component', namespace: 'music', name: 'a:b' }],
  ])('%s', (ref, parts) => {
    expect(parseEntityRef(ref, { defaultKind: 'Component' })).toEqual(parts);
  });

  it('say what is wrong with them', () => {
    expect(() => parseEntityRef('')).toThrow('An entity reference must not be empty');
    expect(() => parseEntityRef('component:', {})).toThrow('`component:` is not of the form [<kind>:][<namespace>/]<name>');
    expect(() => parseEntityRef('db')).toThrow('`db` does not say its kind, as in component:db');
    expect(resolveRef('component:a b', {})).toEqual({ problem: '`component:a b` holds characters that no name can have' });
    expect(resolveRef(`component:${'x'.repeat(500)}`, {})).toEqual({ problem: `\`component:${'x'.repeat(70)}…\` is longer than any reference` });
    expect(resolveRef('Team', { defaultKind: 'Group', defaultNamespace: 'music' })).toEqual({ ref: 'group:music/team' });
  });
});

describe('location references', () => {
  it('are split as @backstage/catalog-model splits them', () => {
    const text = fc.oneof(fc.string({ unit: fc.constantFrom('url', 'file', 'http', 'https', ':', '/', ' ', 'a'), maxLength: 6 }), fc.string({ maxLength: 8 }));
    fc.assert(
      fc.property(text, (ref) => {
        // The oracle also refuses `javascript:` targets; here a target is only looked up, and never becomes a link.
        fc.pre(!/j\s*a\s*v\s*a\s*s/i.test(ref));
        expect(parseLocationRef(ref) ?? 'refused').toEqual(attempt(() => oracle.parseLocationRef(ref)));
      }),
      { numRuns: 1000 },
    );
  });
});
