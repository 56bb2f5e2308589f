import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { run } from '../cli/in-process.ts';
import { makeRepository, temporaryFolder } from '../clones/repositories.ts';

it('a night over documents without a word, of names that mean something to programs, is published and found', async () => {
  const dir = temporaryFolder();
  const names = ['%2e%2e/x', '__proto__', 'constructor', '..hidden', '~tilde', 'a b?c#d', 'quo"te<b>', 'Case', 'case', 'trail.', '-', 'index.html', 'a&amp;b', 'con'];
  const files = {
    'README.md': '# \u202ERead me\r\n\r\n[a](docs/words.md#theme)\r\n',
    'docs/dots.md': '> … > — >\n',
    'docs/words.md': '# Words\n\n## Theme\n\nzanzibar\n',
    ...Object.fromEntries(names.map((name) => [`docs/${name}.md`, '# T\n'])),
  };
  makeRepository(join(dir, 'clones/evil'), { remote: 'https://github.com/acme/evil.git', commits: [{ at: '2026-10-05T00:00:00Z', files }] });
  const { code, err } = await run(['nightly', '--git', 'clones', '--name', 'Acme'], dir);
  expect({ code, err }).toMatchObject({ code: 0 });
  expect(err).toContain('17 documents');
  expect(readFileSync(join(dir, 'dist/repositories/github.com/acme/evil/docs/index.html'), 'utf8')).toContain('href="/repositories/github.com/acme/evil/docs/words/#theme-1"');
});
