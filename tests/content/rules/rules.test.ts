import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Check } from '../../../src/assess/contract.ts';
import { readRules } from '../../../src/content/rules/rules.ts';
import { asOf, rulesOf, told } from './folder.ts';

const { rules, findings } = readRules(join(import.meta.dirname, 'good'), { asOf });
const check = (scorecard: string, id: string): Check | undefined => rules.scorecards.get(scorecard)?.checks.find((one) => one.id === id);

describe('good rules', () => {
  it('are read without a finding', () => {
    expect(told(findings)).toEqual([]);
    expect([...rules.scorecards.keys()]).toEqual(['base', 'lenient', 'strict']);
    expect(rules.measurements.map(({ id }) => id)).toEqual(['testCoverage']);
    expect(rules.controls.schemes.map(({ id }) => id)).toEqual(['HOUSE']);
  });

  it('inherit levels and checks in order, with own ones after them', () => {
    const strict = rules.scorecards.get('strict');
    expect(strict?.levels.map(({ id }) => id)).toEqual(['bronze', 'silver']);
    expect(strict?.checks.map(({ id }) => id)).toEqual(['has-owner', 'active', 'second-owner', 'covered']);
    expect(strict?.applies?.source).toBe("entity.kind == 'Component' && entity.lifecycle == 'production'");
    expect(rules.scorecards.get('lenient')?.applies).toBe(strict?.applies);
  });

  it('take a shared check up, own fields winning', () => {
    expect(check('base', 'has-owner')).toMatchObject({ title: 'Has an owner', level: 0, weight: 1, controls: ['HOUSE:1'], place: { file: 'scorecards/base.yaml', line: 12, column: 5 } });
    expect(check('base', 'has-owner')?.message?.source).toBe('owned by {entity.owner}');
    expect(check('strict', 'second-owner')).toMatchObject({ title: 'Owner is in the catalog', description: 'Somebody answers.', pillar: 'maintainability', level: 1 });
    expect(check('strict', 'second-owner')?.definition).toBe('expression: entity.ownerResolved\nlevel: silver\nweight: 1');
    expect(check('lenient', 'second-owner')).toMatchObject({ weight: 0, title: 'Owner is in the catalog' });
  });

  it('change fields of an inherited check, and nothing else of it', () => {
    expect(check('base', 'active')?.definition).toBe('measure: daysSince(repository.lastCommitAt)\ntarget: at most 180 days\nlevel: silver\nweight: 2');
    expect(check('strict', 'active')?.definition).toBe('measure: daysSince(repository.lastCommitAt)\ntarget: at most 30 days\nlevel: silver\nweight: 2');
    expect(check('strict', 'active')?.message).toBe(check('base', 'active')?.message);
    expect(check('strict', 'active')).toMatchObject({ controls: ['ISO27001:A.8.32', 'SOC2:CC8.1'], place: { file: 'scorecards/strict.yaml', line: 7, column: 5 } });
  });

  it('drop a measure, with target, unit and message, for an expression', () => {
    expect(check('lenient', 'active')?.definition).toBe('expression: repository.archived == false\nlevel: silver\nweight: 2');
    expect(check('lenient', 'active')).toMatchObject({ message: undefined, criterion: { kind: 'expression' } });
  });

  it('tell exemptions and campaigns', () => {
    expect(rules.exemptions.map(({ entities, where, place }) => [entities === undefined ? where?.source : [...entities], place.line])).toEqual([
      [['component:default/payments', 'component:default/ledger', 'api:shop/orders'], 2],
      ["entity.lifecycle == 'experimental'", 8],
    ]);
    expect(rules.campaigns.map(({ id, checks, level, target }) => ({ id, checks, level, target }))).toEqual([
      { id: 'owners', checks: ['has-owner'], level: undefined, target: 100 },
      { id: 'spring', checks: undefined, level: 1, target: 90 },
    ]);
  });

  it('of an empty folder, and of none, are none', () => {
    expect(rulesOf({}).rules.scorecards.size).toBe(0);
    expect(readRules('/nowhere/at/all', { asOf }).findings).toEqual([]);
  });
});

const ladder = 'levels: [{ id: bronze, title: Bronze }]\n';
const owned = "  - { id: owned, title: Owned, level: bronze, pillar: security, expression: entity.owner != '' }\n";
const one = (id: string, more = '', checks = owned): string => `id: ${id}\ntitle: T\n${more}${ladder}checks:\n${checks}`;
const digest = (fields: string): string | undefined =>
  rulesOf({ 'scorecards/a.yaml': one('a', '', `  - { id: a, title: A, level: bronze, pillar: security, ${fields} }\n`) }).rules.scorecards.get('a')?.checks[0]?.digest;

describe('digests', () => {
  const plain = digest("expression: entity.owner != ''");
  it('are 12 hexadecimal digits', () => expect(plain).toMatch(/^[0-9a-f]{12}$/));
  it.each(["expression: entity.owner == ''", "expression: entity.owner != '', weight: 2", "expression: entity.owner != '', applies: 'true'", "expression: entity.owner != '', enabledFrom: 2027-01-01"])(
    'are others for %s',
    (fields) => expect(digest(fields)).not.toBe(plain),
  );
  it.each(["expression: entity.owner != '', title: Another", "expression: entity.owner != '', message: hello", "expression: entity.owner != '', controls: [SOC2:CC8.1]", "expression: \"entity.owner != ''\\n\""])(
    'are the same for %s',
    (fields) => expect(digest(fields.replace('title: Another', 'description: D'))).toBe(plain),
  );
  it('change with target and direction', () => {
    const all = ['target: 1, direction: at-least', 'target: 2, direction: at-least', 'target: 1, direction: at-most'].map((held) => digest(`measure: size(entity.tags), ${held}`));
    expect(new Set(all).size).toBe(3);
    expect(all).not.toContain(undefined);
  });
});

