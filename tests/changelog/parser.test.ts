import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import '../seed.ts';
import { readChangelog } from '../../src/changelog/file.ts';
import { changelogLimits } from '../../src/changelog/model.ts';
import { versionHeading } from '../../src/changelog/version-heading.ts';
import { sectionHeading } from '../../src/changelog/section-heading.ts';

const heading = (text: string): unknown => {
  const read = versionHeading(text);
  return read === undefined ? undefined : [read.package, read.release, read.date, read.yanked];
};

describe('headings of releases', () => {
  test.each([
    ['[1.2.3] - 2026-01-31', [undefined, '1.2.3', '2026-01-31', false]],
    ['[1.2.3] - 2026-01-31 [YANKED]', [undefined, '1.2.3', '2026-01-31', true]],
    ['[Unreleased]', [undefined, 'unreleased', undefined, false]],
    ['Unreleased (main)', [undefined, 'unreleased', undefined, false]],
    ['v1.2.3 (2026-01-31)', [undefined, '1.2.3', '2026-01-31', false]],
    ['1.2.3', [undefined, '1.2.3', undefined, false]],
    ['1.2', [undefined, '1.2', undefined, false]],
    ['v2', [undefined, '2', undefined, false]],
    ['1.2.3.4 / 2026-01-31', [undefined, '1.2.3.4', '2026-01-31', false]],
    ['[17.11.1](https://github.com/acme/x/compare/v17.11.0...v17.11.1) (2026-07-31)', [undefined, '17.11.1', '2026-07-31', false]],
    ['2.0.0-rc.1+build.5 - January 31st, 2026', [undefined, '2.0.0-rc.1+build.5', '2026-01-31', false]],
    ['Version 1.2.3 – 31 Jan 2026', [undefined, '1.2.3', '2026-01-31', false]],
    ['Release v1.2.3', [undefined, '1.2.3', undefined, false]],
    ['2026-01-31, Version 20.1.0 (Current)', [undefined, '20.1.0', '2026-01-31', false]],
    ['2026-01-31', [undefined, '2026-01-31', '2026-01-31', false]],
    ['2026.46.0', [undefined, '2026.46.0', undefined, false]],
    ['@acme/cli@3.0.1', ['@acme/cli', '3.0.1', undefined, false]],
    ['acme-cli v3.0.1 (2026-01-31)', ['acme-cli', '3.0.1', '2026-01-31', false]],
    ['🚀 `1.2.3` - "Harbour"', [undefined, '1.2.3', undefined, false]],
    ['1.0b2 (2026-01-31)', [undefined, '1.0b2', '2026-01-31', false]],
    ['5.0.0.Final', [undefined, '5.0.0.Final', undefined, false]],
  ])('%s', (text, expected) => expect(heading(text)).toEqual(expected));

  test.each(['Added', '2.0 migration guide', 'Node 20.1', 'Changes since 1.2.3', 'Upgrading from 1.x to 2.0', '3 new features', 'What is new', '', '####'])('%s is none', (text) => expect(heading(text)).toBeUndefined());

  test('a date that is no day is told, and the release stays', () => {
    expect(versionHeading('[1.2.3] - 2026-13-45')).toMatchObject({ release: '1.2.3', date: undefined, badDate: '2026-13-45' });
  });
});

test.each([
  ['Added', 'added', false],
  ['🐛 Bug Fixes', 'fixed', false],
  ['⚠ BREAKING CHANGES', 'changed', true],
  ['### Minor Changes', 'added', false],
  [':boom: Breaking Changes', 'changed', true],
  ['Security', 'security', false],
  ['Deprecations', 'deprecated', false],
  ['Reverts', 'removed', false],
])('a section called %s', (text, kind, breaking) => expect(sectionHeading(text)).toEqual({ kind, breaking }));

test.each(['Documentation', '❤️ Contributors', 'Committers: 5', 'Chores', 'Tests'])('a section called %s is left out', (text) => expect(sectionHeading(text)).toBe('left-out'));

const entries = (text: string): unknown[] => readChangelog(`## 1.0.0\n\n${text}`).releases[0]?.entries.map(({ kind, breaking, scope, text: said }) => [kind, breaking, scope, said]) ?? [];

