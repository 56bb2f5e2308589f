import type { ScorecardCheck, SharedCheck } from '../../schema/scorecards/check.ts';
import { below, type Spot } from './report.ts';

/** What a check is made of besides its id. */
export type CheckFields = Omit<ScorecardCheck, 'id' | 'use' | 'omit'>;

/** A check while it is put together from what it is inherited from, what it uses, and what it says itself. */
export interface Draft {
  readonly id: string;
  readonly fields: CheckFields;
  /** Where each field is written. */
  readonly spots: ReadonlyMap<string, Spot>;
  /** Where the check is written in the scorecard that last had a say. */
  readonly spot: Spot;
  /** Id of that scorecard. */
  readonly scorecard: string;
}

/** Fields, and where they are written. */
export interface Written {
  readonly fields: CheckFields;
  readonly spots: ReadonlyMap<string, Spot>;
}

/** The fields of a shared check or of a scorecard's own. */
export function written(check: ScorecardCheck | SharedCheck, spot: Spot): Written {
  const { id: _id, ...rest } = check;
  const { use: _use, omit: _omit, ...fields }: Omit<ScorecardCheck, 'id'> = rest;
  return { fields, spots: new Map(Object.keys(fields).map((key) => [key, below(spot, key)])) };
}

/** What speaks of the criterion, and so goes with it when another kind of criterion takes its place. */
const ofExpression = ['expression', 'message'] as const;
const ofMeasure = ['measure', 'target', 'direction', 'unit', 'message'] as const;

/** `own` over `base`: own fields win, and a criterion of the other kind drops that of the base with its message. */
export function over(base: Written, own: Written): Written {
  const fields = { ...base.fields };
  const spots = new Map(base.spots);
  const drop = (keys: readonly (keyof CheckFields)[]): void => {
    for (const key of keys) {
      delete fields[key];
      spots.delete(key);
    }
  };
  if (own.fields.expression !== undefined && base.fields.measure !== undefined) drop(ofMeasure);
  if (own.fields.measure !== undefined && base.fields.expression !== undefined) drop(ofExpression);
  return { fields: { ...fields, ...own.fields }, spots: new Map([...spots, ...own.spots]) };
}
