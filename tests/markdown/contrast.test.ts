import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { colourOf, contrast, declarations } from '../design/colours.ts';

const styles = join(import.meta.dirname, '../../src/styles');
const names = new Map([...declarations(readFileSync(join(styles, 'tokens.css'), 'utf8')), ...declarations(readFileSync(join(styles, 'prose.css'), 'utf8'))]);
const code = [...names.keys()].filter((name) => name.startsWith('t-'));

test.each(['light', 'dark'] as const)('code can be read on every ground that a line has, %s', (theme) => {
  expect(code.length).toBeGreaterThan(6);
  const faint = code.flatMap((name) =>
    ['sunken', 'marked', 'good-tint', 'bad-tint'].flatMap((ground) => {
      const ratio = contrast(colourOf(`var(--${name})`, theme, names), colourOf(`var(--${ground})`, theme, names));
      return ratio >= 4.5 ? [] : [`${name} on ${ground}: ${ratio.toFixed(2)}`];
    }),
  );
  expect(faint).toEqual([]);
});

test.each(['light', 'dark'] as const)('titles of admonitions can be read, %s', (theme) => {
  expect(contrast(colourOf('var(--info)', theme, names), colourOf('var(--info-tint)', theme, names))).toBeGreaterThanOrEqual(4.5);
});
