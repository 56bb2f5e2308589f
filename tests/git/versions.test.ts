import fc from 'fast-check';
import semver from 'semver';
import { expect, test } from 'vitest';
import { latestRelease, parseTag } from '../../collectors/git/versions.ts';

test.each([
  ['v1.2.3', '1.2.3', undefined, false],
  ['V1.2.3', '1.2.3', undefined, false],
  ['1.2.3', '1.2.3', undefined, false],
  ['v1.2.3-rc.1+build.5', '1.2.3-rc.1+build.5', undefined, true],
  ['pkg@1.2.3', '1.2.3', 'pkg', false],
  ['@scope/pkg@1.2.3-beta.0', '1.2.3-beta.0', '@scope/pkg', true],
  ['pkg-v1.2.3', '1.2.3', 'pkg', false],
  ['pkg-1.2.3', '1.2.3', 'pkg', false],
  ['pkg/v1.2.3', '1.2.3', 'pkg', false],
  ['services/api/v1.2.3', '1.2.3', 'services/api', false],
  ['my-pkg-2-v1.2.3', '1.2.3', 'my-pkg-2', false],
  ['pkg_1.2.3', '1.2.3', 'pkg', false],
  ['release-1.2.3', '1.2.3', undefined, false],
  ['release/v1.2.3', '1.2.3', undefined, false],
  ['1.2.3-4.5.6', '1.2.3-4.5.6', undefined, true],
])('%s holds %s of %s', (name, version, pkg, prerelease) => {
  expect(parseTag(name)).toEqual({ version, package: pkg, prerelease });
});

test.each(['v1', 'v1.2', '1.2.3.4', 'v01.2.3', 'latest', 'v1.2.3-', 'nightly-2026-11-21', 'x1.2.3', '1.2.3-01', ''])('%j holds no semantic version', (name) => {
  expect(parseTag(name)).toBeUndefined();
});

const tagged = (...names: string[]) => names.map((name, index) => ({ name, taggedAt: `2026-01-${String(28 - index).padStart(2, '0')}T00:00:00Z` }));

test('the latest release is the highest version, not the newest tag', () => {
  expect(latestRelease(tagged('v1.9.0', 'v1.10.0', 'v1.2.0', 'v2.0.0-rc.1', 'latest'), 'github.com/acme/x')).toEqual({ name: '1.10.0', taggedAt: '2026-01-27T00:00:00Z' });
  expect(latestRelease(tagged('v1.0.0-alpha', 'nightly'), 'github.com/acme/x')).toBeUndefined();
  expect(latestRelease([], 'github.com/acme/x')).toBeUndefined();
});

test("the repository's own releases come before those of its packages", () => {
  expect(latestRelease(tagged('core@9.0.0', 'v1.2.3'), 'github.com/acme/x')?.name).toBe('1.2.3');
  expect(latestRelease(tagged('core@9.0.0', 'x-2.0.0', '1.2.3'), 'github.com/acme/x')?.name).toBe('2.0.0');
  expect(latestRelease(tagged('gson-2.8.0', 'gson-parent-2.9.1', '1.2.3'), 'github.com/google/gson')?.name).toBe('2.9.1');
  expect(latestRelease(tagged('core@9.0.0', 'cli@10.0.0'), 'github.com/acme/x')?.name).toBe('cli@10.0.0');
});

test('order follows the precedence of semver', () => {
  const version = fc.tuple(fc.nat(30), fc.nat(30), fc.nat(30)).map((parts) => parts.join('.'));
  fc.assert(
    fc.property(fc.array(version, { minLength: 1, maxLength: 20 }), (versions) => {
      const highest = versions.reduce((a, b) => (semver.gt(a, b) ? a : b));
      expect(latestRelease(tagged(...versions.map((each) => `v${each}`)), 'github.com/acme/x')?.name).toBe(highest);
    }),
    { numRuns: 100 },
  );
});
