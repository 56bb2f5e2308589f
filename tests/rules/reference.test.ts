import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { macros, ruleFunctions } from '../../src/rules/functions/functions.ts';
import { rulesReference } from '../../src/rules/reference.ts';
import { language } from './fixture.ts';

const errors = (source: string): readonly string[] =>
  language.compile(source, 'bool').problems.filter(({ severity }) => severity === 'error').map(({ message }) => message);

it.each([...macros, ...ruleFunctions].map(({ name, example }) => [name, example]))('%s has an example that compiles', (name, example) => {
  expect(example).toContain(name);
  expect(errors(example)).toEqual([]);
});

it('names every field of every type, with what it is', () => {
  const reference = rulesReference(language);
  const undescribed: string[] = [];
  for (const { name, fields } of language.types.values()) {
    expect(reference).toContain(`### ${name}\n`);
    for (const field of fields.values()) {
      expect(reference).toContain(`| \`${field.name}\` |`);
      if (name === 'Entity' && field.description === undefined) undescribed.push(`${name}.${field.name}`);
    }
  }
  expect(undescribed).toEqual([]);
  expect(reference).toContain('| `testCoverage` | number | Test coverage, in % |');
  expect(reference).toContain('| `lastCommitAt` | instant | Committer date of the tip of the default branch |');
});

it('is written about in a page whose examples compile', () => {
  const page = readFileSync(new URL('../../docs/rules.md', import.meta.url), 'utf8');
  const examples = [...page.matchAll(/```cel\n([^`]*)```/g)].flatMap(([, block = '']) => block.trim().split('\n'));
  expect(examples.length).toBeGreaterThan(10);
  for (const example of examples) expect({ example, errors: errors(example) }).toEqual({ example, errors: [] });
});
