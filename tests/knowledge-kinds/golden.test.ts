import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { documentFile, documentFiles } from '../../src/edition/routes.ts';
import { documentPage, followUp } from '../../src/schema/edition/document.ts';
import { documentKindPage, knowledgeKind, knowledgeOverview } from '../../src/schema/edition/knowledge.ts';
import { entityPage } from '../../src/schema/edition/entity.ts';
import { page, type World, worldOf, written } from './world.ts';

// The documents in `input` give exactly the files beside it. After a change that is meant, `vitest run -u` writes them.
const output = join(import.meta.dirname, 'output');

let world: World;
beforeAll(async () => (world = await worldOf(written)), 60_000);
afterAll(() => world.remove());

const shown = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;

it.each(knowledgeKind.options)('writes the list of the kind %s', async (kind) => {
  const list = documentKindPage.parse(world.json(documentFiles.kind(kind)));
  await expect(shown(list)).toMatchFileSnapshot(join(output, `${kind}.json`));
});

it('writes what is still to be done, the longest overdue first, and every action item', async () => {
  await expect(shown(knowledgeOverview.parse(world.json(documentFiles.knowledge)))).toMatchFileSnapshot(join(output, 'knowledge.json'));
  const lines = world.text(documentFiles.followUps).trim().split('\n').map((line) => followUp.parse(JSON.parse(line)));
  expect(lines.map(({ text, done, overdue }) => `${done === undefined ? (overdue ? 'overdue' : 'open') : 'done'}: ${text}`)).toEqual([
    'overdue: Alert at 80 percent',
    'open: Test with expired cards',
    'open: Publish waiting times',
    'open: Ask the provider',
    'done: Say where the disk is',
    'done: Larger disk',
  ]);
});

it.each([
  'runbooks/ledger-slow/',
  'runbooks/cards-down/',
  'postmortems/2026-11-01-ledger/',
  'architecture-decisions/0001-one-ledger/',
  'architecture-decisions/0002-ledger-per-region/',
  'drills/2026-11-20-disk/',
  'minutes/2026-11-05-users/',
  'charters/payments/',
  'questions/builds/cache/',
])('gives the page %s its record', async (path) => {
  const { record } = documentPage.parse(world.json(documentFile(path)));
  await expect(shown(record)).toMatchFileSnapshot(join(output, 'records', `${path.replace(/\/$/, '').replaceAll('/', '-')}.json`));
});

it('shows them on what they are about, and what is owed on the page of the team', () => {
  const about = (ref: string): Record<string, string[]> => {
    const { documents } = entityPage.parse(world.json(`entities/${ref.replace(':', '/')}.json`));
    const groups = documents?.groups.map(({ kind, items }) => [kind, items.map(({ title }) => title)]) ?? [];
    return { ...Object.fromEntries(groups), followUps: documents?.followUps.map(({ text }) => text) ?? [], due: documents?.due.map(({ title }) => title) ?? [] };
  };
  expect(about('component:default/ledger')).toEqual({
    runbook: ['Cards are down', 'Ledger is slow'],
    'architecture-decision': ['A ledger per country'],
    postmortem: ['The ledger stood still'],
    drill: ['The disk is full'],
    question: ['Where is my money?'],
    followUps: ['Alert at 80 percent', 'Ask the provider'],
    due: [],
  });
  expect(about('group:default/platform')).toEqual({ followUps: ['Alert at 80 percent', 'Publish waiting times'], due: [] });
  expect(about('group:default/payments')).toEqual({ charter: ['Payments, its charter'], followUps: ['Test with expired cards'], due: ['Ledger is slow'] });
});

it('finds nothing wrong but what is', () => {
  expect(world.otherErrors).toEqual([]);
  expect(world.findings).toEqual(['runbooks/cards-down.md:2:1 note ALM0809: The runbook `Cards are down` was never tested.']);
});

it('writes a page of a list for every ten documents, in an order that does not depend on the names of files', async () => {
  const numbers = Array.from({ length: 23 }, (_, index) => index + 1);
  const many = await worldOf(Object.fromEntries(numbers.map((n) => [`minutes/${100 - n}.md`, page(`title: Meeting ${n}\ndate: 2026-10-${String(n).padStart(2, '0')}\ngroup: Users`)])));
  const pages = [1, 2, 3].map((number) => documentKindPage.parse(many.json(documentFiles.kind('minutes', number))));
  many.remove();
  expect(pages.flatMap(({ items }) => items.map(({ title }) => title))).toEqual(numbers.toReversed().map((n) => `Meeting ${n}`));
  expect(pages.map(({ page: number, total, previous, next }) => [number, total, previous, next])).toEqual([
    [1, 23, undefined, 'knowledge/minutes/2/'],
    [2, 23, 'minutes/', 'knowledge/minutes/3/'],
    [3, 23, 'knowledge/minutes/2/', undefined],
  ]);
}, 60_000);

it('writes every list of an organisation that has written nothing', async () => {
  const nothing = await worldOf({});
  expect(knowledgeKind.options.map((kind) => documentKindPage.parse(nothing.json(documentFiles.kind(kind))).total)).toEqual([0, 0, 0, 0, 0, 0, 0]);
  expect(knowledgeOverview.parse(nothing.json(documentFiles.knowledge)).followUps).toEqual({ open: 0, overdue: 0, done: 0, unowned: 0 });
  nothing.remove();
}, 60_000);
