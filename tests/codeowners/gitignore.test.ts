import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compile } from '../../src/codeowners/match.ts';
import { parseCodeowners } from '../../src/codeowners/parse.ts';

/**
 * GitHub says that its patterns follow most of gitignore's rules, so git itself is asked. Left out is where GitHub is
 * known to differ: a last segment `*`, `**` before a slash at the end, and the syntax that it does not support.
 */
const name = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '.'), minLength: 1, maxLength: 3 }).filter((text) => !/^\.+$/.test(text));
const glob = fc
  .array(fc.oneof(name, fc.constantFrom('*', '?', '\\*', '\\?', '\\b')), { minLength: 2, maxLength: 3 })
  .map((parts) => parts.join('').replace(/\*{2,}/g, '*'))
  .filter((text) => text !== '*');
const last = fc.oneof(name, glob);
const segment = fc.oneof({ weight: 3, arbitrary: last }, { weight: 1, arbitrary: fc.constantFrom('*', '**') });
const pattern = fc
  .tuple(fc.boolean(), fc.array(segment, { maxLength: 3 }), fc.oneof({ weight: 4, arbitrary: last }, { weight: 1, arbitrary: fc.constant('**') }), fc.boolean())
  .map(([rooted, before, end, folder]) => `${rooted ? '/' : ''}${[...before, end].join('/')}${folder && end !== '**' ? '/' : ''}`);
const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((names) => names.join('/'));

describe("git's own ignore rules", () => {
  let root = '';
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'almanac-ignore-'));
    git(['init', '--quiet']);
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  const git = (args: readonly string[], input = ''): string => {
    const env = { PATH: process.env['PATH'], GIT_CONFIG_GLOBAL: devNull, GIT_CONFIG_NOSYSTEM: '1', LC_ALL: 'C' };
    return execFileSync('git', ['-c', `core.excludesFile=${devNull}`, ...args], { cwd: root, input, env, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  };

  it('match the same paths', () => {
    // One folder with an ignore file for each case, so that one git process answers for all of them.
    const samples = fc.sample(fc.tuple(pattern, fc.array(path, { minLength: 8, maxLength: 8 })), 600);
    samples.forEach(([text], index) => {
      mkdirSync(join(root, `case${index}`), { recursive: true });
      writeFileSync(join(root, `case${index}`, '.gitignore'), `${text}\n`);
    });
    const asked = samples.flatMap(([text, paths], index) => paths.map((at) => ({ text, at, full: `case${index}/${at}` })));
    const answer = git(['check-ignore', '--no-index', '--verbose', '--non-matching', '-z', '--stdin'], asked.map(({ full }) => full).join('\0')).split('\0');
    const ignored = new Map<string, boolean>();
    for (let at = 0; at + 3 < answer.length; at += 4) ignored.set(answer[at + 3] ?? '', answer[at] !== '');

    const differences = asked.filter(({ text, at, full }) => {
      const file = parseCodeowners(`${text} @a`, { dialect: 'github', path: 'CODEOWNERS' });
      return (compile(file).match(at).status === 'owned') !== ignored.get(full);
    });
    expect(differences).toEqual([]);
    expect([...ignored.values()].filter((is) => is).length).toBeGreaterThan(100);
  });
});
