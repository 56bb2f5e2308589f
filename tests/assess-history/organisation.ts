import type { Campaign, Check, Exemption, Judged, Judgement, Scorecard } from '../../src/assess/contract.ts';
import { type History, readHistory } from '../../src/assess/history/history.ts';
import { record, type Recorded } from '../../src/assess/history/record.ts';
import { judge } from '../../src/assess/judge.ts';
import type { Expression, Outcome, Subject } from '../../src/rules/contract.ts';
import type { Instant } from '../../src/schema/primitives.ts';
import type { Store } from '../../src/store/store.ts';

/** Facts of one entity: true and false are known, a name that is missing is not. */
export type Facts = Readonly<Record<string, boolean>>;

/** What is known of an organisation on a night. */
export type Organisation = Readonly<Record<string, { readonly owner: string; readonly facts: Facts }>>;

/** What stands behind the opaque subjects that the judge hands to expressions. */
const subjects = new WeakMap<Subject, Facts>();

/** An expression that reads one fact. */
export function fact(name: string): Expression<'bool'> {
  const evaluate = (subject: Subject): Outcome<boolean> => {
    const value = subjects.get(subject)?.[name];
    return value === undefined ? { state: 'unknown', missing: [{ fact: name, of: subject.ref, reason: 'no source says it' }] } : { state: 'value', value };
  };
  return { source: name, type: 'bool', facts: [name], evaluate, trace: (subject) => ({ outcome: evaluate(subject), reads: [] }) };
}

const place = { file: 'scorecards/test.yaml', line: 1, column: 1 };

/** A check that passes where a fact is true. */
export function check(id: string, level: number, reads: string, more: Partial<Check> = {}): Check {
  return {
    id,
    title: `Check ${id}`,
    description: undefined,
    level,
    weight: 1,
    pillar: 'security',
    criterion: { kind: 'expression', expression: fact(reads) },
    message: undefined,
    fix: undefined,
    controls: [],
    applies: undefined,
    enabledFrom: undefined,
    digest: `${id} ${reads}`,
    definition: reads,
    place,
    ...more,
  };
}

/** Two levels, bronze and silver. */
export function scorecard(id: string, checks: readonly Check[]): Scorecard {
  return {
    id,
    title: `Scorecard ${id}`,
    description: undefined,
    owner: undefined,
    extends: undefined,
    levels: [
      { id: 'bronze', title: 'Bronze' },
      { id: 'silver', title: 'Silver' },
    ],
    checks,
    applies: undefined,
    digest: checks.map(({ digest, level }) => `${digest} ${level}`).join('; '),
    place,
  };
}

export function exemption(of: string, entity: string, more: Partial<Exemption> = {}): Exemption {
  const [id = '', checkId = ''] = of.split('/');
  return { scorecard: id, check: checkId, entities: new Set([entity]), where: undefined, reason: 'a test', approvedBy: 'team leads', from: undefined, expires: '2027-12-31', place, ...more };
}

export function campaign(id: string, of: string, more: Partial<Campaign> = {}): Campaign {
  return { id, title: `Campaign ${id}`, description: undefined, owner: undefined, scorecard: of, checks: undefined, level: undefined, where: undefined, start: '2026-01-01', due: '2026-12-31', target: 100, place, ...more };
}

/** Rules of a night. */
export interface NightRules {
  readonly scorecards: readonly Scorecard[];
  readonly exemptions?: readonly Exemption[];
  readonly campaigns?: readonly Campaign[];
}

export interface Night {
  readonly asOf: Instant;
  readonly organisation: Organisation;
  readonly rules: NightRules;
}

export function judgeAll({ asOf, organisation, rules }: Night): { readonly entities: Map<string, Judged>; readonly judgements: Map<string, Judgement> } {
  const entities = new Map(
    Object.entries(organisation).map(([ref, { owner, facts }]): [string, Judged] => {
      const subject: Subject = { ref };
      subjects.set(subject, facts);
      return [ref, { subject, ref, kind: 'Component', owner, system: undefined, domain: undefined }];
    }),
  );
  const judgements = new Map(rules.scorecards.map((card) => [card.id, judge(card, [...entities.values()], rules.exemptions ?? [], { asOf })]));
  return { entities, judgements };
}

/** Nights of an organisation, one after the other. */
export class Nights {
  readonly #store: Store;
  readonly #nights: Night[] = [];
  /** Instants that were judged again, in order. */
  readonly judgedAgain: Instant[] = [];

  constructor(store: Store) {
    this.#store = store;
  }

  /** Judges a night and reads its history, without keeping it. */
  async read(night: Night): Promise<History> {
    const { entities, judgements } = judgeAll(night);
    return readHistory({
      store: this.#store,
      asOf: night.asOf,
      rules: { scorecards: new Map(night.rules.scorecards.map((card) => [card.id, card])), campaigns: night.rules.campaigns ?? [] },
      judgements,
      entities,
      judgeAt: async (at) => {
        this.judgedAgain.push(at);
        const then = this.#nights.findLast(({ asOf }) => Date.parse(asOf) <= Date.parse(at));
        return judgeAll({ asOf: at, organisation: then?.organisation ?? {}, rules: night.rules }).judgements;
      },
    });
  }

  /** A whole night: judge, read, publish, keep. */
  async pass(night: Night): Promise<History & { readonly kept: Recorded | undefined }> {
    const history = await this.read(night);
    this.#nights.push(night);
    const kept = await record(this.#store, history.record, night.asOf);
    return { ...history, kept };
  }
}

/** 03:00 on the n-th day of a made-up year. */
export function dayOf(n: number): Instant {
  return new Date(Date.UTC(2026, 0, n, 3)).toISOString();
}

/** Everything that a history tells, as plain data to compare. */
export function plain(history: History, refs: readonly string[], scorecards: readonly string[]): unknown {
  return JSON.parse(
    JSON.stringify({
      today: history.today,
      spans: history.spans.map((span) => ({ ...span, scorecards: [...span.scorecards], teams: [...span.teams] })),
      rules: history.ruleChanges,
      log: history.log.entries(50),
      teams: history.log.teams.map((team) => history.log.entries(50, team)),
      series: scorecards.map((id) => history.scorecard(id)),
      entities: scorecards.flatMap((id) => refs.map((ref) => history.entity(id, ref))),
    }),
  );
}
