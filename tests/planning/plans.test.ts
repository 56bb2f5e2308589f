import fc from 'fast-check';
import { expect, it } from 'vitest';
import { quarterAfter, quarterOf } from '../../src/schema/planning/quarter.ts';
import { planningOf, told } from './folder.ts';
import '../seed.ts';

it('reads the roadmap of one file and of a folder, and tells of what does not fit, item by item', () => {
  const read = planningOf({
    'roadmap.yaml': 'items:\n  - { id: one, title: One, quarter: 2026-Q4 }\n',
    'roadmap/a.yaml': `items:
  - id: one
    title: Again
    quarter: 2026-Q4
  - id: two
    title: Two
    quarter: 2026-Q3
    entities: [capability:managed-ci, component:nowhere]
    owner: platfrom
    link: javascript:alert(1)
  - id: three
    title: Three
    quarter: 2026-Q3
    status: canceled
  - id: four
    title: Four
    quarter: 2026-Q3
    owner: platfrom
    moves:
      - { from: 2026-Q1, on: 2026-05-02, why: Late }
      - { from: 2026-Q3, on: 2026-04-02, why: Later }
      - { from: 2026-Q2, on: 2027-04-02, why: Soon }
`,
  });
  expect(told(read)).toMatchInlineSnapshot(`
    [
      "roadmap/a.yaml:2:9 ALM0823 Item \`one\` is there twice: at roadmap.yaml:2:11 and here.",
      "roadmap/a.yaml:10:11 ALM0102 \`items[1].link\`: Invalid URL",
      "roadmap/a.yaml:14:13 ALM0102 \`items[2].status\`: Invalid option: expected one of "planned"|"in-progress"|"done"|"delayed"|"dropped"",
      "roadmap/a.yaml:18:12 ALM0822 There is no entity \`group:default/platfrom\`; did you mean \`group:default/platform\`?",
      "roadmap/a.yaml:21:30 ALM0825 The move of \`four\` on 2026-04-02 stands after the one on 2026-05-02.",
      "roadmap/a.yaml:22:30 ALM0825 The move of \`four\` is on 2027-04-02, which has not come yet.",
    ]
  `);
  expect(read.roadmap.map(({ id, owner }) => [id, owner])).toEqual([['one', undefined], ['four', undefined]]);
});

it('counts quarters over the ends of years', () => {
  expect(['2026-01-01', '2026-03-31', '2026-04-01', '2026-11-21T03:00:00Z', '2026-12-31'].map(quarterOf)).toEqual(['2026-Q1', '2026-Q1', '2026-Q2', '2026-Q4', '2026-Q4']);
  expect([-5, -4, -1, 0, 1].map((by) => quarterAfter('2026-Q1', by))).toEqual(['2024-Q4', '2025-Q1', '2025-Q4', '2026-Q1', '2026-Q2']);
  fc.assert(fc.property(fc.integer({ min: 1000, max: 8000 }), fc.integer({ min: 1, max: 4 }), fc.integer({ min: -300, max: 300 }), (year, quarter, by) => {
    expect(quarterAfter(quarterAfter(`${year}-Q${quarter}`, by), -by)).toBe(`${year}-Q${quarter}`);
  }));
});

const matrix = `id: platform
title: Platform
owner: platform
roles:
  - { id: developer, title: Developer, granted: By joining a team, approver: the lead }
  - { id: on-call, title: On call, approver: platform }
capabilities:
  - entity: managed-ci
    actions:
      - title: Start a build
        allow: { developer: yes, on-call: with-approval }
        approver: platform
      - title: Read secrets
        allow: {}
`;

it('reads a role matrix: a role that is not named may not', () => {
  const read = planningOf({ 'roles/a.yaml': matrix });
  expect(told(read)).toEqual([]);
  const [first] = read.roles;
  expect(first?.capabilities.map(({ entity, actions }) => [entity, actions.map(({ title, cells, approver }) => [title, cells, approver?.ref])])).toEqual([
    ['capability:default/managed-ci', [['Start a build', ['yes', 'with-approval'], 'group:default/platform'], ['Read secrets', ['no', 'no'], undefined]]],
  ]);
  expect(first?.roles.map(({ approver }) => [approver?.ref, approver?.text])).toEqual([[undefined, 'the lead'], ['group:default/platform', 'platform']]);
});

