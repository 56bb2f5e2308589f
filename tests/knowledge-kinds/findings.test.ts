import { afterAll, beforeAll, expect, it } from 'vitest';
import { page, type World, worldOf } from './world.ts';

// Each document has one mistake, but those that a second one belongs to.
const files: Readonly<Record<string, string>> = {
  'runbooks/never-tested.md': page('title: Ledger is slow\nentities: [component:ledger]'),
  'runbooks/tested-long-ago.md': page('title: Ledger is full\nentities: [component:ledger]\nlastTested: 2025-11-20'),
  'runbooks/tested-a-year-ago.md': page('title: Ledger is down\nentities: [component:ledger]\nlastTested: 2025-11-21'),
  'runbooks/for-nothing.md': page('title: Something is slow\nlastTested: 2026-11-01'),
  'runbooks/tested-tomorrow.md': page('title: Cards are slow\nentities: [component:cards]\nlastTested: 2026-11-23'),
  'runbooks/drilled.md': page('title: Cards are down\nentities: [component:cards]\nlastTested: 2024-01-01\nescalateTo: [component:ledger]'),
  'postmortems/backwards.md': page('title: Backwards\ndate: 2026-11-02\nstartedAt: 2026-11-02T13:00:00Z\nresolvedAt: 2026-11-02T12:00:00Z\nactions: [{ text: Look, done: 2026-11-02 }]'),
  'postmortems/other-day.md': page('title: Another day\ndate: 2026-11-02\nstartedAt: 2026-10-02T13:00:00Z\nactions: [{ text: Look, done: 2026-11-02 }]'),
  'postmortems/tomorrow.md': page('title: Tomorrow\ndate: 2026-11-23\nactions: [{ text: Look, done: 2026-11-20 }]'),
  // In the east it is the 22nd already.
  'postmortems/today-elsewhere.md': page('title: Elsewhere\ndate: 2026-11-22\nactions: [{ text: Look, done: 2026-11-22 }]'),
  'postmortems/old-draft.md': page('title: Old draft\ndate: 2026-10-21\nstatus: draft'),
  'postmortems/young-draft.md': page('title: Young draft\ndate: 2026-10-22\nstatus: in-review'),
  'postmortems/nothing-done.md': page('title: Nothing done\ndate: 2026-10-21'),
  'postmortems/actions.md': page(`title: Actions
date: 2026-10-21
actions:
  - text: Nobody's, and late
    due: 2026-11-20
  - text: Nobody's, due today
    due: 2026-11-21
  - text: Done tomorrow
    owner: group:payments
    done: 2026-11-23
  - text: A person's
    owner: user:robin
  - text: A component's
    owner: component:ledger`),
  'architecture-decisions/0001-one.md': page('title: One\ndate: 2026-01-01\nstatus: superseded'),
  'architecture-decisions/0002-two.md': page('title: Two\ndate: 2026-01-02\nsupersedes:\n  - 0009-nine.md\n  - 0003-three'),
  'architecture-decisions/0003-three.md': page('title: Three\ndate: 2026-01-03'),
  'architecture-decisions/0003-three-again.md': page('title: Three again\ndate: 2026-01-03'),
  'architecture-decisions/0005-five.md': page('title: Five\ndate: 2026-01-05\nstatus: superseded\nsupersedes: [0006-six.md]'),
  'architecture-decisions/0006-six.md': page('title: Six\ndate: 2026-01-06\nstatus: superseded\nsupersedes: [0005-five.md]'),
  'architecture-decisions/0007-seven.md': page('title: Seven\ndate: 2027-01-01\nstatus: proposed'),
  'drills/unknown-runbook.md': page('title: Unknown\ndate: 2026-11-01\nscenario: Cards stop.\noutcome: passed\nrunbooks: [runbooks/drilled.md, runbooks/nothing.md]'),
  'drills/late.md': page('title: Late\ndate: 2026-11-20\nscenario: Cards stop.'),
  'drills/held-tomorrow.md': page('title: Held tomorrow\ndate: 2026-11-23\nscenario: Cards stop.\noutcome: failed\ndetectMinutes: 9\nrecoverMinutes: 5'),
  'minutes/a.md': page('title: Users\ndate: 2026-11-01\ngroup: Users\nnext: 2026-11-01'),
  'charters/payments.md': page('title: Payments\nteam: payments\nmission: Pay.'),
  'charters/payments-again.md': page('title: Payments again\nteam: group:default/payments\nmission: Pay.'),
  'charters/nobody.md': page('title: Nobody\nteam: group:nobody\nmission: None.'),
  'questions/a.md': page('title: How do I pay?\nalsoAsked: [Paying]'),
  'questions/b.md': page("title: What is paying?\nalsoAsked:\n  - Why\n  - how do I pay"),
};

