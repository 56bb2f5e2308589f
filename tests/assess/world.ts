import fc from 'fast-check';
import type { Campaign, Check, Exemption, Judged, Scorecard } from '../../src/assess/contract.ts';
import type { Expression, ExpressionType, ExpressionValue, MessageTemplate, Outcome } from '../../src/rules/contract.ts';

/** What a made-up fact is: known, not known, or such that the rule over it makes an error. */
export type Fact = boolean | number | 'missing' | 'error';
/** Facts of one entity by name. */
export type Facts = Readonly<Record<string, Fact>>;

export const asOf = '2026-11-21T03:00:00Z';

const factsOf = new WeakMap<object, Facts>();

/** An entity that fake expressions can read. Owned by a team and part of a system unless said otherwise. */
export function entity(name: string, facts: Facts, more: Partial<Omit<Judged, 'subject' | 'ref'>> = {}): Judged {
  const kind = more.kind ?? 'Component';
  const ref = `${kind.toLowerCase()}:default/${name}`;
  const subject = { ref };
  factsOf.set(subject, facts);
  return { subject, ref, kind, owner: 'group:default/payments', system: 'system:default/shop', domain: 'domain:default/retail', ...more };
}

/** A rule that reads one fact and gives it. Names of facts are shared by rules of both types. */
function reading<K extends ExpressionType>(fact: string, type: K, take: (value: boolean | number) => ExpressionValue[K] | undefined): Expression<K> {
  const evaluate: Expression<K>['evaluate'] = (subject): Outcome<ExpressionValue[K]> => {
    const value = factsOf.get(subject)?.[fact] ?? 'missing';
    if (value === 'missing') return { state: 'unknown', missing: [{ fact, of: subject.ref, reason: 'no source says it' }] };
    const taken = value === 'error' ? undefined : take(value);
    return taken === undefined ? { state: 'error', message: `${fact} is out of range` } : { state: 'value', value: taken };
  };
  return {
    source: fact,
    type,
    facts: [fact],
    evaluate,
    trace(subject) {
      const outcome = evaluate(subject);
      return { outcome, reads: outcome.state === 'value' ? [{ fact, of: subject.ref, value: outcome.value, provenance: undefined, anchor: fact }] : [] };
    },
  };
}

export const says = (fact: string): Expression<'bool'> => reading(fact, 'bool', (value) => (typeof value === 'boolean' ? value : undefined));
export const measures = (fact: string): Expression<'number'> => reading(fact, 'number', (value) => (typeof value === 'number' ? value : undefined));

/** Says what it was given. */
export const message: MessageTemplate = {
  source: '{measured} of {target}',
  render: (subject, constants = {}) => `${subject.ref}: ${constants['measured'] ?? 'unknown'} of ${constants['target'] ?? 'none'}`,
};

const place = (line: number): Check['place'] => ({ file: 'scorecards/production.yaml', line, column: 5 });

/** A check that passes where the fact named like it is true. */
export function check(id: string, more: Partial<Check> = {}): Check {
  return {
    id,
    title: `Has ${id}`,
    description: undefined,
    level: 0,
    weight: 1,
    pillar: 'security',
    criterion: { kind: 'expression', expression: says(id) },
    message: undefined,
    fix: undefined,
    controls: [],
    applies: undefined,
    enabledFrom: undefined,
    digest: id,
    definition: id,
    place: place(10),
    ...more,
  };
}

export function scorecard(checks: readonly Check[], more: Partial<Scorecard> = {}): Scorecard {
  return {
    id: 'production',
    title: 'Production readiness',
    description: undefined,
    owner: undefined,
    extends: undefined,
    levels: ['bronze', 'silver', 'gold'].map((id) => ({ id, title: id })),
    checks,
    applies: undefined,
    digest: 'rules',
    place: place(1),
    ...more,
  };
}

export function exemption(of: string, more: Partial<Exemption> = {}): Exemption {
  return {
    scorecard: 'production',
    check: of,
    entities: undefined,
    where: undefined,
    reason: 'It is being replaced',
    approvedBy: 'the architecture board',
    from: undefined,
    expires: '2027-06-30',
    place: { file: 'decisions/exemptions.yaml', line: 3, column: 5 },
    ...more,
  };
}

export function campaign(more: Partial<Campaign> = {}): Campaign {
  return {
    id: 'owners',
    title: 'Every component has an owner',
    description: undefined,
    owner: undefined,
    scorecard: 'production',
    checks: undefined,
    level: 0,
    where: undefined,
    start: '2026-10-02',
    due: '2026-12-30',
    target: 100,
    place: { file: 'campaigns/owners.yaml', line: 1, column: 1 },
    ...more,
  };
}

/** Which made-up facts there are in a drawn world: one for each check, its `applies`, and the `where` of exemptions. */
export interface World {
  readonly scorecard: Scorecard;
  readonly entities: readonly Judged[];
  readonly facts: readonly Facts[];
  readonly exemptions: readonly Exemption[];
}

const teams = ['group:default/payments', 'group:default/search', 'user:default/someone', undefined];

/** Scorecards of up to ten checks over up to ten entities, with exemptions, announced checks and all that can be missing. */
export const worlds: fc.Arbitrary<World> = fc
  .array(
    fc.record({
      level: fc.nat(2),
      weight: fc.nat(8),
      measured: fc.boolean(),
      applies: fc.boolean(),
      enabledFrom: fc.constantFrom(undefined, undefined, undefined, '2026-11-21', '2026-11-22'),
      exempt: fc.constantFrom('none', 'none', 'all', 'where'),
    }),
    { maxLength: 10 },
  )
  .chain((drawn) => {
    const checks = drawn.map(({ level, weight, measured, applies, enabledFrom }, index) =>
      check(`c${index}`, {
        level,
        weight,
        enabledFrom,
        applies: applies ? says(`a${index % 3}`) : undefined,
        ...(measured ? { criterion: { kind: 'measure', measure: measures(`m${index}`), target: 5, direction: index % 2 === 0 ? 'at-most' : 'at-least', unit: 'days' } } : {}),
      }),
    );
    const exemptions = drawn.flatMap(({ exempt }, index) => (exempt === 'none' ? [] : [exemption(`c${index}`, { where: exempt === 'where' ? says(`w${index % 2}`) : undefined })]));
    const yesOrNo = fc.constantFrom<Fact>(true, true, false, 'missing', 'error');
    const number = fc.oneof(fc.integer({ min: 0, max: 10 }), fc.constantFrom<Fact>('missing', 'error', Number.NaN));
    const facts = fc.record<Facts>({
      ...Object.fromEntries(drawn.map((_, index) => [`c${index}`, yesOrNo])),
      ...Object.fromEntries(drawn.map((_, index) => [`m${index}`, number])),
      ...Object.fromEntries([0, 1, 2].map((index) => [`a${index}`, yesOrNo])),
      ...Object.fromEntries([0, 1].map((index) => [`w${index}`, yesOrNo])),
    });
    return fc.array(fc.record({ facts, team: fc.nat(3) }), { maxLength: 10 }).map((all) => ({
      scorecard: scorecard(checks),
      entities: all.map(({ facts: own, team }, index) => entity(`e${index}`, own, { owner: teams[team], system: index % 3 === 0 ? undefined : `system:default/s${index % 2}` })),
      facts: all.map(({ facts: own }) => own),
      exemptions,
    }));
  });
