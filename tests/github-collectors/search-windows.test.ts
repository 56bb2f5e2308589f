import '../seed.ts';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { mostResults, searchedTo, type SearchPage, searchWindows, type WindowPage } from '../../src/github/search-windows.ts';

/** When each thing happened, in seconds of the year; its place in the list tells it from the others. */
type Happened = readonly number[];

const start = Date.parse('2026-01-01T00:00:00Z') / 1000;
const at = (second: number): string => new Date((start + second) * 1000).toISOString().replace('.000Z', 'Z');

/** GitHub's search over things that happened: a hundred a page, a thousand in all, both ends of a window included. */
class Search {
  happened: { readonly id: string; readonly second: number }[];
  asked: { readonly count: number; readonly seconds: number; readonly after: string | undefined }[] = [];
  /** Called before each answer. */
  before: (asked: number) => void = () => undefined;
  constructor(happened: Happened) {
    this.happened = happened.map((second, index) => ({ id: `PR_${index}`, second }));
  }
  readonly ask = async (window: { from: string; to: string }, after: string | undefined): Promise<SearchPage<string>> => {
    this.before(this.asked.length);
    const from = Date.parse(window.from) / 1000 - start;
    const to = Date.parse(window.to) / 1000 - start;
    const found = this.happened.filter(({ second }) => second >= from && second <= to);
    const offset = Number(after ?? 0);
    const page = found.slice(offset, Math.min(offset + 100, mostResults));
    this.asked.push({ count: found.length, seconds: to - from + 1, after });
    const next = offset + page.length;
    return { count: found.length, items: page.map(({ id }) => ({ id, value: id })), hidden: 0, next: next < Math.min(found.length, mostResults) ? String(next) : undefined };
  };
}

async function pages(search: Search, seconds: number, resume?: string): Promise<WindowPage<string>[]> {
  return all(searchWindows({ start: at(0), end: at(seconds - 1), resume, ask: search.ask }));
}

async function all<T>(given: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const one of given) list.push(one);
  return list;
}

const items = (list: readonly WindowPage<string>[]): string[] => list.flatMap((page) => [...page.items]);

/** Bursts: many things in few seconds, and long stretches with nothing. */
const bursts = fc
  .array(fc.record({ second: fc.integer({ min: 0, max: 499_999 }), count: fc.integer({ min: 1, max: 600 }), spread: fc.constantFrom(0, 1, 10, 3_000, 200_000) }), { maxLength: 6 })
  .map((list) => list.flatMap(({ second, count, spread }) => Array.from({ length: count }, (_, index) => Math.min(499_999, second + Math.floor((index * spread) / count)))));

/** As bursts, but never more in one second than GitHub shows. */
const happenings = bursts.filter((list) => Math.max(0, ...Map.groupBy(list, (second) => second).values().map(({ length }) => length)) < mostResults);

it('gives everything that happened exactly once, however it is spread', async () => {
  await fc.assert(
    fc.asyncProperty(happenings, async (happened) => {
      const search = new Search(happened);
      const found = await pages(search, 500_000);
      expect(items(found).toSorted()).toEqual(search.happened.map(({ id }) => id).toSorted());
      expect(found.flatMap(({ problems }) => problems)).toEqual([]);
      expect(new Set(found.map(({ name }) => name)).size).toBe(found.length);
    }),
    { numRuns: 30 },
  );
});

it('never pages through a window that holds more than GitHub shows', async () => {
  await fc.assert(
    fc.asyncProperty(happenings, async (happened) => {
      const search = new Search(happened);
      await pages(search, 500_000);
      expect(search.asked.filter(({ count, after }) => after !== undefined && count >= mostResults)).toEqual([]);
    }),
    { numRuns: 20 },
  );
});

it('goes on after any page as if it had not been cut off', async () => {
  await fc.assert(
    fc.asyncProperty(happenings, fc.nat(), async (happened, pick) => {
      const whole = await pages(new Search(happened), 500_000);
      const cut = pick % whole.length;
      const rest = await pages(new Search(happened), 500_000, whole[cut]?.bookmark);
      const shape = (list: readonly WindowPage<string>[]): unknown => list.map(({ bookmark, ...page }) => ({ ...page, bookmark: JSON.parse(bookmark) }));
      expect(shape([...whole.slice(0, cut + 1), ...rest])).toEqual(shape(whole));
    }),
    { numRuns: 30 },
  );
});