let world: World;
beforeAll(async () => (world = await worldOf(files)), 60_000);
afterAll(() => world.remove());

it('says what is wrong with file, line and column, and nothing of what is not', () => {
  expect(world.findings.join('\n')).toMatchInlineSnapshot(`
    "architecture-decisions/0001-one.md:4:9 error ALM0806: architecture-decisions/0001-one.md is superseded, but no decision supersedes it.
    architecture-decisions/0002-two.md:5:5 error ALM0804: \`0009-nine.md\` is not a decision beside architecture-decisions/0002-two.md.
    architecture-decisions/0002-two.md:6:5 error ALM0805: architecture-decisions/0003-three.md is superseded by this decision, but its status is accepted.
    architecture-decisions/0003-three.md:2:8 error ALM0815: architecture-decisions/0003-three.md has the number of architecture-decisions/0003-three-again.md.
    architecture-decisions/0005-five.md:5:13 error ALM0812: architecture-decisions/0005-five.md supersedes architecture-decisions/0006-six.md supersedes architecture-decisions/0005-five.md.
    charters/payments.md:3:7 error ALM0811: \`payments\` has a charter in charters/payments-again.md already.
    drills/held-tomorrow.md:7:17 error ALM0802: It was over after 5 minutes, but noticed only after 9.
    drills/unknown-runbook.md:6:33 error ALM0807: \`runbooks/nothing.md\` is not a runbook of the content folder.
    minutes/a.md:5:7 error ALM0802: The next meeting is on 2026-11-01, which is not after 2026-11-01.
    postmortems/actions.md:13:12 error ALM0817: \`user:robin\` is a person, not a team.
    postmortems/actions.md:15:12 error ALM0801: \`component:ledger\` is no team: it is of the kind component.
    postmortems/backwards.md:5:13 error ALM0802: The incident was resolved at 2026-11-02T12:00:00Z, before it began at 2026-11-02T13:00:00Z.
    postmortems/other-day.md:4:12 error ALM0802: The incident is of 2026-11-02, but it started at 2026-10-02T13:00:00Z.
    runbooks/drilled.md:5:14 error ALM0801: \`component:ledger\` is no team: it is of the kind component.
    architecture-decisions/0007-seven.md:3:7 warning ALM0803: \`Seven\` was proposed on 2027-01-01, but the edition is of 2026-11-21.
    drills/held-tomorrow.md:3:7 warning ALM0803: \`Held tomorrow\` was held on 2026-11-23, but the edition is of 2026-11-21.
    postmortems/actions.md:11:11 warning ALM0803: \`Done tomorrow\` was done on 2026-11-23, but the edition is of 2026-11-21.
    postmortems/tomorrow.md:3:7 warning ALM0803: The incident of \`Tomorrow\` began on 2026-11-23, but the edition is of 2026-11-21.
    runbooks/tested-tomorrow.md:4:13 warning ALM0803: \`Cards are slow\` was last tested on 2026-11-23, but the edition is of 2026-11-21.
    drills/late.md:3:7 note ALM0813: \`Late\` is still planned, for 2026-11-20.
    postmortems/actions.md:5:5 note ALM0808: \`Nobody's, and late\` was due on 2026-11-20, and nobody owns it.
    postmortems/nothing-done.md:2:1 note ALM0816: The post-mortem \`Nothing done\` is final and asks for nothing.
    postmortems/old-draft.md:4:9 note ALM0814: The post-mortem \`Old draft\` is still a draft, 31 days after the incident.
    questions/b.md:5:5 note ALM0818: questions/a.md answers \`how do I pay\` too.
    runbooks/for-nothing.md:2:1 note ALM0810: The runbook \`Something is slow\` names no entity.
    runbooks/never-tested.md:2:1 note ALM0809: The runbook \`Ledger is slow\` was never tested.
    runbooks/tested-long-ago.md:4:13 note ALM0809: The runbook \`Ledger is full\` was last tested on 2025-11-20, 366 days ago."
  `);
});

it('leaves references that the catalog has not to the check of all documents', () => {
  expect(world.otherErrors.join('\n')).toMatchInlineSnapshot(`"charters/nobody.md:3:7 error ALM0721: \`team\` names \`group:nobody\`, which is not in the catalog."`);
});
