import { expect, it } from 'vitest';
import { storable } from '../../src/collect/intake.ts';
import { makeFinding } from '../../src/findings/codes.ts';

it('keeps a finding whose place is no place, without the place', () => {
  const odd = makeFinding('ALM0201', { what: 'It could not be read', repository: 'host/..', line: 0 });
  expect(storable(odd, 'a')).toMatchObject({ code: 'ALM0201', what: 'It could not be read' });
  expect(storable(odd, 'a')).not.toHaveProperty('repository');
  const plain = makeFinding('ALM0201', { what: 'It could not be read', repository: 'host/name', file: 'a', line: 1 });
  expect(storable(plain, 'a')).toMatchObject(plain);
  expect(storable(plain, 'a').id).not.toBe(storable({ ...plain, line: 2 }, 'a').id);
  expect(storable(plain, 'a').id).not.toBe(storable(plain, 'b').id);
});