describe('what is wrong is left out, and the rest stands', () => {
  it('a check that does not compile, or does not fit its schema', () => {
    const { rules: read, findings: said } = rulesOf({ 'scorecards/a.yaml': one('a', '', `${owned}  - { id: x, title: X, level: bronze, pillar: security, expression: entity.ownr }\n  - { id: y, titel: Y }\n`) });
    expect(read.scorecards.get('a')?.checks.map(({ id }) => id)).toEqual(['owned']);
    expect(said.map(({ code }) => code)).toEqual(['ALM0601', 'ALM0103']);
  });

  it('a scorecard whose `applies` does not compile, and those that inherit it', () => {
    const { rules: read } = rulesOf({
      'scorecards/a.yaml': one('a', 'applies: entity.nme\n'),
      'scorecards/b.yaml': 'id: b\ntitle: B\nextends: a\n',
      'scorecards/c.yaml': 'id: c\ntitle: C\nextends: a\napplies: entity.kind == "API"\n',
    });
    expect([...read.scorecards.keys()]).toEqual(['c']);
  });

  it('an override that does not fit leaves the inherited check out too', () => {
    const { rules: read, findings: said } = rulesOf({ 'scorecards/a.yaml': one('a'), 'scorecards/b.yaml': 'id: b\ntitle: B\nextends: a\nchecks:\n  - { id: owned, weight: heavy }\n' });
    expect(read.scorecards.get('b')?.checks).toEqual([]);
    expect(told(said)).toEqual(['scorecards/b.yaml:5:26 ALM0102 `checks[0].weight`: Invalid input: expected number, received string']);
  });

  it('a base that lacks something may be completed, and what is inherited is told once', () => {
    const { rules: read, findings: said } = rulesOf({
      'scorecards/a.yaml': one('a', '', `${owned}  - { id: tagged, title: T, level: bronze, pillar: security, measure: size(entity.tags), direction: at-least }\n`),
      'scorecards/b.yaml': 'id: b\ntitle: B\nextends: a\nchecks:\n  - { id: tagged, target: 2 }\n',
      'scorecards/c.yaml': 'id: c\ntitle: C\nextends: a\n',
    });
    expect(told(said)).toEqual(['scorecards/a.yaml:6:5 ALM0609 Check `tagged` of scorecard `a` lacks a target.']);
    expect(read.scorecards.get('b')?.checks.map(({ id }) => id)).toEqual(['owned', 'tagged']);
  });

  it('an own ladder without the level of an inherited check', () => {
    const { findings: said } = rulesOf({ 'scorecards/a.yaml': one('a'), 'scorecards/b.yaml': 'id: b\ntitle: B\nextends: a\nlevels:\n  - { id: gold, title: Gold }\n' });
    expect(told(said)).toEqual([
      'scorecards/b.yaml:5:3 ALM0605 Inherited check `owned` needs level `bronze`, which scorecard `b` does not have.',
      'scorecards/b.yaml:5:11 ALM0606 No check of scorecard `b` needs level `gold`.',
    ]);
  });

  it('the last check of an inherited level', () => {
    const { findings: said } = rulesOf({ 'scorecards/a.yaml': one('a'), 'scorecards/b.yaml': 'id: b\ntitle: B\nextends: a\nchecks: [{ id: owned, omit: true }]\n' });
    expect(told(said)).toEqual(['scorecards/b.yaml:3:10 ALM0606 No check of scorecard `b` needs level `bronze`.']);
  });

  it('an exemption for entities that nothing has is a warning', () => {
    const decision = 'exemptions:\n  - { scorecard: a, check: owned, entities: [paymnts, ledger], reason: R, approvedBy: B, expires: 2027-12-31 }\n';
    const { rules: read, findings: said } = rulesOf({ 'scorecards/a.yaml': one('a'), 'decisions/a.yaml': decision }, new Set(['component:default/payments', 'component:default/ledger']));
    expect(told(said)).toEqual(['decisions/a.yaml:2:46 ALM0605 There is no entity `component:default/paymnts`; did you mean `component:default/payments`?']);
    expect(said[0]?.severity).toBe('warning');
    expect(read.exemptions).toHaveLength(1);
  });

  it.each([['2026-11-20', ['ALM0610']], ['2026-11-21', ['ALM0618']], ['2026-12-21', ['ALM0618']], ['2026-12-22', []]])('an exemption that expires on %s', (expires, expected) => {
    const decision = `exemptions:\n  - { scorecard: a, check: owned, entities: [x], reason: R, approvedBy: B, expires: ${expires} }\n`;
    const { rules: read, findings: said } = rulesOf({ 'scorecards/a.yaml': one('a'), 'decisions/a.yaml': decision });
    expect(said.map(({ code }) => code)).toEqual(expected);
    expect(read.exemptions).toHaveLength(1);
  });

  it.each([['2026-11-20', ['ALM0608']], ['2026-11-21', []], ['2026-11-22', []]])('a check that counts from %s', (enabledFrom, expected) => {
    const { rules: read, findings: said } = rulesOf({ 'scorecards/a.yaml': one('a', '', owned.replace(' }', `, enabledFrom: ${enabledFrom} }`)) });
    expect(said.map(({ code }) => code)).toEqual(expected);
    expect(read.scorecards.get('a')?.checks).toHaveLength(1);
  });
});
