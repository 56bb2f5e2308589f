import { afterAll, beforeAll, expect, it } from 'vitest';
import { entityPage } from '../../src/schema/edition/entity.ts';
import { editionIndex } from '../../src/schema/edition/index-file.ts';
import { inputFiles, type World, worldOf } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await worldOf(inputFiles());
});
afterAll(() => world.remove());

const documentsOf = (file: string) => entityPage.parse(world.json(`entities/${file}.json`)).documents;

it('lists on the page of a component what is about it, what leads to it, and the journeys that it is a step of', () => {
  const documents = documentsOf('component/default/ledger');
  expect(documents?.groups.map(({ kind, items }) => [kind, items.map(({ path }) => path)])).toEqual([
    ['doc', ['docs/ci/', 'docs/']],
    ['postmortem', ['postmortems/2026-11-01-down/']],
  ]);
  // Of the two versions only the current one.
  expect(documents?.journeys).toEqual([{ document: expect.objectContaining({ path: 'docs/api/v2/errors/' }), steps: [{ number: 2, of: 2, title: 'It is booked' }] }]);
  expect(documents?.followUps.map(({ text, overdue }) => [text, overdue])).toEqual([['Write an alert', true], ['Write another', false]]);
});

it('lists on the page of a team what it keeps that is due for review, and what it owes', () => {
  const documents = documentsOf('group/default/platform');
  expect(documents?.due.map(({ path, overdue }) => [path, overdue])).toEqual([['docs/ci/', true]]);
  expect(documents?.dueTotal).toBe(1);
  expect(documents?.followUps.map(({ text, document }) => [text, document.path])).toEqual([['Write an alert', 'postmortems/2026-11-01-down/']]);
  // The day by which it is due is not yet past.
  expect(documentsOf('group/default/payments')?.due).toEqual([]);
});

it('tells in the index what there is, section by section and kind by kind', () => {
  const { documents } = editionIndex.parse(world.json('index.json'));
  expect(documents?.total).toBe(12);
  expect(documents?.sections).toEqual([
    { title: 'General', path: 'docs/start/', pages: 1 },
    { title: 'Builds', description: 'From a push to an image', path: 'docs/ci/', pages: 4 },
    { title: 'API', path: 'docs/api/v2/errors/', pages: 1 },
  ]);
  expect(documents?.kinds.map(({ kind, total, path }) => [kind, total, path])).toEqual([['doc', 9, 'docs/'], ['change', 1, 'changelog/'], ['postmortem', 1, 'postmortems/'], ['question', 1, 'questions/']]);
  expect(documents?.recent).toEqual([]);
});