it('gives nothing twice and loses nothing that stays while others leave between its pages', async () => {
  // An issue leaves its window when it is changed again. In a second with more than a page of them nobody could tell.
  const apart = happenings.filter((list) => Math.max(0, ...Map.groupBy(list, (second) => second).values().map(({ length }) => length)) <= 100);
  await fc.assert(
    fc.asyncProperty(apart, fc.array(fc.nat(), { maxLength: 12 }), async (happened, leaving) => {
      const search = new Search(happened);
      const gone = new Set<string>();
      search.before = (asked) => {
        const one = search.happened[(leaving[asked] ?? 0) % Math.max(1, search.happened.length)];
        if (leaving[asked] === undefined || one === undefined) return;
        gone.add(one.id);
        search.happened = search.happened.filter(({ id }) => id !== one.id);
      };
      const found = items(await pages(search, 500_000));
      expect(new Set(found).size).toBe(found.length);
      expect(happened.map((_, index) => `PR_${index}`).filter((id) => !gone.has(id) && !found.includes(id))).toEqual([]);
    }),
    { numRuns: 30 },
  );
});

it('asks about once for each hundred, also on the first night of a large organisation', async () => {
  // Work days of 3,000 from eight to six, nights and weekends of next to nothing.
  const happened = Array.from({ length: 21 }, (_, day) => (day % 7 < 5 ? Array.from({ length: 3_000 }, (_, index) => day * 86_400 + 28_800 + index * 12) : [day * 86_400])).flat();
  const search = new Search(happened);
  expect(items(await pages(search, 21 * 86_400)).length).toBe(happened.length);
  expect(search.asked.length).toBeLessThan((happened.length / 100) * 1.25);
});

it('starts with windows as wide as the last night needed', async () => {
  const happened = Array.from({ length: 10_000 }, (_, index) => index * 40);
  const first = await pages(new Search(happened), 400_000);
  const search = new Search(happened);
  await all(searchWindows({ start: at(0), end: at(399_999), earlier: first.at(-1)?.bookmark, ask: search.ask }));
  expect(search.asked[0]?.count).toBeLessThan(mostResults);
});

it('says how much is missing of a second with more than a thousand, and goes on', async () => {
  const search = new Search([5, ...Array.from({ length: 1_200 }, () => 7), 9]);
  const found = await pages(search, 20);
  expect(items(found).length).toBe(1_002);
  expect(found.flatMap(({ problems }) => problems)).toEqual([{ kind: 'crowded', window: { from: at(7), to: at(7) }, count: 1_200, received: 1_000 }]);
});

it('says where GitHub gives less than it counts', async () => {
  const ask = async (): Promise<SearchPage<string>> => ({ count: 3, items: [{ id: 'a', value: 'a' }], hidden: 2, next: undefined });
  const [page] = await all(searchWindows({ start: at(0), end: at(59), ask }));
  expect(page?.problems).toEqual([{ kind: 'short', window: { from: at(0), to: at(59) }, count: 3, received: 1 }]);
});

it('ends where a cursor leads nowhere', async () => {
  const ask = async (): Promise<SearchPage<string>> => ({ count: 5, items: [], hidden: 0, next: 'again' });
  expect(await all(searchWindows({ start: at(0), end: at(59), ask }))).toHaveLength(1);
});

it('moves its bookmark where nothing happened, and reads none that is not its own', async () => {
  const [page] = await pages(new Search([]), 3_600);
  expect(searchedTo(page?.bookmark)).toBe(at(3_600));
  expect(searchedTo(undefined)).toBeUndefined();
  expect(searchedTo('{"from":"yesterday"}')).toBeUndefined();
  expect(searchedTo('not JSON')).toBeUndefined();
});

it('gives up where counts cannot be true, instead of asking for each second of a year', async () => {
  let asked = 0;
  const ask = async (): Promise<SearchPage<string>> => {
    asked += 1;
    return { count: 5_000, items: [], hidden: 0, next: undefined };
  };
  const read = async (): Promise<void> => {
    for await (const _ of searchWindows({ start: at(0), end: at(365 * 86_400), ask }));
  };
  await expect(read()).rejects.toThrow('GitHub counts 5000 results in one second after the other, and gives next to none: its counts cannot be relied on');
  expect(asked).toBeLessThan(100);
});
