import fc from 'fast-check';
import { expect, it } from 'vitest';
import { rowsOf } from '../../src/edition/planning/objective-rows.ts';
import { indicatorOf } from '../../src/edition/planning/indicator.ts';
import { minutesWords, percentOf, shareAllowed } from '../../src/edition/planning/words.ts';
import type { Objective } from '../../src/content/planning/objectives.ts';
import { planningOf, told } from './folder.ts';
import '../seed.ts';

const slo = (spec: string, metadata = ''): string => `apiVersion: openslo/v1
kind: SLO
metadata:
  name: answers
${metadata}spec:
  service: booking-api
${spec}`;
const ratio = `  indicator:
    metadata: { name: success }
    spec:
      ratioMetric:
        good: { metricSource: { type: Prometheus, spec: { query: good } } }
        total: { metricSource: { type: Prometheus, spec: { query: total } } }
`;
const threshold = `  indicator:
    metadata: { name: latency }
    spec:
      thresholdMetric: { metricSource: { type: Prometheus, spec: { query: p95 } } }
`;
const rolling = '  timeWindow: [{ duration: 28d, isRolling: true }]\n';
const monthly = '  timeWindow: [{ duration: 1M, calendar: { startTime: 2026-01-01 00:00:00, timeZone: Europe/Rotterdam } }]\n';

function only(text: string): Objective {
  const read = planningOf({ 'slos/a.yaml': text });
  expect(told(read)).toEqual([]);
  const [objective] = read.objectives;
  if (objective === undefined) throw new Error('no SLO was read');
  return objective;
}
const words = (text: string) => rowsOf(only(text)).map(({ words: said, allowed, allowedMinutes }) => ({ said, allowed, allowedMinutes }));

it('says a target in words, with what may fail of it', () => {
  expect(words(slo(`${ratio}${rolling}  budgetingMethod: Occurrences\n  objectives: [{ target: 0.999 }]\n`, '  annotations: { almanac/events: requests }\n'))).toEqual([
    { said: '99.9% of requests over a rolling 28 days', allowed: '1 in 1,000 requests', allowedMinutes: undefined },
  ]);
  expect(words(slo(`${threshold}${rolling}  budgetingMethod: Occurrences\n  objectives: [{ op: lte, value: 300, targetPercent: 98.5 }]\n`, '  annotations: { almanac/unit: ms }\n'))).toEqual([
    { said: '98.5% of measurements at most 300 ms over a rolling 28 days', allowed: '15 in 1,000 measurements', allowedMinutes: undefined },
  ]);
  expect(words(slo(`${ratio}${rolling}  budgetingMethod: Timeslices\n  objectives: [{ target: 0.995, timeSliceTarget: 0.99, timeSliceWindow: 1m }]\n`))).toEqual([
    { said: '99.5% of minutes good over a rolling 28 days', allowed: '3 hours 22 minutes', allowedMinutes: 201.6 },
  ]);
  expect(words(slo(`${ratio}${monthly}  budgetingMethod: RatioTimeslices\n  objectives: [{ target: 0.999, timeSliceWindow: 5 }]\n`))).toEqual([
    { said: '99.9% of events in an average slice of 5 minutes over each calendar month', allowed: 'about 43.2 minutes', allowedMinutes: 43.2 },
  ]);
  expect(words(slo(`${ratio}  budgetingMethod: Timeslices\n  objectives: [{ target: 0.9, timeSliceTarget: 1, timeSliceWindow: 1h }]\n`))).toEqual([
    { said: '90% of hours good', allowed: undefined, allowedMinutes: undefined },
  ]);
});

it('takes what the examples of OpenSLO write: no alert policies, an operator without a value, a bare number of minutes', () => {
  const objective = only(slo(`${ratio}${rolling}  budgetingMethod: RatioTimeslices\n  objectives: [{ op: gt, target: 0.99, timeSliceWindow: 5 }]\n  alertPolicies:\n`));
  expect(objective.alerts).toEqual([]);
  expect(rowsOf(objective)[0]?.threshold).toBeUndefined();
});

it('works what may fail out of the decimals as they are written', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 99_999 }), (thousandths) => {
      const percent = thousandths / 1000;
      const [, part = '', of = ''] = /^([\d,]+) in ([\d,]+) /.exec(shareAllowed(percent, 'events')) ?? [];
      const number = (text: string): number => Number(text.replaceAll(',', ''));
      expect(number(part) * 100_000).toBe(number(of) * (100_000 - thousandths));
      expect(percentOf({ target: Number((percent / 100).toFixed(8)) })).toBe(percent);
    }),
  );
  expect([0.5, 1, 43.2, 119, 201.6, 60 * 48, 9000].map(minutesWords)).toEqual(['30 seconds', '1 minute', '43.2 minutes', '119 minutes', '3 hours 22 minutes', '2 days', '6 days 6 hours']);
});

