import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ExpressionType } from '../../src/rules/contract.ts';
import { language, organisation, removableFacts, subject } from './fixture.ts';
import { expressions } from './generated-expressions.ts';
import { oracle } from './oracle.ts';

/** What an expression gives by us; undefined for unknown and error. */
function ours(source: string, type: ExpressionType, at = subject()): unknown {
  const { value, problems } = language.compile(source, type);
  if (problems.some(({ kind }) => kind === 'bounds')) fc.pre(false); // only in what is made by chance
  if (value === undefined) throw new Error(`${source}: ${problems.map(({ message }) => message).join('; ')}`);
  const outcome = value.evaluate(at);
  return outcome.state === 'value' ? outcome.value : undefined;
}

const theirs = { payments: oracle(subject()), website: oracle(subject('component:default/website')) };

describe('every expression gives the same in another engine', () => {
  it.each<[ExpressionType, string]>([
    ['bool', "entity.owner != '' && entity.ownerResolved"],
    ['bool', "entity.kind == 'Component' && entity.lifecycle == 'production'"],
    ['bool', "repository.license == 'Apache-2.0'"],
    ['bool', "repository.license in ['MIT', 'Apache-2.0']"],
    ['bool', "!(repository.license in ['MIT'])"],
    ['bool', 'repository.archived || entity.inferred'],
    ['bool', 'repository.archived == false'],
    ['bool', 'repository.branches > 10'],
    ['bool', 'repository.branches >= 12.0 && repository.branches <= 12'],
    ['bool', 'repository.branches == 12'],
    ['bool', 'repository.branches != 12'],
    ['bool', '12 == repository.branches'],
    ['bool', 'repository.lastCommitAt < asOf'],
    ['bool', "asOf - repository.lastCommitAt < duration('240h')"],
    ['bool', "repository.lastCommitAt + duration('24h') > timestamp('2026-11-12T00:00:00Z')"],
    ['bool', "repository.lastCommitAt > timestamp('2026-11-11T10:30:00+01:00')"],
    ['bool', "duration('1h30m') == duration('90m')"],
    ['bool', "duration('-1.5h') < duration('0s')"],
    ['number', 'repository.lastCommitAt.getFullYear()'],
    ['number', 'repository.lastCommitAt.getMonth()'],
    ['number', 'repository.lastCommitAt.getDate()'],
    ['number', 'repository.lastCommitAt.getDayOfMonth()'],
    ['number', 'repository.lastCommitAt.getDayOfWeek()'],
    ['number', 'repository.lastCommitAt.getDayOfYear()'],
    ['number', 'repository.lastCommitAt.getHours()'],
    ['number', "repository.lastCommitAt.getHours('Europe/Vienna')"],
    ['number', "timestamp('2026-07-01T22:30:00Z').getDate('Europe/Vienna')"],
    ['number', "timestamp('2026-01-01T02:00:00Z').getDayOfYear('America/New_York')"],
    ['number', "timestamp('2026-01-01T02:00:00Z').getFullYear('America/New_York')"],
    ['number', "asOf.getMinutes() + asOf.getSeconds()"],
    ['number', "duration('100000s').getHours()"],
    ['number', 'size(entity.tags)'],
    ['number', 'entity.tags.size()'],
    ['number', 'size(entity.labels)'],
    ['number', "size('héllo 🌍')"],
    ['number', 'repository.branches + repository.tags * 2.0 - 1.5'],
    ['number', 'repository.mergedBranches / repository.branches'],
    ['number', '-repository.branches'],
    ['number', '7 % 3 + 7 * 2 - 1'],
    ['number', 'entity.spec.replicas'],
    ['number', 'entity.spec.ports[1]'],
    ['number', 'double(size(entity.tags)) / 4.0'],
    ['number', "double('1.5') + double(2)"],
    ['number', 'int(repository.branches) % 5'],
    ['number', "int('42')"],
    ['string', 'string(12) + string(true)'],
    ['string', 'entity.name + "!"'],
    ['string', "entity.labels['example.com/tier']"],
    ['string', "entity.labels['none']"],
    ['string', 'entity.spec.runtime.version'],
    ['string', "entity.tags.join(', ')"],
    ['string', "entity.name.split('y')[1]"],
    ['string', "' x '.trim()"],
    ['string', 'repositories[1].repository'],
    ['string', 'repositories[2].repository'],
    ['string', "repository.archived ? 'old' : 'new'"],
    ['string', 'entity.partOf[0].hasPart[0].name'],
    ['bool', "entity.name.startsWith('pay') && entity.name.endsWith('s') && entity.name.contains('ment')"],
    ['bool', "entity.name.matches('^pay.*s$') && !entity.name.matches('^x')"],
    ['bool', "entity.name.matches(r'\\w+')"],
    ['bool', "'example.com/tier' in entity.labels"],
    ['bool', "'go' in entity.tags && !('x' in entity.tags)"],
    ['bool', 'has(entity.spec.replicas) && !has(entity.spec.nodes)'],
    ['bool', 'has(entity.labels.constructor)'],
    ['bool', 'entity.spec.nothing == null'],
    ['bool', 'entity.spec.replicas == 3'],
    ['bool', 'entity.spec.replicas > 2 && entity.spec.public'],
    ['bool', 'entity.spec.public == true'],
    ['bool', 'entity.spec.ports == [80.0, 8080.0]'],
    ['bool', '80 in entity.spec.ports'],
    ['bool', "entity.hasPart.all(c, c.owner != '')"],
    ['bool', "entity.partOf[0].hasPart.exists(c, c.owner == '')"],
    ['bool', "entity.partOf[0].hasPart.exists_one(c, c.owner == '')"],
    ['bool', "entity.dependsOn.all(d, d.kind == 'Resource' && d.dependencyOf.exists(c, c.ref == entity.ref))"],
    ['bool', "entity.tags.map(t, t + '!') == ['go!', 'tier-1!']"],
    ['bool', "entity.tags.map(t, t != 'go', size(t)) == [6]"],
    ['bool', "entity.tags.filter(t, t.startsWith('tier')) == ['tier-1']"],
    ['bool', "repository.languages.exists(l, l.name == 'Go' && l.bytes > 1000.0)"],
    ['bool', "repository.wellKnownFiles.exists(f, f.file == 'ci' && f.system == 'github-actions')"],
    ['bool', "repository.wellKnownFiles.all(f, f.system != '')"],
    ['bool', "repository.supplyChain.workflows.all(w, w.actions.exists(a, a.pinned))"],
    ['bool', 'repository.supplyChain.images.all(i, i.pinned) || repository.supplyChain.binaries == []'],
    ['bool', "entity.changes.exists(c, c.outcome == 'rolled-back')"],
    ['bool', 'entity.changes.all(c, c.announcedAt < c.startedAt)'],
    ['bool', "entity.changes.all(c, c.emergency || c.announcedAt < c.startedAt)"],
    ['bool', "entity.deliveries.all(d, d.testsPassed == d.testsRun || d.securityGate == 'passed')"],
    ['bool', 'entity.measurements.testCoverage > 80 && entity.measurements.onCall'],
    ['bool', "entity.measurements.reviewedAt > timestamp('2026-01-01T00:00:00Z')"],
    ['bool', 'repository.measurements.testCoverage > 80'],
    ['bool', 'repository.shallow || true'],
    ['bool', 'repository.shallow && false'],
    ['bool', 'true || repository.shallow'],
    ['bool', 'repository.shallow || false'],
    ['bool', "entity.labels.exists(k, k == 'example.com/tier')"],
    ['bool', "{'a': 1, 'b': 2}.all(k, k in ['a', 'b'])"],
    ['bool', "{'a': 1}['a'] == 1 && {'a': 1}.a == 1"],
    ['bool', '[1, 2] + [3] == [1, 2, 3]'],
    ['bool', 'repositories.map(r, r.branches).exists(b, b == 2.0)'],
    ['bool', 'repositories.all(r, r.license != "")'],
    ['bool', "entity.links.exists(l, l.type == 'runbook') && entity.links.exists(l, l.title == '')"],
    ['bool', "'a' < 'b' && 'B' < 'a' && true > false"],
    ['bool', "'\\u00e9' == 'é' && '''a'b''' == \"a'b\""],
  ])('%s: %s', (type, source) => {
    expect(ours(source, type)).toEqual(theirs.payments(source));
    expect(ours(source, type, subject('component:default/website'))).toEqual(theirs.website(source));
  });

  it('also where it is made by chance, and facts are missing by chance', () => {
    const facts = removableFacts();
    fc.assert(
      fc.property(expressions, fc.uniqueArray(fc.constantFrom(...facts), { maxLength: 12 }), ({ source, type }, removed) => {
        const at = subject('component:default/payments', organisation((fact) => removed.includes(fact)));
        expect({ source, value: ours(source, type, at) }).toEqual({ source, value: oracle(at)(source) });
      }),
      { numRuns: 300 },
    );
  });
});
