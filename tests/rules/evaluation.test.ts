import { describe, expect, it } from 'vitest';
import type { ExpressionType, ExpressionValue, Outcome } from '../../src/rules/contract.ts';
import { language, organisation, subject } from './fixture.ts';

function outcome<K extends ExpressionType>(source: string, type: K, at = subject()): Outcome<ExpressionValue[K]> {
  const { value, problems } = language.compile(source, type);
  if (value === undefined) throw new Error(`${source}: ${problems.map(({ message }) => message).join('; ')}`);
  return value.evaluate(at);
}

function value<K extends ExpressionType>(source: string, type: K, at = subject()): ExpressionValue[K] {
  const result = outcome(source, type, at);
  if (result.state !== 'value') throw new Error(`${source}: ${JSON.stringify(result)}`);
  return result.value;
}

describe('fields', () => {
  it.each([
    ['entity.ref', 'component:default/payments'],
    ['entity.owner', 'group:default/team-payments'],
    ['entity.system', 'system:default/billing'],
    ['entity.domain', 'domain:default/finance'],
    ["entity.dangling.join(',')", 'component:default/gone'],
    ["entity.labels['constructor']", 'harbour'],
    ['entity.spec.runtime.version', '1.25'],
    ['entity.measurements.tier', 'one'],
    ['repository.repository', 'github.com/acme/payments'],
    ["repositories.map(r, r.repository).join(' ')", 'github.com/acme/payments github.com/acme/payments-tools'],
    ['entity.dependsOn[0].ref', 'resource:default/ledger'],
    ['entity.partOf[0].hasPart[1].ref', 'component:default/website'],
    ['entity.links[1].title', ''],
    ['entity.changes[0].outcome', 'succeeded'],
    ['repository.supplyChain.workflows[0].actions[0].uses', 'actions/checkout@v4'],
  ])('%s', (source, expected) => {
    expect(value(source, 'string')).toBe(expected);
  });

  it.each([
    ['repository.files', 420],
    ['size(entity.tags)', 2],
    ['entity.spec.replicas + 1', 4],
    ['entity.measurements.testCoverage', 81.5],
    ['repository.measurements.testCoverage', 64],
    ['count(entity.partOf[0].hasPart)', 2],
  ])('%s is %d', (source, expected) => {
    expect(value(source, 'number')).toBe(expected);
  });

  it('has texts that an entity lacks as empty texts', () => {
    expect(value("entity.title == '' && entity.owner == '' && entity.description == '' && entity.domain != ''", 'bool', subject('component:default/website'))).toBe(true);
  });
});

describe('numbers of two kinds', () => {
  it.each([
    'repository.branches == 12',
    '12 == repository.branches',
    'repository.branches != 13',
    'repository.branches >= 12 && repository.branches < 12.5',
    'repository.branches + 1 == 13',
    '1 + repository.branches == 13.0',
    'repository.branches * 2 - 4 == 20',
    'repository.branches / 8 == 1.5',
    'repository.branches % 5 == 2',
    'repository.branches in [1, 12]',
    'size(entity.tags) in [2.0, 3.0]',
    '-1 < repository.branches && repository.branches > -1',
    'repository.branches == -1 * -12',
    'entity.spec.replicas == 3',
    'entity.spec.replicas in [1, 3]',
    'entity.spec.replicas in entity.spec.ports.map(p, p - 77)',
    'entity.spec.replicas * 2 == 6',
    'entity.spec.replicas / 2 == 1.5',
    'size(entity.tags) + size(entity.tags) == 4',
    'size(entity.tags) == repository.branches - 10',
    'double(size(entity.tags)) / 4 == 0.5',
    'repositories.exists(r, r.branches == 2)',
    '[1, 2].exists(n, n == repository.branches / 6)',
    'repository.branches in repositories.map(r, size(r.topics) * 4)',
  ])('%s', (source) => {
    expect(value(source, 'bool')).toBe(true);
  });
});