describe('entries', () => {
  test('an item is its first paragraph with the points below it; code and further paragraphs are left out', () => {
    expect(entries('### Added\n\n- A guide:\n  - first point.\n  - second\n    point\n\n  Why it was needed.\n\n  ```js\n  ## 9.9.9\n  ```\n- Another one\n  over two lines')).toEqual([
      ['added', false, undefined, 'A guide: first point; second point'],
      ['added', false, undefined, 'Another one over two lines'],
    ]);
  });

  test('a heading in a section that says nothing itself belongs to it, one beside it does not', () => {
    expect(entries('### Major Changes\n\n#### Renamed commands\n\n* One\n\n### Elsewhere\n\n* Two')).toEqual([
      ['changed', true, undefined, 'One'],
      ['changed', false, undefined, 'Two'],
    ]);
  });

  test('without a section, the type or the first word tells the kind', () => {
    expect(entries('- feat(api)!: a door\n- Fixed the lock\n- Removed the wall\n- chore: sweep\n- Colours\n- **Breaking:** no more keys\n- Security: CVE-2026-1')).toEqual([
      ['added', true, 'api', 'A door'],
      ['fixed', false, undefined, 'Fixed the lock'],
      ['removed', false, undefined, 'Removed the wall'],
      ['changed', false, undefined, 'Colours'],
      ['changed', true, undefined, 'No more keys'],
      ['security', false, undefined, 'CVE-2026-1'],
    ]);
  });

  test('scopes are taken apart, commits taken out, numbers kept', () => {
    expect(entries('### Fixes\n\n* **src/a:** mend it ([#12](https://github.com/a/b/issues/12)) ([1a2b3c4](https://github.com/a/b/commit/1a2b3c4d))\n* mend that ([1a2b3c4](https://github.com/a/b/commit/1a2b3c4d)), closes [#13](https://github.com/a/b/issues/13)')).toEqual([
      ['fixed', false, 'src/a', 'Mend it ([#12](https://github.com/a/b/issues/12))'],
      ['fixed', false, undefined, 'Mend that, closes [#13](https://github.com/a/b/issues/13)'],
    ]);
  });

  test('references are resolved by the definitions of the file; what is not defined stays', () => {
    expect(entries('### Added\n\n- See [#7] and [the guide][g] and [nothing]\n\n[#7]: https://a.example/7\n[g]: <https://a.example/g>')).toEqual([['added', false, undefined, 'See [#7](https://a.example/7) and [the guide](https://a.example/g) and [nothing]']]);
  });

  test('paragraphs are entries where there is no list', () => {
    expect(entries('Fixes a leak.\n\nAdds a door.\n\n[compare changes](https://a.example)')).toEqual([
      ['fixed', false, undefined, 'Fixes a leak.'],
      ['added', false, undefined, 'Adds a door.'],
    ]);
  });

  test('generated notes lose who did it', () => {
    expect(entries("### What's Changed\n* feat: a door by @someone in https://github.com/a/b/pull/12\n\n### New Contributors\n* @someone made their first contribution in https://github.com/a/b/pull/12\n\n**Full Changelog**: https://github.com/a/b/compare/v1...v2")).toEqual([
      ['added', false, undefined, 'A door ([#12](https://github.com/a/b/pull/12))'],
    ]);
  });
});

test('headings underlined, a release twice, comments and a byte order mark', () => {
  const { releases } = readChangelog('\uFEFFHistory\n=======\n\n1.1.0 / 2026-02-01\n==================\n\n  * add a door\n\n<!-- ## 1.0.5\n-->\n1.0.0 / 2026-01-01\n------------------\n\n  * first\n\n## 1.1.0\n\n- more');
  expect(releases.map(({ release, date, entries: of }) => [release, date, of.map(({ text }) => text)])).toEqual([
    ['1.1.0', '2026-02-01', ['Add a door', 'More']],
    ['1.0.0', '2026-01-01', ['First']],
  ]);
});

test('where the end of a file is missing, its last release is left out', () => {
  expect(readChangelog('## 2.0.0\n- a\n## 1.0.0\n- b', { cut: true }).releases.map(({ release }) => release)).toEqual(['2.0.0']);
});

test('a release holds no more entries than the limit', () => {
  const many = Array.from({ length: changelogLimits.entries + 50 }, (_, n) => `- Entry ${n}`).join('\n');
  expect(readChangelog(`## 1.0.0\n${many}`).releases[0]?.entries).toHaveLength(changelogLimits.entries);
});

describe('properties', () => {
  const piece = fc.constantFrom('#', '##', '## 1.2.3', '## [', '](', '1.0.0', '- ', '* ', '  - ', '\n', '\n\n', '```', '<!--', '-->', '[x]: y', '=====', '@name', '**', '`', ' ', '[YANKED]', '2026-01-31', '\t', '\r', '\0', '\uD800', '&lt;', '(', ')');

  test('reads anything without an error', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 80 }), (parts) => {
        const { releases } = readChangelog(parts.join(''));
        for (const release of releases) {
          expect(release.release).not.toBe('');
          expect(release.entries.length).toBeLessThanOrEqual(changelogLimits.entries);
          for (const { text } of release.entries) expect(text.length).toBeLessThanOrEqual(changelogLimits.entryLength);
        }
      }),
    );
  });

  const version = fc.tuple(fc.nat(50), fc.nat(50), fc.nat(50)).map((numbers) => numbers.join('.'));
  const day = fc.date({ min: new Date('2015-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }).map((at) => at.toISOString().slice(0, 10));
  const style = fc.constantFrom(
    (v: string, d: string) => `## [${v}] - ${d}`,
    (v: string, d: string) => `## v${v} (${d})`,
    (v: string, d: string) => `# ${v} / ${d}`,
    (v: string, d: string) => `### [${v}](https://github.com/a/b/compare/x...v${v}) (${d})`,
    (v: string, d: string) => `${v} / ${d}\n----------`,
    (v: string, d: string) => `## ${d}, Version ${v}`,
  );
  const body = fc.array(fc.constantFrom('### Added', '### Bug Fixes', '### 🏡 Chore', '- An entry with 1.2.3 in it', '* Since 4.5.6 this is so', 'A sentence about 7.8.9.', '', '#### Upgrade to 2.0 and more', '```\n## 9.9.9\n```'), { maxLength: 8 });

  test('no version is lost, whatever stands between, and its day stays with it', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.tuple(version, day, style, body), { minLength: 1, maxLength: 8, selector: ([v]) => v }), (releases) => {
        const text = `# Changelog\n\n${releases.map(([v, d, write, lines]) => `${write(v, d)}\n\n${lines.join('\n')}\n`).join('\n')}`;
        expect(readChangelog(text).releases.map(({ release, date }) => [release, date])).toEqual(releases.map(([v, d]) => [v, d]));
      }),
    );
  });
});