it('tells of roles, permissions and capabilities that there are not', () => {
  const bad = matrix.replace('on-call: with', 'oncall: with').replace('allow: {}', 'allow: { developer: maybe }').concat('  - entity: managed-cd\n    actions: [{ title: Deploy, allow: { developr: yes } }]\n');
  expect(told(planningOf({ 'roles/a.yaml': bad, 'roles/b.yaml': matrix }))).toMatchInlineSnapshot(`
    [
      "roles/a.yaml:14:29 ALM0102 \`capabilities[0].actions[1].allow.developer\`: Invalid option: expected one of "yes"|"with-approval"|"no"",
      "roles/a.yaml:15:13 ALM0822 There is no entity \`capability:default/managed-cd\`; did you mean \`capability:default/managed-ci\`?",
      "roles/a.yaml:16:51 ALM0826 The matrix has no role \`developr\`; did you mean \`developer\`?",
      "roles/b.yaml:1:5 ALM0823 Role matrix \`platform\` is there twice: at roles/a.yaml:1:5 and here.",
    ]
  `);
});

it('wants exactly one accountable team for each area, and no team that is both at work and merely told', () => {
  const read = planningOf({
    'responsibilities/a.yaml': `id: lines
title: Lines
areas:
  - title: Good
    accountable: [platform]
    responsible: [platform, bookings]
  - title: Nobody
    responsible: [platform]
  - title: Everybody
    accountable: [platform, bookings]
  - title: Both
    accountable: [bookings]
    informed: [bookings, platform]
  - title: Stranger
    accountable: [bookigns]
  - title: Wrong
    acountable: [bookings]
`,
  });
  expect(told(read)).toMatchInlineSnapshot(`
    [
      "responsibilities/a.yaml:7:12 ALM0827 No team is accountable for "Nobody".",
      "responsibilities/a.yaml:10:18 ALM0827 2 teams are accountable for "Everybody".",
      "responsibilities/a.yaml:15:19 ALM0822 There is no entity \`group:default/bookigns\`; did you mean \`group:default/bookings\`?",
      "responsibilities/a.yaml:17:5 ALM0103 Unknown key \`acountable\` in areas[5]; did you mean \`accountable\`?",
      "responsibilities/a.yaml:13:15 ALM0828 \`group:default/bookings\` is both accountable and informed for "Both".",
    ]
  `);
  expect(read.responsibilities[0]?.areas.map(({ title, accountable, parts }) => [title, accountable, [...parts]])).toEqual([
    ['Good', 'group:default/platform', [['group:default/platform', ['accountable', 'responsible']], ['group:default/bookings', ['responsible']]]],
    ['Both', 'group:default/bookings', [['group:default/bookings', ['accountable']], ['group:default/platform', ['informed']]]],
  ]);
});

it('never throws, whatever is in the folder', () => {
  const broken = fc.constantFrom('', '---\n---\n', '[', '{a: 1, a: 2}', 'items: 3', 'id: [', '\u0000', '&a [*a]', 'apiVersion: openslo/v1\nkind: SLO\n', 'title: x\nquestions: []\n', 'null', '- 1');
  fc.assert(
    fc.property(broken, fc.oneof(broken, fc.string()), (yaml, csv) => {
      const read = planningOf({ 'slos/a.yaml': yaml, 'roadmap.yaml': yaml, 'roadmap/a.yaml': yaml, 'roles/a.yaml': yaml, 'responsibilities/a.yaml': yaml, 'surveys/a.yaml': yaml, 'surveys/a.csv': csv }, undefined);
      for (const finding of read.findings) expect(finding.line).toBeGreaterThan(0);
    }),
    { numRuns: 25 },
  );
});
