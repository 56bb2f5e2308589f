import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { config } from '../../src/schema/config.ts';
import { repository } from '../../src/schema/facts/repository.ts';
import { rules } from './examples.ts';

const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'worked-examples.md'), 'utf8');
const fenced = (kind: string): string[] => [...page.matchAll(new RegExp(`^\`\`\`${kind}\\n(.*?)^\`\`\`$`, 'gms'))].map(([, text]) => text ?? '');
const source = (id: string): string => readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'examples', `${id}.yaml`), 'utf8');

it('says of every check of OpenSSF Scorecard that is there what it states otherwise, and of no other', () => {
  const told = [...page.matchAll(/^\| ([A-Z][A-Za-z-]+) \|/gm)].map(([, name]) => name?.toLowerCase());
  const ids = rules.scorecards.get('openssf-scorecard')?.checks.map(({ id }) => id).filter((id) => id !== 'license-recognised');
  expect(told.toSorted()).toEqual(ids?.toSorted());
});

it('quotes the expressions of stale-repos as they are', () => {
  const quoted = ['target: 365', 'daysSince(repository.lastCommitAt)', "repository.repository.glob('**/{demo-*,*-archive}')", "repository.topics.exists(t, t in ['keep', 'reference'])"];
  for (const expression of quoted) {
    expect(page).toContain(`\`${expression}\``);
    expect(source('stale-repos')).toContain(expression);
  }
  expect(page).toContain('`daysSince(repository.pushedAt)`');
  // The two differ in the date that they go by, and in nothing else that is judged.
  expect(source('stale-repos-pushed').split(/^levels:/m)[1]?.replace('repository.pushedAt', 'repository.lastCommitAt').replace('pushed to', 'committed to')).toBe(source('stale-repos').split(/^levels:/m)[1]);
  expect(source('stale-repos-pushed')).toContain(source('stale-repos').split(/^applies:/m)[1]?.split(/^levels:/m)[0]);
});

it('shows facts and sources as they are read', () => {
  const [line = ''] = fenced('json');
  expect(repository.parse(JSON.parse(line))).toMatchObject({ archived: false, topics: ['go'] });
  const [, sources = ''] = fenced('yaml');
  expect(config.parse(parse(sources)).sources).toMatchObject({ facts: [{ path: 'facts/repository.ndjson' }] });
});
