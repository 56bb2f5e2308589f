import { z } from 'zod';

/**
 * OpenSLO v1 (github.com/OpenSLO/OpenSLO, README.md and schemas/v1), strictly: a key that the specification does not have
 * is refused, except where it leaves them to the source of the metrics (`metricSource.spec`, `connectionDetails`).
 * Where its text and its examples differ, what the examples write is taken.
 */

const name = z
  .string()
  .max(63, 'must be at most 63 characters')
  .regex(/^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$/, 'must be letters, digits and `-`, `_` or `.` between them');
const text = z.string().max(1050, 'must be at most 1050 characters');

/** `duration-shorthand`: `5m`, `28d`, `1M`; minutes, hours, days, weeks, months, quarters, years. */
export const shorthand = z.string().regex(/^[1-9]\d*[mhdwMQY]$/, 'must be a whole number and one of m, h, d, w, M, Q, Y: 28d, 1M');
const delay = z.string().regex(/^(0|[1-9]\d*)[mhdwMQY]$/, 'must be a whole number and one of m, h, d, w, M, Q, Y: 0m, 5m');
const operator = z.enum(['lte', 'gte', 'lt', 'gt']);

const metadata = z.strictObject({
  name,
  displayName: z.string().min(1).max(200).optional(),
  labels: z.record(z.string(), z.union([z.string(), z.array(z.string())])).optional().describe('`almanac/entity`: the entities that an SLO is about'),
  annotations: z
    .record(z.string(), z.string())
    .optional()
    .describe('`almanac/entity`: the entity that an SLO or Service is about; `almanac/events`: what an SLO counts (requests); `almanac/unit`: the unit of its value (ms)'),
});

/** Exactly one of some keys, told at the object that has none or several of them. */
function oneOf<T extends object>(...keys: readonly (keyof T & string)[]): z.core.CheckFn<T> {
  const names = keys.map((key) => `\`${key}\``).join(' or ');
  return ({ value, issues }) => {
    const given = keys.filter((key) => value[key] !== undefined);
    if (given.length !== 1) issues.push({ code: 'custom', input: value, message: given.length === 0 ? `needs ${names}` : `takes only one of ${names}` });
  };
}

const metricSource = z.strictObject({
  metricSourceRef: name.optional(),
  type: z.string().min(1).optional(),
  spec: z.record(z.string(), z.json()).describe('Whatever the source of the metrics needs; nothing secret'),
});
const metric = z.strictObject({ metricSource });

const ratioMetric = z
  .strictObject({
    counter: z.boolean().optional(),
    good: metric.optional(),
    bad: metric.optional(),
    total: metric.optional(),
    rawType: z.enum(['success', 'failure']).optional(),
    raw: metric.optional(),
  })
  .check(oneOf('good', 'bad', 'raw'), ({ value, issues }) => {
    const wrong = value.raw === undefined ? value.total === undefined || value.rawType !== undefined : value.total !== undefined || value.rawType === undefined;
    if (wrong) issues.push({ code: 'custom', input: value, message: 'takes `good` or `bad` with `total`, or `raw` with `rawType`' });
  });

const sliSpec = z
  .strictObject({ description: text.optional(), thresholdMetric: metric.optional(), ratioMetric: ratioMetric.optional() })
  .check(oneOf('thresholdMetric', 'ratioMetric'));
const inlineIndicator = z.strictObject({ apiVersion: z.literal('openslo/v1').optional(), kind: z.literal('SLI').optional(), metadata, spec: sliSpec });

const timeWindow = z
  .strictObject({
    duration: shorthand,
    isRolling: z.boolean().optional(),
    calendar: z.strictObject({ startTime: z.string().min(1), timeZone: z.string().min(1) }).optional(),
  })
  .check(({ value, issues }) => {
    if ((value.isRolling ?? value.calendar === undefined) === (value.calendar !== undefined)) {
      issues.push({ code: 'custom', input: value, message: 'is rolling (`isRolling: true`) or has a `calendar`, one of the two' });
    }
  });

const objective = z
  .strictObject({
    displayName: z.string().min(1).max(200).optional(),
    op: operator.optional(),
    value: z.number().optional(),
    target: z.number().gte(0).lt(1).optional().describe('Share that must be good, below 1'),
    targetPercent: z.number().gte(0).lt(100).optional().describe('The same in percent'),
    timeSliceTarget: z.number().gt(0).lte(1).optional(),
    timeSliceWindow: z.union([shorthand, z.number().positive()]).optional().describe('A number is minutes'),
    indicator: inlineIndicator.optional(),
    indicatorRef: name.optional(),
    compositeWeight: z.number().positive().optional(),
  })
  .check(oneOf('target', 'targetPercent'));
export type ObjectiveSpec = z.infer<typeof objective>;

