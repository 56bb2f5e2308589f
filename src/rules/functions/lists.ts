import { recorder } from '../recorder.ts';
import type { RuleFunction } from './function.ts';

function characters(text: string): bigint {
  recorder.spend(1 + (text.length >> 4));
  let count = 0n;
  for (const _ of text) count += 1n;
  return count;
}

const length = (list: readonly unknown[]): bigint => BigInt(list.length);

/** A map is a Map where it is a fact, and an object where it is written out. */
function keys(map: object): bigint {
  return BigInt(map instanceof Map ? map.size : Object.keys(map).length);
}

export const listFunctions: readonly RuleFunction[] = [
  {
    name: 'size',
    usage: 'size(list)',
    description: 'How many items a list has, keys a map, characters a text. Gives an int; `count` gives a double.',
    example: 'size(entity.description) >= 20',
    standard: true,
    overloads: [
      { takes: ['string'], gives: 'int', call: characters },
      { takes: ['list'], gives: 'int', call: length },
      { takes: ['map'], gives: 'int', call: keys },
      { receiver: 'string', takes: [], gives: 'int', call: characters },
      { receiver: 'list', takes: [], gives: 'int', call: length },
      { receiver: 'map', takes: [], gives: 'int', call: keys },
    ],
  },
  {
    name: 'count',
    usage: 'count(list)',
    description: 'How many items a list has, as a number that can be divided.',
    example: "count(entity.hasPart.filter(c, c.owner == '')) == 0",
    standard: false,
    overloads: [{ takes: ['list'], gives: 'double', call: (list: readonly unknown[]) => list.length }],
  },
];
