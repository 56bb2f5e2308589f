import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ExpressionType } from '../../src/rules/contract.ts';
import { language, organisation, removableFacts, subject } from './fixture.ts';
import { allExpressions } from './generated-expressions.ts';

const facts = removableFacts();

/** A set of missing facts, and a larger one. */
const twoSets = fc.tuple(fc.uniqueArray(fc.constantFrom(...facts), { maxLength: 10 }), fc.uniqueArray(fc.constantFrom(...facts), { maxLength: 30 }));

function compiled(source: string, type: ExpressionType) {
  const { value, problems } = language.compile(source, type);
  fc.pre(!problems.some(({ kind }) => kind === 'bounds'));
  if (value === undefined) throw new Error(`${source}: ${problems.map(({ message }) => message).join('; ')}`);
  return value;
}

describe('a missing fact', () => {
  it('never changes a value: it only makes it unknown', () => {
    fc.assert(
      fc.property(allExpressions, twoSets, ({ source, type }, [fewer, more]) => {
        const expression = compiled(source, type);
        const before = expression.evaluate(subject('component:default/payments', organisation((fact) => fewer.includes(fact))));
        const after = expression.evaluate(subject('component:default/payments', organisation((fact) => fewer.includes(fact) || more.includes(fact))));
        if (after.state !== 'unknown') expect({ source, outcome: after }).toEqual({ source, outcome: before });
      }),
      { numRuns: 400 },
    );
  });

  it('is one that the expression is known to read, and so is all that a trace tells of', () => {
    fc.assert(
      fc.property(allExpressions, twoSets, ({ source, type }, [removed]) => {
        const expression = compiled(source, type);
        const at = subject('component:default/payments', organisation((fact) => removed.includes(fact)));
        const { outcome, reads } = expression.trace(at);
        expect(outcome).toEqual(expression.evaluate(at));
        const named = [...reads.map(({ fact }) => fact), ...(outcome.state === 'unknown' ? outcome.missing.map(({ fact }) => fact) : [])];
        expect(expression.facts).toEqual(expect.arrayContaining(named));
        expect(new Set(reads.map(({ fact, of }) => `${of} ${fact}`)).size).toBe(reads.length);
      }),
      { numRuns: 200 },
    );
  });

  it('cannot be asked for in any way', () => {
    for (const source of ['has(repository.license)', 'repository.license == null', 'repository.?license.hasValue()', 'optional.of(repository.license).hasValue()', 'type(repository.license) == string', "'license' in repository", 'dyn(repository.license) == 1', 'repository == repository', "has(entity.measurements.tier)", 'cel.bind(r, repository, has(r.license))', 'repositories.exists(r, has(r.license))', 'repository.wellKnownFiles.exists(f, has(f.system))']) {
      expect({ source, compiles: language.compile(source, 'bool').value !== undefined }).toEqual({ source, compiles: false });
    }
  });
});

const tokens = fc.constantFrom('entity', 'repository', '.', 'owner', 'license', '(', ')', '[', ']', '{', '}', '?', ':', ',', '&&', '||', '!', '-', '+', '/', '%', '==', '<', 'in', '1', '2.5', '0x1f', '5u', "'a'", '"b"', "b'c'", "r'\\d'", 'all', 'exists', 'map', 'x', 'has', 'cel', 'bind', 'matches', 'daysSince', 'size', 'true', 'null', 'glob', '_', '__proto__', 'constructor', '\n', '//', '\\', "'", '"""', 'asOf', 'google', 'int', 'type', 'dyn', 'é', '\ud800');

describe('compiling', () => {
  it('never throws, whatever is written, and says what is wrong and where', () => {
    const texts = fc.oneof(fc.string({ unit: 'binary', maxLength: 80 }), fc.array(tokens, { maxLength: 25 }).map((list) => list.join(' ')), fc.array(tokens, { maxLength: 25 }).map((list) => list.join('')));
    fc.assert(
      fc.property(texts, fc.constantFrom<ExpressionType>('bool', 'number', 'string'), (source, type) => {
        const { value, problems } = language.compile(source, type);
        if (value === undefined) expect(problems.some(({ severity }) => severity === 'error')).toBe(true);
        else value.evaluate(subject());
        for (const { start, end, message } of problems) {
          expect(message).not.toBe('');
          expect(start).toBeGreaterThanOrEqual(0);
          expect(start).toBeLessThanOrEqual(end);
          expect(end).toBeLessThanOrEqual(source.length);
        }
        language.template(source, ['target']);
      }),
      { numRuns: 1500 },
    );
  });

  it('takes back what it gave away: a compiled expression with one character changed still never throws', () => {
    fc.assert(
      fc.property(allExpressions, fc.nat(), fc.constantFrom('', 'x', '(', "'", '.', '\\', '0'), ({ source, type }, at, character) => {
        const position = at % (source.length + 1);
        const changed = source.slice(0, position) + character + source.slice(position + 1);
        const { value } = language.compile(changed, type);
        value?.evaluate(subject());
      }),
      { numRuns: 500 },
    );
  });
});
