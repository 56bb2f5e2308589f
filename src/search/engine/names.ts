import type { NameEntry } from '../manifest.ts';
import { distance } from './near.ts';
import type { SortedList } from './sorted-list.ts';

/** A thing that is called what was typed, or begins so. */
export interface NamedThing {
  readonly number: number;
  readonly title: string;
  readonly kind: string;
  readonly path: string;
  /** How what was typed is its name: all of it, a heading in it, the beginning of its name or of a later word. */
  readonly match: 'name' | 'heading' | 'part';
}

/** Blocks looked at for one name. */
const mostBlocks = 2;

/** Things by name: those of exactly this name first, then headings, then those whose name begins so, then those that have it later in their name; short names first. */
export async function namedThings(list: SortedList<NameEntry>, key: string, most: number): Promise<NamedThing[]> {
  if (key.length < 2) return [];
  const found = (await list.beginning(key, mostBlocks)).map(([name, title, kind, path, number, what]) => {
    const match = name !== key || what === 0 ? 'part' : what === 1 ? 'name' : 'heading';
    return { thing: { number, title, kind, path, match } satisfies NamedThing, order: [['name', 'heading', 'part'].indexOf(match), name === key ? 0 : 1, what === 1 ? 0 : what === 0 ? 1 : 2, name.length, number] };
  });
  found.sort((a, b) => a.order.map((value, at) => value - (b.order[at] ?? 0)).find((difference) => difference !== 0) ?? 0);
  return [...new Map(found.toReversed().map(({ thing }) => [thing.number, thing])).values()].reverse().slice(0, most);
}

/** Blocks looked at for names that begin with two letters. */
const mostNearBlocks = 8;

/** Things whose whole name is spelt nearly like what was typed, nearest first. */
export async function nearNames(list: SortedList<NameEntry>, key: string, most: number): Promise<NamedThing[]> {
  if (key.length < 4) return [];
  const far = Math.max(2, Math.floor(key.length / 4));
  const near = (await list.beginning(key.slice(0, 2), mostNearBlocks))
    .map((entry) => ({ entry, away: distance(key, entry[0], far) }))
    .filter(({ entry: [, , , , , what], away }) => what === 1 && away <= far)
    .sort((a, b) => a.away - b.away);
  return [...new Map(near.toReversed().map(({ entry: [, title, kind, path, number] }) => [number, { number, title, kind, path, match: 'part' } as const])).values()].reverse().slice(0, most);
}
