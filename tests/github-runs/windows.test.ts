import fc from 'fast-check';
import { expect, it } from 'vitest';
import { branchKindOf } from '../../src/github/branch-kind.ts';
import { before, instantOf } from '../../src/github/instant-of.ts';
import { instant } from '../../src/schema/primitives.ts';
import { createdRange, splitWindow } from '../../src/github/run-windows.ts';

const second = fc.integer({ min: 1_500_000_000, max: 1_900_000_000 });
const at = (seconds: number): string => new Date(seconds * 1000).toISOString();

it('stretches of a window follow each other without gap or overlap, and are shorter than it', () => {
  fc.assert(
    fc.property(second, fc.integer({ min: 1, max: 20_000_000 }), fc.integer({ min: 1000, max: 100_000 }), (from, length, count) => {
      const parts = splitWindow({ from: at(from), to: at(from + length) }, count);
      expect(parts?.[0]?.from).toBe(at(from));
      expect(parts?.at(-1)?.to).toBe(at(from + length));
      parts?.reduce((left, right) => {
        expect(Date.parse(right.from) - Date.parse(left.to)).toBe(1000);
        return right;
      });
      for (const part of parts ?? []) expect(part.to >= part.from && Date.parse(part.to) - Date.parse(part.from) < length * 1000).toBe(true);
    }),
  );
});

it('does not cut a second', () => {
  expect(splitWindow({ from: at(1_700_000_000), to: at(1_700_000_000) }, 5000)).toBeUndefined();
});

it('asks in the form that the search is documented with', () => {
  expect(createdRange({ from: '2026-11-20T03:00:00.000Z', to: '2026-11-20T09:00:00.000Z' })).toBe('2026-11-20T03:00:00Z..2026-11-20T09:00:00Z');
});

it.each([
  ['main', 'push', 'default'],
  ['refs/heads/main', 'push', 'default'],
  ['main', 'schedule', 'default'],
  ['anybody/topic', 'pull_request', 'pull-request'],
  ['main', 'pull_request_target', 'pull-request'],
  ['gh-readonly-queue/main/pr-12-abc', 'merge_group', 'pull-request'],
  ['gh-readonly-queue/main/pr-12-abc', 'push', 'pull-request'],
  ['refs/pull/12/merge', 'push', 'pull-request'],
  ['refs/tags/nightly', 'push', 'tag'],
  ['v1.2.3', 'push', 'tag'],
  ['2026.11', 'push', 'tag'],
  ['nightly', 'release', 'tag'],
  ['release/1.2', 'push', 'release'],
  ['releases-2.0', 'push', 'release'],
  ['1.x', 'push', 'release'],
  ['v2.4.x', 'push', 'release'],
  ['hotfix/pay', 'push', 'release'],
  ['released-notes', 'push', 'other'],
  ['topic', 'workflow_dispatch', 'other'],
  ['', 'push', undefined],
  [undefined, 'workflow_dispatch', undefined],
])('a run on %s by %s is one of kind %s', (ref, event, kind) => {
  expect(branchKindOf(ref, event, 'main')).toBe(kind);
});

it.each([
  [1615077308538, '2021-03-07T00:35:08.538Z'],
  ['2021-03-07T00:33:04.000Z', '2021-03-07T00:33:04.000Z'],
  ['2023-01-31 18:58:04', '2023-01-31T18:58:04.000Z'],
  ['2023-01-31 18:58:04 UTC', '2023-01-31T18:58:04.000Z'],
  ['2023-01-31T18:58:04+0100', '2023-01-31T17:58:04.000Z'],
  ['2023-13-31T18:58:04Z', undefined],
  ['yesterday', undefined],
  [Number.NaN, undefined],
  [null, undefined],
])('%s is the instant %s', (value, expected) => {
  expect(instantOf(value)).toBe(expected);
});

it('an instant of GitHub is one of ours', () => {
  const anything = fc.oneof(fc.anything(), fc.double(), fc.date({ noInvalidDate: true }).map((date) => date.toISOString()));
  fc.assert(
    fc.property(anything, (value) => {
      expect(instant.safeParse(instantOf(value) ?? '2026-01-01T00:00:00.000Z').error).toBeUndefined();
    }),
  );
  expect(before('2026-11-20T03:00:00.000Z', 1500)).toBe('2026-11-20T02:59:58.500Z');
});
