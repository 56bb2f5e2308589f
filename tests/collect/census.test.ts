import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CensusSum, censusOf, holderOf } from '../../src/collect/census.ts';
import { sourceFieldKind } from '../../src/schema/facts/source-field.ts';
import { night, Nights } from './nights.ts';
import { records, RemoteSource } from './remote-source.ts';

describe('censusOf', () => {
  it('counts fields by path, and those that could have them', () => {
    expect(censusOf('run', [
      { id: 1, repository: { id: 2, owner: { type: 'User', deep: { deeper: 1 } } }, labels: [{ name: 'x' }, { name: 'y', color: 'z' }], tags: ['v1'] },
      { id: 3, repository: null, labels: [] },
      'no record',
    ])).toEqual({
      record: 'run',
      records: 3,
      fields: {
        id: 2, repository: 2, 'repository{}': 1, 'repository.id': 1, 'repository.owner': 1, 'repository.owner{}': 1, 'repository.owner.type': 1, 'repository.owner.deep': 1,
        labels: 2, 'labels[]': 2, 'labels[].name': 2, 'labels[].color': 1, tags: 1,
      },
    });
  });

  it('holds names only, cut where they are absurd, and no more than a few hundred', () => {
    const { fields } = censusOf('x', [{ ['a'.repeat(500)]: 1, 'evil\u202Ename': 1, 'a.b[c]': 1, '': 1, 'two words': 1 }]);
    expect(Object.keys(fields)).toEqual([`${'a'.repeat(60)}…`, 'evil_U+202E_name', 'a_b_c_', '', 'two_words']);
    const many = Object.fromEntries(Array.from({ length: 2000 }, (_, n) => [`f${n}`, n]));
    expect(Object.keys(censusOf('x', [many]).fields)).toHaveLength(400);
    // An object of so many names is a table of data.
    expect(Object.keys(censusOf('x', [{ table: many }]).fields)).toEqual(['table', 'table{}']);
  });

  it('never throws, never counts more of a field than there could be, and adds up page by page', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), fc.array(fc.jsonValue()), (one, two) => {
        const sum = new CensusSum();
        sum.add([censusOf('r', one)]);
        sum.add([censusOf('r', two)]);
        const [total] = sum.total();
        expect(total).toEqual(censusOf('r', [...one, ...two]));
        for (const [field, count] of Object.entries(total?.fields ?? {})) {
          if (field.endsWith('[]') || field.endsWith('{}')) continue;
          const holder = holderOf(field);
          expect(count).toBeLessThanOrEqual(holder === undefined ? one.length + two.length : (total?.fields[holder] ?? 0));
        }
      }),
    );
  });
});

describe('fields that come and go', () => {
  /** A night with so many records, each with these fields under `extra`. */
  async function field(nights: Nights, source: RemoteSource, n: number, count: number, extra: (n: number) => Record<string, unknown> | undefined): Promise<string[]> {
    const page = records(...Array.from({ length: count }, (_, index) => `r${index}`)).map((record, index) => ({ ...record, ...(extra(index) === undefined ? {} : { extra: extra(index) }) }));
    source.shards = { all: { pages: [page] } };
    const { collectors } = await nights.run({ asOf: night(n), collectors: [source.collector()] });
    return collectors.flatMap(({ findings }) => findings.map(({ code, severity, what }) => `${code} ${severity} ${what}`));
  }
  const presence = async (nights: Nights, n: number): Promise<Record<string, unknown>> => Object.fromEntries((await nights.rows(sourceFieldKind, night(n))).map((row) => [row['field'], row['presence']]));

  it('says nothing on the first night, and a note on new fields for two weeks', async () => {
    const nights = new Nights();
    const source = new RemoteSource();
    expect(await field(nights, source, 1, 30, () => ({ id: 1 }))).toEqual([]);
    expect(await nights.rows(sourceFieldKind, night(1))).toContainEqual({ collector: 'remote', record: 'thing', field: 'extra.id', presence: 'always', records: 20 });
    const noted = 'ALM0214 note Remote source: records of kind thing have fields that none had before: `extra.more`, `extra.owner`.';
    expect(await field(nights, source, 2, 30, () => ({ id: 1, more: 2, owner: { type: 'x' } }))).toEqual([noted]);
    // Still said the next nights, without being noticed again.
    expect(await field(nights, source, 3, 30, (n) => ({ id: 1, more: 2, ...(n < 5 ? { owner: { type: 'x' } } : {}) }))).toContain(noted);
    expect(await field(nights, source, 17, 30, (n) => ({ id: 1, more: 2, ...(n < 5 ? { owner: { type: 'x' } } : {}) }))).not.toContain(noted);
  });

  it('warns of a field that had always been there and comes no more, and is calm again when it is back', async () => {
    const nights = new Nights();
    const source = new RemoteSource();
    await field(nights, source, 1, 25, () => ({ id: 1, gone: 1 }));
    const warned = await field(nights, source, 2, 25, () => ({ id: 1 }));
    expect(warned).toEqual(['ALM0215 warning Remote source: records of kind thing had always had fields that come no more: `extra.gone`.']);
    expect(await presence(nights, 2)).toMatchObject({ 'extra.gone': 'never', 'extra.id': 'always' });
    expect(await field(nights, source, 3, 25, () => ({ id: 1 }))).toEqual(warned);
    expect(await field(nights, source, 4, 25, () => ({ id: 1, gone: 1 }))).toEqual([]);
    expect(await presence(nights, 4)).toMatchObject({ 'extra.gone': 'always' });
  });

  it('notes a field that had always been there and that some lack', async () => {
    const nights = new Nights();
    const source = new RemoteSource();
    await field(nights, source, 1, 25, () => ({ id: 1, some: 1 }));
    expect(await field(nights, source, 2, 25, (n) => ({ id: 1, ...(n === 0 ? {} : { some: 1 }) }))).toEqual([
      'ALM0215 note Remote source: records of kind thing had always had fields that some lack now: `extra.some`.',
    ]);
    expect(await presence(nights, 2)).toMatchObject({ 'extra.some': 'sometimes' });
  });

  it('draws nothing from few records, nor of a field from what could not have it', async () => {
    const nights = new Nights();
    const source = new RemoteSource();
    await field(nights, source, 1, 5, () => ({ id: 1, rare: 1 }));
    expect(await field(nights, source, 2, 5, () => ({ id: 1, other: 1 }))).toEqual([]);
    expect(await presence(nights, 2)).toMatchObject({ 'extra.rare': 'sometimes', 'extra.other': 'sometimes' });
    await field(nights, source, 3, 40, () => ({ id: 1 }));
    // Without the whole of `extra`, only that is missing.
    expect(await field(nights, source, 4, 40, () => undefined)).toEqual(['ALM0215 warning Remote source: records of kind thing had always had fields that come no more: `extra`.']);
    expect(await presence(nights, 4)).toMatchObject({ extra: 'never', 'extra.id': 'always' });
  });
});
