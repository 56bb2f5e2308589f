import fc from 'fast-check';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { reporters } from '../../src/reporters/reporters.ts';
import { message } from '../../src/reporters/sarif.ts';
import type { EntityCheck } from '../../src/schema/cli/entity-check.ts';
import { outcome, report, scorecard } from './report.ts';

const text = z.strictObject({ text: z.string().min(1) });
const level = z.enum(['none', 'note', 'warning', 'error']);

/** The parts of SARIF 2.1.0 that are used, and nothing else. */
const result = z
  .strictObject({
    ruleId: z.string(),
    ruleIndex: z.int().nonnegative(),
    kind: z.enum(['fail', 'open']),
    level,
    message: text,
    locations: z.tuple([
      z.strictObject({
        physicalLocation: z.strictObject({
          artifactLocation: z.strictObject({ uri: z.string().regex(/^(?:[A-Za-z0-9\-._~!$&'()*+;=@/]|%[0-9A-F]{2})+$/), uriBaseId: z.literal('%SRCROOT%') }),
          region: z.strictObject({ startLine: z.int().positive() }),
        }),
        logicalLocations: z.array(z.strictObject({ fullyQualifiedName: z.string() })),
      }),
    ]),
    partialFingerprints: z.strictObject({ 'almanacCheck/v1': z.string().regex(/^[0-9a-f]{32}$/) }),
    suppressions: z
      .array(z.strictObject({ kind: z.literal('external'), status: z.literal('accepted'), justification: z.string(), properties: z.strictObject({ approvedBy: z.string(), expires: z.iso.date() }) }))
      .optional(),
    properties: z.looseObject({ verdict: z.string() }),
  })
  // §3.27.10: a kind other than fail has the level none.
  .refine(({ kind, level: severity }) => (kind === 'fail') === (severity !== 'none'));

const sarif = z.strictObject({
  $schema: z.url(),
  version: z.literal('2.1.0'),
  runs: z.tuple([
    z.strictObject({
      tool: z.strictObject({
        driver: z.strictObject({
          name: z.string(),
          version: z.string(),
          rules: z.array(
            z.strictObject({
              id: z.string(),
              name: z.string(),
              shortDescription: text,
              fullDescription: text,
              help: text,
              helpUri: z.url().optional(),
              properties: z.strictObject({ tags: z.array(z.string()), scorecard: z.string(), level: z.string(), pillar: z.string(), weight: z.number(), controls: z.array(z.string()) }),
            }),
          ),
        }),
      }),
      automationDetails: z.strictObject({ id: z.string().regex(/\/$/) }),
      columnKind: z.literal('utf16CodeUnits'),
      originalUriBaseIds: z.strictObject({ '%SRCROOT%': z.strictObject({ description: text }) }),
      invocations: z.tuple([z.strictObject({ executionSuccessful: z.literal(true), toolExecutionNotifications: z.array(z.strictObject({ level, message: text })) })]),
      results: z.array(result),
    }),
  ]),
});

function run(of: EntityCheck): z.infer<typeof sarif>['runs'][0] {
  return sarif.parse(JSON.parse(reporters.sarif(of))).runs[0];
}

it('has a rule for each check, and a result for each that is not in order', () => {
  const { tool, results } = run(report());
  expect(tool.driver.rules.map(({ id }) => id)).toEqual(['readme', 'owner', 'runbook', 'slo', 'protection', 'release', 'sbom'].map((id) => `ready/${id}`));
  expect(tool.driver.rules[2]).toEqual({
    id: 'ready/runbook',
    name: 'Has a runbook',
    shortDescription: { text: 'Has a runbook' },
    fullDescription: { text: 'Whoever is on call knows what to do.' },
    help: { text: 'Write one. https://docs.example.com/runbooks' },
    helpUri: 'https://docs.example.com/runbooks',
    properties: { tags: ['maintainability', 'SOC2:CC7.4'], scorecard: 'Production readiness', level: 'Silver', pillar: 'maintainability', weight: 3, controls: ['SOC2:CC7.4'] },
  });
  expect(results.map(({ ruleId, kind, level: severity, suppressions }) => `${ruleId} ${kind} ${severity}${suppressions === undefined ? '' : ' suppressed'}`)).toEqual([
    'ready/runbook fail error',
    'ready/slo fail warning',
    'ready/protection open none',
    'ready/release fail note suppressed',
    'ready/sbom fail note',
  ]);
  for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
});

it('says in a message what was found, and gives an exemption with its reason', () => {
  const { results } = run(report());
  expect(results.map((one) => one.message.text)).toMatchInlineSnapshot(`
    [
      "Has a runbook: none of 4 links is a runbook (Production readiness, Silver)",
      "Has a slo: no objective (Production readiness, Gold)",
      "Has a protection: not known: repository.measurements.protected of github.com/acme/payments (no source says it) (Production readiness, Silver)",
      "Has a release: released 120 days ago, limit 90; exempt until 2026-11-30 (10 days left): Frozen for the audit, approved by Architecture board (Production readiness, Silver)",
      "Has a sbom: no bill of materials; counts from 2027-01-01 (Production readiness, Bronze)",
    ]
  `);
  expect(results.flatMap(({ suppressions }) => suppressions ?? [])).toEqual([
    { kind: 'external', status: 'accepted', justification: 'Frozen for the audit', properties: { approvedBy: 'Architecture board', expires: '2026-11-30' } },
  ]);
});

it('points at the file that declares the entity, percent-encoded, or at the root', () => {
  const place = (of: EntityCheck): unknown => run(of).results[0]?.locations[0].physicalLocation;
  expect(place(report({ location: { file: 'cat alog/ümlaut#1.yaml', line: 7 } }))).toEqual({ artifactLocation: { uri: 'cat%20alog/%C3%BCmlaut%231.yaml', uriBaseId: '%SRCROOT%' }, region: { startLine: 7 } });
  const { location: _, ...nowhere } = report();
  expect(place(nowhere)).toMatchObject({ artifactLocation: { uri: '.' }, region: { startLine: 1 } });
});

it('keeps a fingerprint while the line moves and the message changes, and gives each check and entity its own', () => {
  const prints = (of: EntityCheck): string[] => run(of).results.map(({ partialFingerprints }) => partialFingerprints['almanacCheck/v1']);
  const before = prints(report());
  expect(new Set(before).size).toBe(before.length);
  const checks = report().scorecards[0]?.checks.map((check) => ({ ...check, message: 'another' })) ?? [];
  expect(prints(report({ location: { file: 'catalog-info.yaml', line: 99 }, scorecards: [scorecard({ checks })] }))).toEqual(before);
  const other = prints(report({ entity: { ref: 'component:default/ledger', title: 'Ledger' } }));
  expect(other.filter((print) => before.includes(print))).toEqual([]);
  expect(run(report()).automationDetails.id).toBe('almanac/component/default/payments/');
});

it('notes what it could not decide', () => {
  const missing = [{ fact: 'entity.measurements.supplier', of: 'component:default/payments', reason: 'no source says it' }];
  expect(run(report({ undecided: [{ id: 'suppliers', title: 'Suppliers', missing }] })).invocations[0].toolExecutionNotifications).toEqual([
    { level: 'note', message: { text: 'It is not known whether Suppliers applies: entity.measurements.supplier of component:default/payments (no source says it).' } },
  ]);
});

/** A message as a viewer shows it: no placeholder and no link may be left in it (§3.11.5, §3.11.6). */
function shown(raw: string): string {
  const rest = raw.replaceAll('{{', '').replaceAll('}}', '');
  expect(rest).not.toMatch(/[{}]/);
  expect(raw).not.toMatch(/\]\(/);
  return raw.replaceAll('{{', '{').replaceAll('}}', '}');
}

it('keeps any text a text: neither placeholder nor link, and always SARIF', () => {
  const value = fc.string({ unit: fc.constantFrom('{', '}', '0', '[', ']', '(', ')', '"', '\\', '\n', 'a', '\u0000', '\ud800', '\u{1f600}'), minLength: 1 });
  fc.assert(
    fc.property(value, (any) => {
      expect(shown(message(any).text).replaceAll('] (', '](')).toBe(any.toWellFormed().replaceAll('] (', ']('));
      run(report({ scorecards: [scorecard({ checks: [outcome('x', 0, { title: any, verdict: 'fail', message: any, fix: { text: any } })] })] }));
    }),
    { numRuns: 200 },
  );
});
