import { expect, it } from 'vitest';
import { reporters, summary } from '../../src/reporters/reporters.ts';
import { listed } from '../../src/reporters/words.ts';
import { entityCheck } from '../../src/schema/cli/entity-check.ts';
import { outcome, report, scorecard } from './report.ts';

it('prints each scorecard as a table, worst first, with the next steps', () => {
  expect(reporters.text(report())).toMatchInlineSnapshot(`
    "component:default/payments  Payments, owned by group:default/team-payments
    Judged as of 2026-11-20T12:00:00.000Z, from github.com/acme/payments at 0123456789ab and what was collected by 2026-11-20T01:00:00.000Z

    Production readiness (ready)
      level   Bronze   of Bronze > Silver > Gold
      score   33% (25% without exemptions)
      checks  1 pass, 2 fail, 1 unknown, 1 exempt, 1 not applicable

      FAIL     Silver  Has a runbook     none of 4 links is a runbook
      FAIL     Gold    Has a slo         no objective
      unknown  Silver  Has a protection  not known: repository.measurements.protected of github.com/acme/payments (no source says it)
      exempt   Silver  Has a release     released 120 days ago, limit 90; exempt until 2026-11-30 (10 days left): Frozen for the audit, approved by Architecture board
      (FAIL)   Bronze  Has a sbom        no bill of materials; counts from 2027-01-01
      pass     Bronze  Has a readme
      n/a      Bronze  Has a owner

      To reach Silver:
        1. Has a runbook (12 of 20 others pass)
           Write one. https://docs.example.com/runbooks
        2. Has a protection

    component:default/payments fails. Production readiness: Bronze (1 pass, 2 fail, 1 unknown, 1 exempt, 1 not applicable).
    "
  `);
});

it('says what a level needs, whether the one asked for is reached, and what is not known to apply', () => {
  const potential = { level: { id: 'bronze', title: 'Bronze' }, potential: { id: 'silver', title: 'Silver' } };
  const text = reporters.text(
    report({
      scorecards: [scorecard({ ...potential, required: { id: 'silver', title: 'Silver', reached: false }, checks: [outcome('protection', 1, { verdict: 'unknown', holds: true, missing: [{ fact: 'repository.archived', of: 'github.com/acme/payments', reason: 'no source says it' }] })] })],
      undecided: [{ id: 'suppliers', title: 'Suppliers', missing: [{ fact: 'entity.measurements.supplier', of: 'component:default/payments', reason: 'no source says it' }] }],
      notApplicable: [{ id: 'docs', title: 'Documentation' }],
      clone: { repository: 'github.com/acme/other', belongs: false },
    }),
  );
  expect(text).toContain('level   Bronze; Silver, if repository.archived could be read   of Bronze > Silver > Gold');
  expect(text).toContain('asked   Silver: not reached');
  expect(text).toContain('It is not known whether Suppliers applies: entity.measurements.supplier of component:default/payments (no source says it).');
  expect(text).toContain('Documentation does not apply to component:default/payments.');
  expect(text).toContain('github.com/acme/other is no repository of component:default/payments, so nothing in it counts here.');
});

it('says so where no scorecard judges the entity', () => {
  expect(reporters.text(report({ scorecards: [], failed: false }))).toContain('No scorecard judges component:default/payments.');
});

it('lets no control character of a value act on the terminal, and breaks no line of the table', () => {
  const text = reporters.text(report({ scorecards: [scorecard({ checks: [outcome('x', 0, { verdict: 'fail', message: 'a\u001b[2Jb\r\nc\u202ed' })] })] }));
  expect(text).toContain('a[U+001B][2Jb c[U+202E]d');
});

it('gives programs the whole report by its schema', () => {
  expect(entityCheck.parse(JSON.parse(reporters.json(report())))).toEqual(report());
});

it('sums up in Markdown in which no value is markup', () => {
  const hostile = outcome('x', 0, { verdict: 'fail', message: '| <img src=x> [a](javascript:b) @acme/everyone\n# c', fix: { text: '<b>Mend</b> it', url: 'https://docs.example.com/x_y?a=|<b>' } });
  const text = summary(report({ scorecards: [scorecard({ checks: [hostile] })] }));
  expect(text).toContain('## Scorecards of Payments: fails');
  expect(text).toContain('Score: 33% (25% without exemptions). 1 pass, 2 fail, 1 unknown, 1 exempt, 1 not applicable.');
  const row = text.split('\n').find((line) => line.startsWith('| **fail**')) ?? '';
  expect(row).toContain(' it <https://docs.example.com/x_y?a=%7C%3Cb%3E> |');
  expect(row.replace(/<https:[^<>|]*>/, '')).not.toMatch(/<|\]\(|@acme/);
  expect(row.match(/\|/g)).toHaveLength(6);
});

it('names at most three things, and counts the rest', () => {
  expect([['a'], ['a', 'b'], ['a', 'b', 'c'], ['a', 'b', 'c', 'd']].map(listed)).toEqual(['a', 'a and b', 'a, b and c', 'a, b and 2 more']);
});