describe('functions', () => {
  it.each([
    'daysSince(repository.lastCommitAt) == 9',
    "daysSince(date('2026-11-22')) == -1",
    'asOf - repository.lastCommitAt < days(10)',
    "repository.lastCommitAt > date('2026-11-11') && repository.lastCommitAt < timestamp('2026-11-11T12:00:00+01:00')",
    "entity.changes[0].startedAt - entity.changes[0].announcedAt >= duration('48h')",
    "asOf + days(1) == timestamp('2026-11-22T03:00:00Z')",
    "asOf.getHours() == 3 && asOf.getHours('Europe/Vienna') == 4 && asOf.getDayOfWeek() == 6",
    "date('2026-01-01').getDayOfYear() == 0 && date('2026-01-01').getDayOfYear('America/New_York') == 364",
    "duration('90m').getMinutes() == 90",
    "semverAtLeast(repository.latestRelease, '2.9.0') && !semverAtLeast('1.0.0-rc.1', '1.0.0') && semverAtLeast('v17', '16.4')",
    "semverMatches(repository.latestRelease, '^2.1') && !semverMatches('3.0.0-beta', '>=2')",
    'semverMajor(repository.latestRelease) == 2',
    "repository.repository.glob('github.com/acme/*') && !repository.repository.glob('github.com/*')",
    "'a/b/c.ts'.glob('a/**/*.{ts,js}') && 'x.ts'.glob('**/*.ts') && !'x.tsx'.glob('*.ts') && 'a1'.glob('a[0-9]') && !'ab'.glob('a[!b]')",
    "repository.defaultBranch.matches('^(main|master)$') && 'abc'.matches('b')",
    "entity.description.lower().contains('takes payments') && 'a b'.upper() == 'A B' && ' a '.trim() == 'a'",
    "'a,b'.split(',') == ['a', 'b'] && ['a', 'b'].join() == 'ab'",
    "repository.hasFile('readme') && !repository.hasFile('security') && ['readme', 'ci'].all(f, repository.hasFile(f))",
    'percent(repository.mergedBranches, repository.branches) > 41 && percent(1, 4) == 25.0',
    'sum([1, 2, 3]) == 6 && sum([]) == 0 && min([3, 1]) == 1 && max([1.5, 2.5]) == 2.5 && average([1, 2]) == 1.5',
    'median([10, 20, 30, 1000]) == 25 && median([3.0, 1.0, 2.0]) == 2',
    "double('1.5') == 1.5 && double(3) == 3 && int(2.7) == 2 && string(2) == '2' && string(repository.branches) == '12' && bool('true')",
    "has(entity.spec.replicas) && !has(entity.spec.nodes) && has(entity.labels.constructor) && 'go' in entity.tags && 'example.com/tier' in entity.labels",
    "cel.bind(age, daysSince(repository.lastCommitAt), age >= 0 && age < 10)",
    "size('héé') == 3 && 'héé'.size() == 3 && size(entity.labels) == 2 && size({'a': 1}) == 1",
    "entity.tags.map(t, t != 'go', t.upper()) == ['TIER-1'] && entity.tags.exists_one(t, t == 'go')",
    "repository.supplyChain.workflows.exists(w, w.actions.exists(a, !a.pinned && a.uses.startsWith('actions/')))",
    "entity.tags + ['x'] == ['go', 'tier-1', 'x'] && entity.name + '!' == 'payments!'",
    'entity.spec.nothing == null',
    "entity.labels['example.com/tier'] == '1' ? true : false",
    "// a remark\nentity.name == r'payments'",
  ])('%s', (source) => {
    expect(value(source, 'bool')).toBe(true);
  });
});

describe('errors', () => {
  it.each([
    ["entity.labels['none'] == 'x'", 'there is no `none`'],
    ['repositories[5].archived', 'the list has fewer items than the position asks for'],
    ['repository.branches / 0 > 1', 'division by zero'],
    ['repository.branches % 0 > 1', 'division by zero'],
    ['entity.spec.replicas / 0 > 1', 'division by zero'],
    ['size(entity.tags) % 0 > 1', 'division by zero'],
    ['percent(1, 0) > 1', 'percent() was given a whole of zero'],
    ['max([]) > 1', 'max() was given an empty list'],
    ["semverMajor(entity.name) > 1", '`payments` is no semantic version'],
    ["date(entity.name) < asOf", '`payments` is no day: write it as 2026-01-31'],
    ["timestamp('2026-' + '02-30T00:00:00Z') < asOf", '`2026-02-30T00:00:00Z` is no instant: write it as 2026-01-31T09:00:00Z'],
    ["duration(entity.name) < days(1)", '`payments` is no duration: write it as 48h or 1h30m, and days as days(2)'],
    ["entity.name.matches(entity.name + '[')", 'not a pattern: missing closing ]: `[`'],
    ["asOf.getHours(entity.name) > 1", '`payments` is no time zone: write one such as Europe/Vienna'],
    ['entity.spec.replicas', 'it gives a number, and not true or false'],
    ["entity.spec.replicas == 3 && entity.spec.replicas.startsWith('x')", "the types do not fit: 'double.startsWith(string)'"],
    ["double(entity.name) > 1", '`payments` is no number'],
    ["entity.spec.public + 1 > 1", '`+` was given true or false and a number'],
    ["cel.bind(d, days(99999), cel.bind(e, d + d + d + d + d + d + d + d, asOf + e + e + e + e + e + e + e > asOf))", 'it makes an instant outside of the years 1 to 9999'],
    ["repository.hasFile(entity.name)", 'hasFile() knows no file `payments`'],
    ['9223372036854775807 + size(entity.tags) > 0', 'a number is too large'],
  ])('%s', (source, message) => {
    expect(outcome(source, 'bool')).toEqual({ state: 'error', message });
  });

  it('takes no number that is not finite for a verdict', () => {
    expect(outcome('repository.branches * 1e308 * 10', 'number')).toEqual({ state: 'error', message: 'it gives no finite number' });
  });
});

