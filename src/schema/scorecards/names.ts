import { z } from 'zod';

/** Id of a scorecard, level, check, campaign or measurement: part of addresses and of commands, so short and plain. */
export const ruleId = z
  .string()
  .max(64, 'must be at most 64 characters')
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case letters and digits, with hyphens between them');

/** Id of a check. `level` stands for the level in the history of an entity. */
export const checkId = ruleId.refine((id) => id !== 'level', 'must not be `level`: that is the level itself');

/** What organisations trade against each other. */
export const pillars = ['security', 'maintainability', 'velocity'] as const;
export const pillar = z.enum(pillars).describe('What the check serves: security, maintainability or velocity');
export type Pillar = z.infer<typeof pillar>;

/** A CEL expression, compiled when the content is read; see docs/rules.md. */
export const expressionText = z.string().min(1, 'must not be empty');

/** Verdicts on a check. Missing data is `unknown`; `exempt` stands over a `fail` or an `unknown`. */
export const verdicts = ['pass', 'fail', 'not-applicable', 'unknown', 'exempt'] as const;
export const verdict = z.enum(verdicts);
export type Verdict = z.infer<typeof verdict>;

/** Why a level or verdict is another than in the edition before. `membership`: the entity came, went, or began to be judged. */
export const changeCause = z.enum(['facts', 'rules', 'facts-and-rules', 'decision', 'membership']);
export type ChangeCause = z.infer<typeof changeCause>;
