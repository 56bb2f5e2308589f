import type { Expression, FactRead, Language, MessageTemplate, MissingFact, Outcome, Subject } from '../rules/contract.ts';
import type { Level } from '../schema/scorecards/scorecard.ts';
import type { Pillar, Verdict } from '../schema/scorecards/names.ts';
import type { MeasurementDeclaration } from '../schema/scorecards/measurement.ts';
import type { ControlsFile } from '../schema/scorecards/controls.ts';

/** Where something is written in the content folder. */
export interface Place {
  /** Relative to the content folder: scorecards/production.yaml. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** How a check decides: an expression, or a measure held to a target. */
export type Criterion =
  | { readonly kind: 'expression'; readonly expression: Expression<'bool'> }
  | { readonly kind: 'measure'; readonly measure: Expression<'number'>; readonly target: number; readonly direction: 'at-most' | 'at-least'; readonly unit: string | undefined };

/** A check, resolved: shared definitions, inheritance and expressions taken in. */
export interface Check {
  readonly id: string;
  readonly title: string;
  readonly description: string | undefined;
  /** Index into the scorecard's levels. */
  readonly level: number;
  readonly weight: number;
  readonly pillar: Pillar;
  readonly criterion: Criterion;
  readonly message: MessageTemplate | undefined;
  readonly fix: { readonly text?: string | undefined; readonly url?: string | undefined } | undefined;
  /** Sorted, without duplicates. */
  readonly controls: readonly string[];
  readonly applies: Expression<'bool'> | undefined;
  /** First day on which it counts: YYYY-MM-DD. */
  readonly enabledFrom: string | undefined;
  /** Digest of all that decides its verdict. */
  readonly digest: string;
  /** All that decides its verdict, as text for people. */
  readonly definition: string;
  readonly place: Place;
}

/** A scorecard, resolved. Levels lowest first; checks in the order of the file, inherited ones first. */
export interface Scorecard {
  readonly id: string;
  readonly title: string;
  readonly description: string | undefined;
  /** As written; a reference. */
  readonly owner: string | undefined;
  readonly extends: string | undefined;
  readonly levels: readonly Level[];
  readonly checks: readonly Check[];
  readonly applies: Expression<'bool'> | undefined;
  /** Digest of levels, applies and all checks. */
  readonly digest: string;
  readonly place: Place;
}

/** A decision that a check does not bind some entities for a time. */
export interface Exemption {
  readonly scorecard: string;
  readonly check: string;
  /** References in full, lower case; undefined where `where` selects. */
  readonly entities: ReadonlySet<string> | undefined;
  readonly where: Expression<'bool'> | undefined;
  readonly reason: string;
  readonly approvedBy: string;
  readonly from: string | undefined;
  readonly expires: string;
  readonly place: Place;
}

export interface Campaign {
  readonly id: string;
  readonly title: string;
  readonly description: string | undefined;
  readonly owner: string | undefined;
  readonly scorecard: string;
  /** Checks that must pass; undefined where a level is to be reached. */
  readonly checks: readonly string[] | undefined;
  /** Index of the level to reach; undefined where checks are named. */
  readonly level: number | undefined;
  readonly where: Expression<'bool'> | undefined;
  readonly start: string;
  readonly due: string;
  /** Percent. */
  readonly target: number;
  readonly place: Place;
}

/** All rules of an organisation. */
export interface Rules {
  readonly language: Language;
  /** By id, in order of id. */
  readonly scorecards: ReadonlyMap<string, Scorecard>;
  readonly exemptions: readonly Exemption[];
  /** In order of due day, then id. */
  readonly campaigns: readonly Campaign[];
  readonly measurements: readonly MeasurementDeclaration[];
  readonly controls: ControlsFile;
}

/** Verdicts as small numbers, to keep half a million of them: the index into `verdicts`, plus 5 where none was given. */
export const noVerdict = 5;

/**
 * What one scorecard says of all entities it applies to. Verdicts are kept as bytes; what they rest on is asked for
 * with {@link Judgement.detail}, which evaluates again.
 */
export interface Judgement {
  readonly scorecard: Scorecard;
  /** References, sorted. */
  readonly entities: readonly string[];
  /** Entities of which it is not known whether the scorecard applies, with what is missing. Not judged. */
  readonly undecided: readonly { readonly entity: string; readonly missing: readonly MissingFact[] }[];
  /** Position of an entity in `entities`, -1 if it is not judged. */
  indexOf(entity: string): number;
  /** Verdict after exemptions. */
  verdict(entity: number, check: number): Verdict;
  /** Verdict before exemptions. */
  raw(entity: number, check: number): Verdict;
  /** What a measured check measured; undefined where it is not known or the check measures nothing. */
  measured(entity: number, check: number): number | undefined;
  /** True for a check that does not count yet. */
  announced(check: number): boolean;
  /** Index of the level reached, -1 for none. */
  level(entity: number): number;
  /** The level it would have if every unknown turned into a pass; at least `level`. */
  potential(entity: number): number;
  /** Passed weight over judged weight (pass and fail; exempted and unknown taken out), 0 to 1; undefined if nothing was judged. */
  score(entity: number): number | undefined;
  /** The same before exemptions. */
  rawScore(entity: number): number | undefined;
  detail(entity: number, check: number): CheckDetail;
  /** What the judge was given of an entity. */
  about(entity: number): Judged;
  /** Rules that made an error on some entity: one entry a rule, in order of the scorecard, then of exemptions. */
  readonly errors: readonly RuleError[];
}

/** A rule that could not be evaluated on some entities. The verdicts are `unknown`. */
export interface RuleError {
  /** `applies` is that of the check, or of the scorecard where `check` is undefined. */
  readonly rule: 'applies' | 'expression' | 'measure' | 'exemption';
  /** Index of the check. */
  readonly check: number | undefined;
  /** Of the scorecard, the check or the exemption. */
  readonly place: Place;
  /** On how many entities. */
  readonly count: number;
  /** The first of them, in order of reference. */
  readonly entity: string;
  /** What went wrong on that one. */
  readonly message: string;
  /** True if it used up its steps on any of them. */
  readonly outOfSteps: boolean;
}

/** Everything a verdict rests on. */
export interface CheckDetail {
  readonly verdict: Verdict;
  readonly raw: Verdict;
  readonly announced: boolean;
  readonly measured: number | undefined;
  readonly message: string | undefined;
  readonly missing: readonly MissingFact[];
  /** What the rule did wrong, where it could not be evaluated. */
  readonly error: string | undefined;
  readonly reads: readonly FactRead[];
  readonly exemption: Exemption | undefined;
}

/** What the judge needs to know of an entity: how expressions see it, and who owns it. */
export interface Judged {
  readonly subject: Subject;
  readonly ref: string;
  readonly kind: string;
  /** Reference of the owner, if one is known. */
  readonly owner: string | undefined;
  /** References of the system and the domain it is part of, if any. */
  readonly system: string | undefined;
  readonly domain: string | undefined;
}

export type { Outcome, Subject };