const conditionSpec = z.strictObject({
  description: text.optional(),
  severity: z.string().min(1).max(60),
  condition: z.strictObject({
    kind: z.literal('burnrate').default('burnrate'),
    op: operator,
    threshold: z.number(),
    lookbackWindow: shorthand,
    alertAfter: delay.default('0m'),
  }),
});
const targetSpec = z.strictObject({ target: z.string().min(1).max(200), description: text.optional() });
const header = { apiVersion: z.literal('openslo/v1').optional(), metadata: metadata.optional() } as const;

const conditionItem = z
  .strictObject({ conditionRef: name.optional(), kind: z.literal('AlertCondition').optional(), ...header, spec: conditionSpec.optional() })
  .check(oneOf('conditionRef', 'spec'));
const targetItem = z
  .strictObject({ targetRef: name.optional(), kind: z.literal('AlertNotificationTarget').optional(), ...header, spec: targetSpec.optional() })
  .check(oneOf('targetRef', 'spec'));
const policySpec = z.strictObject({
  description: text.optional(),
  alertWhenNoData: z.boolean().default(false),
  alertWhenResolved: z.boolean().default(false),
  alertWhenBreaching: z.boolean().default(false),
  conditions: z.array(conditionItem).length(1, 'takes exactly one condition'),
  notificationTargets: z.array(targetItem).min(1, 'needs at least one target'),
});
const policyItem = z
  .strictObject({ alertPolicyRef: name.optional(), kind: z.literal('AlertPolicy').optional(), ...header, spec: policySpec.optional() })
  .check(oneOf('alertPolicyRef', 'spec'));

const sloSpec = z
  .strictObject({
    description: text.optional(),
    service: z.string().min(1).max(253).describe('Name of the component it is about, unless `almanac/entity` names it'),
    indicator: inlineIndicator.optional(),
    indicatorRef: name.optional(),
    timeWindow: z.array(timeWindow).max(1, 'takes one window').optional(),
    budgetingMethod: z.enum(['Occurrences', 'Timeslices', 'RatioTimeslices']),
    objectives: z.array(objective).min(1, 'needs at least one objective'),
    alertPolicies: z.array(z.union([name, policyItem])).nullish(),
  })
  .check(({ value, issues }) => {
    const whole = value.indicator !== undefined || value.indicatorRef !== undefined;
    const both = value.indicator !== undefined && value.indicatorRef !== undefined;
    const parts = value.objectives.filter(({ indicator, indicatorRef }) => (indicator === undefined) !== (indicatorRef === undefined)).length;
    if (both || (whole && parts > 0) || (!whole && parts < value.objectives.length)) {
      issues.push({ code: 'custom', input: value, message: 'takes either `indicator` or `indicatorRef`, or one of them in each objective (a composite)' });
    }
    value.objectives.forEach((one, index) => {
      const sliced = value.budgetingMethod !== 'Occurrences';
      if (sliced && one.timeSliceWindow === undefined) {
        issues.push({ code: 'custom', input: one, path: ['objectives', index], message: `needs \`timeSliceWindow\`, as its budget counts ${value.budgetingMethod}` });
      }
      if (value.budgetingMethod === 'Timeslices' && one.timeSliceTarget === undefined) {
        issues.push({ code: 'custom', input: one, path: ['objectives', index], message: 'needs `timeSliceTarget`, as its budget counts Timeslices' });
      }
    });
  });

const object = <K extends string, S extends z.ZodType>(kind: K, spec: S) =>
  z.strictObject({ apiVersion: z.literal('openslo/v1'), kind: z.literal(kind), metadata, spec });

/** The kinds of OpenSLO v1, each with the schema of a document. */
export const openSloKinds = {
  SLO: object('SLO', sloSpec),
  SLI: object('SLI', sliSpec),
  Service: object('Service', z.strictObject({ description: text.optional() }).nullish()),
  AlertPolicy: object('AlertPolicy', policySpec),
  AlertCondition: object('AlertCondition', conditionSpec),
  AlertNotificationTarget: object('AlertNotificationTarget', targetSpec),
  DataSource: object('DataSource', z.strictObject({ description: text.optional(), type: z.string().min(1), connectionDetails: z.json().optional() })),
} as const;
export type OpenSloKind = keyof typeof openSloKinds;
export type OpenSloObject<K extends OpenSloKind> = z.infer<(typeof openSloKinds)[K]>;

/** One document of `content/slos/*.yaml`. */
export const openSlo = z.discriminatedUnion('kind', [
  openSloKinds.SLO,
  openSloKinds.SLI,
  openSloKinds.Service,
  openSloKinds.AlertPolicy,
  openSloKinds.AlertCondition,
  openSloKinds.AlertNotificationTarget,
  openSloKinds.DataSource,
]);