it('finds what is named in other documents and files, and tells of what is not there', () => {
  const shared = `apiVersion: openslo/v1
kind: SLI
metadata: { name: success, displayName: Answered }
spec: { ratioMetric: { good: { metricSource: { metricSourceRef: metrics, spec: { query: good } } }, total: { metricSource: { metricSourceRef: metrcs, spec: { query: total } } } } }
---
apiVersion: openslo/v1
kind: DataSource
metadata: { name: metrics, displayName: Metrics }
spec: { type: Prometheus }
---
apiVersion: openslo/v1
kind: AlertPolicy
metadata: { name: page }
spec: { alertWhenBreaching: true, conditions: [{ conditionRef: fast-burn }], notificationTargets: [{ targetRef: phone }] }
---
apiVersion: openslo/v1
kind: AlertCondition
metadata: { name: fast-burn }
spec: { severity: page, condition: { op: gte, threshold: 14.4, lookbackWindow: 1h, alertAfter: 5m } }
`;
  const own = slo(`  indicatorRef: succes\n${rolling}  budgetingMethod: Occurrences\n  objectives: [{ target: 0.99 }]\n  alertPolicies: [page, pge]\n`);
  const read = planningOf({ 'slos/a.yaml': own, 'slos/shared.yaml': shared });
  expect(told(read)).toEqual([
    'slos/a.yaml:7:17 ALM0821 There is no SLI `succes`; did you mean `success`?',
    'slos/a.yaml:11:25 ALM0821 There is no AlertPolicy `pge`; did you mean `page`?',
    'slos/shared.yaml:4:143 ALM0821 There is no DataSource `metrcs`; did you mean `metrics`?',
    'slos/shared.yaml:14:113 ALM0821 There is no AlertNotificationTarget `phone`.',
  ]);
  expect(read.objectives[0]?.alerts.map(({ name, condition, targets }) => [name, condition?.spec.condition.threshold, targets.map(({ title }) => title)])).toEqual([['page', 14.4, ['phone']]]);
});

it('is strict, and says where: unknown keys and kinds, other versions, missing and contradicting values', () => {
  const bad = [
    slo(`${ratio}  budgetingMethod: Occurences\n  objectives: [{ target: 99.9 }]\n  owner: bookings\n`),
    slo(`${ratio}  indicatorRef: x\n  budgetingMethod: Timeslices\n  objectives: [{ target: 0.9, targetPercent: 90 }]\n`).replace('answers', 'second'),
    slo('  budgetingMethod: Occurrences\n  objectives: []\n  timeWindow: [{ duration: 28 days, isRolling: true }]\n').replace('answers', 'third'),
    slo(`${ratio}  indicatorRef: x\n  budgetingMethod: Timeslices\n  objectives: [{ target: 0.9 }]\n`).replace('answers', 'fourth'),
    slo('  budgetingMethod: Occurrences\n  objectives: [{ target: 0.9 }]\n  alertPolicies: [{ kind: AlertPolicy, spec: { conditions: [], notificationTargets: [{ targetReff: phone }] } }]\n').replace('answers', 'fifth'),
    'apiVersion: openslo/v1alpha\nkind: SLO\n',
    'apiVersion: openslo/v1\nkind: AlertPolicys\n',
    '- just\n- a list\n',
    'apiVersion: openslo/v1\nkind: Service\nmetadata: {name: a\n',
  ].join('---\n');
  expect(told(planningOf({ 'slos/bad.yaml': bad }))).toMatchInlineSnapshot(`
    [
      "slos/bad.yaml:13:20 ALM0102 \`spec.budgetingMethod\`: Invalid option: expected one of "Occurrences"|"Timeslices"|"RatioTimeslices"",
      "slos/bad.yaml:14:26 ALM0102 \`spec.objectives[0].target\`: Too big: expected number to be <1",
      "slos/bad.yaml:15:3 ALM0103 Unknown key \`owner\` in spec",
      "slos/bad.yaml:31:16 ALM0102 \`spec.objectives[0]\`: takes only one of \`target\` or \`targetPercent\`",
      "slos/bad.yaml:40:15 ALM0102 \`spec.objectives\`: needs at least one objective",
      "slos/bad.yaml:41:28 ALM0102 \`spec.timeWindow[0].duration\`: must be a whole number and one of m, h, d, w, M, Q, Y: 28d, 1M",
      "slos/bad.yaml:48:3 ALM0102 \`spec\`: takes either \`indicator\` or \`indicatorRef\`, or one of them in each objective (a composite)",
      "slos/bad.yaml:57:16 ALM0102 \`spec.objectives[0]\`: needs \`timeSliceTarget\`, as its budget counts Timeslices",
      "slos/bad.yaml:57:16 ALM0102 \`spec.objectives[0]\`: needs \`timeSliceWindow\`, as its budget counts Timeslices",
      "slos/bad.yaml:67:60 ALM0102 \`spec.alertPolicies[0].spec.conditions\`: takes exactly one condition",
      "slos/bad.yaml:67:86 ALM0102 \`spec.alertPolicies[0].spec.notificationTargets[0]\`: needs \`targetRef\` or \`spec\`",
      "slos/bad.yaml:67:88 ALM0103 Unknown key \`targetReff\` in spec.alertPolicies[0].spec.notificationTargets[0]",
      "slos/bad.yaml:69:13 ALM0820 \`apiVersion\` is \`openslo/v1alpha\`; only \`openslo/v1\` is read.",
      "slos/bad.yaml:73:7 ALM0820 OpenSLO has no kind \`AlertPolicys\`; did you mean \`AlertPolicy\`?",
      "slos/bad.yaml:75:1 ALM0820 The document is not a map of \`apiVersion\`, \`kind\`, \`metadata\` and \`spec\`.",
      "slos/bad.yaml:81:1 ALM0101 slos/bad.yaml is not valid YAML: Flow map in block collection must be sufficiently indented and end with a }",
    ]
  `);
});