describe('missing facts', () => {
  it('name the fact, its bearer and the reason', () => {
    const at = subject('component:default/payments', organisation((fact) => fact === 'github.com/acme/payments repository.license'));
    expect(outcome("repository.license == 'MIT'", 'bool', at)).toEqual({
      state: 'unknown',
      missing: [{ fact: 'repository.license', of: 'github.com/acme/payments', reason: 'no source says it' }],
    });
  });

  it('are files that their source does not look for, unless it met one', () => {
    const input = organisation();
    const reason = 'only the root is looked into';
    const records = new Map([...input.records].map(([id, record]) => [id, { ...record, unread: ['tests', 'readme'].map((file) => ({ field: `wellKnownFiles.${file}`, reason })) }]));
    const at = subject('component:default/payments', { ...input, records });
    expect(outcome("repository.hasFile('tests')", 'bool', at)).toEqual({
      state: 'unknown',
      missing: [{ fact: 'repository.wellKnownFiles', of: 'github.com/acme/payments', reason: `of \`tests\` nothing is known: ${reason}` }],
    });
    expect(value("repository.hasFile('readme') && !repository.hasFile('security')", 'bool', at)).toBe(true);
  });

  it('are told apart from an entity without a repository', () => {
    expect(outcome("repository.license == 'MIT' || repository.supplyChain.fuzzing == [] || repository.measurements.testCoverage > 1.0", 'bool', subject('component:default/website'))).toEqual({
      state: 'unknown',
      missing: ['repository.license', 'repository.supplyChain.fuzzing', 'repository.measurements.testCoverage'].map((fact) => ({ fact, of: 'component:default/website', reason: 'no repository belongs to it' })),
    });
    expect(value('size(repositories) == 0', 'bool', subject('component:default/website'))).toBe(true);
  });

  it('matter only where they can make a difference', () => {
    const at = subject('component:default/website');
    expect(value('repository.archived || entity.inferred', 'bool', at)).toBe(true);
    expect(value('repository.archived && !entity.inferred', 'bool', at)).toBe(false);
    expect(value("entity.partOf[0].hasPart.exists(c, c.measurements.testCoverage > 80)", 'bool', at)).toBe(true);
    expect(value("entity.partOf[0].hasPart.all(c, c.measurements.testCoverage < 80)", 'bool', at)).toBe(false);
    expect(outcome("entity.partOf[0].hasPart.all(c, c.measurements.testCoverage > 80)", 'bool', at)).toEqual({
      state: 'unknown',
      missing: [{ fact: 'entity.measurements.testCoverage', of: 'component:default/website', reason: 'no source says it' }],
    });
  });

  it('are found in the items of a fact, and in events that no source tells of', () => {
    expect(outcome('entity.changes.all(c, c.announcedAt < c.startedAt)', 'bool')).toEqual({
      state: 'unknown',
      missing: [{ fact: 'entity.changes.announcedAt', of: 'component:default/payments', reason: 'no source says it' }],
    });
    const none = subject('component:default/payments', organisation((fact) => fact === 'all changes'));
    expect(outcome('count(entity.changes) == 0', 'bool', none)).toEqual({
      state: 'unknown',
      missing: [{ fact: 'entity.changes', of: 'component:default/payments', reason: 'no source of changes was read' }],
    });
    expect(value('count(entity.changes) == 0', 'bool', subject('component:default/website'))).toBe(true);
  });

  it('come before what went wrong because of them', () => {
    const at = subject('component:default/payments', organisation((fact) => fact === 'github.com/acme/payments repository.license'));
    expect(outcome("repository.license == 'MIT' || entity.labels['none'] == ''", 'bool', at).state).toBe('unknown');
  });

  it('include events of which one is too old to be relied on, and measurements of another type', () => {
    const input = organisation();
    const old = 'by' in input.changes ? new Map([...input.changes.by].map(([ref, events]) => [ref, events.map((event, index) => (index === 1 ? { ...event, unknown: 'it was last read 30 days ago' } : event))])) : new Map();
    const measured = new Map([['component:default/payments', new Map([['tier', { value: { subject: 'x', measurement: 'tier', number: 1 }, provenance: { ...input.records.get('github.com/acme/payments')?.provenance, source: 's', collector: 'c', version: '1', observedAt: input.asOf, since: input.asOf }, unknown: undefined }]])]]);
    const at = subject('component:default/payments', { ...input, changes: { by: old }, measurements: measured });
    expect(outcome("size(entity.changes) > 0 || entity.measurements.tier == 'one'", 'bool', at)).toEqual({
      state: 'unknown',
      missing: [
        { fact: 'entity.changes', of: 'component:default/payments', reason: 'it was last read 30 days ago' },
        { fact: 'entity.measurements.tier', of: 'component:default/payments', reason: 'what its source says is not the text that is declared' },
      ],
    });
  });
});
