import fc from 'fast-check';
import { expect, test } from 'vitest';
import '../seed.ts';
import { CursorTrail } from '../../src/collect/cursor-trail.ts';

test('a cursor that does not move is told the second time', () => {
  const trail = new CursorTrail('The teams of acme could not be read');
  trail.follow('A');
  expect(() => trail.follow('A')).toThrow('The teams of acme could not be read: the list leads back to a page that was read before, and so has no end');
});

test('every circle is seen within a few rounds, whatever comes before it, and no list that ends is taken for one', () => {
  fc.assert(
    fc.property(fc.nat(60), fc.integer({ min: 1, max: 60 }), (before, circle) => {
      const trail = new CursorTrail('A list');
      const steps = before + circle;
      for (let at = 0; at < steps; at += 1) trail.follow(`${at}`);
      const goRound = (): void => {
        for (let at = 0; at < 4 * steps + 4; at += 1) trail.follow(`${before + (at % circle)}`);
      };
      expect(goRound).toThrow('leads back');
    }),
  );
});