it('names the entity by annotation, by labels, by its Service, or by the name of its component', () => {
  const body = `${ratio}${rolling}  budgetingMethod: Occurrences\n  objectives: [{ target: 0.99 }]\n`;
  const entities = (metadata: string, service = 'booking-api', more = ''): readonly string[] => {
    const read = planningOf({ 'slos/a.yaml': slo(body, metadata).replace('service: booking-api', `service: ${service}`) + more });
    return [...(read.objectives[0]?.entities ?? []), ...told(read)];
  };
  expect(entities('')).toEqual(['component:default/booking-api']);
  expect(entities('  annotations: { almanac/entity: capability:managed-ci }\n')).toEqual(['capability:default/managed-ci']);
  expect(entities('  labels: { almanac/entity: [booking-api, "group:platform"] }\n')).toEqual(['component:default/booking-api', 'group:default/platform']);
  const service = '---\napiVersion: openslo/v1\nkind: Service\nmetadata: { name: bookings, annotations: { almanac/entity: booking-api } }\nspec: { description: Bookings }\n';
  expect(entities('', 'bookings', service)).toEqual(['component:default/booking-api']);
  expect(entities('', 'booking-apo')).toEqual(['slos/a.yaml:6:12 ALM0822 There is no entity `component:default/booking-apo`; did you mean `component:default/booking-api`?']);
});

it('keeps the first of two of one name, whatever their case', () => {
  const one = slo(`${ratio}  budgetingMethod: Occurrences\n  objectives: [{ target: 0.99 }]\n`);
  const read = planningOf({ 'slos/a.yaml': one, 'slos/b.yaml': one.replace('answers', 'Answers') });
  expect(read.objectives.map(({ name }) => name)).toEqual(['answers']);
  expect(told(read)).toEqual(['slos/b.yaml:4:9 ALM0823 SLO `Answers` is there twice: at slos/a.yaml:4:9 and here.']);
});

it('tells of credentials and publishes none of them, in pages or in findings', () => {
  const secret = 'hunter2-hunter2';
  const text = slo(`  indicator:
    metadata: { name: success }
    spec:
      thresholdMetric:
        metricSource:
          type: Redshift
          spec:
            query: SELECT 1
            url: https://reader:${secret}@db.example.com/metrics
            secretAccessKey: ${secret}
${rolling}  budgetingMethod: Occurrences
  objectives: [{ op: lt, value: 1, target: 0.99 }]
---
apiVersion: openslo/v1
kind: DataSource
metadata: { name: db }
spec:
  type: Redshift
  apiKey: ${secret}
  connectionDetails: { password: ${secret} }
`);
  const read = planningOf({ 'slos/a.yaml': text });
  expect(told(read)).toEqual([
    'slos/a.yaml:26:3 ALM0103 Unknown key `apiKey` in spec',
    'slos/a.yaml:15:18 ALM0824 `url` looks like a credential.',
    'slos/a.yaml:16:30 ALM0824 `secretAccessKey` looks like a credential.',
    'slos/a.yaml:26:11 ALM0824 `apiKey` looks like a credential.',
    'slos/a.yaml:27:34 ALM0824 `password` looks like a credential.',
  ]);
  const [objective] = read.objectives;
  if (objective?.indicator === undefined) throw new Error('no indicator was read');
  const shown = JSON.stringify([read.findings, indicatorOf(objective.indicator, objective)]);
  expect(shown).toContain('SELECT 1');
  expect(shown).toContain('https://db.example.com/metrics');
  expect(shown).not.toContain(secret);
});
