import semver from 'semver';
import { ruleLimits } from '../limits.ts';
import { recorder, RuleError } from '../recorder.ts';
import { BoundedCache, problemOf, type RuleFunction } from './function.ts';

const versions = new BoundedCache<semver.SemVer>(5000);
const ranges = new BoundedCache<semver.Range>(500);

/**
 * A version by semver 2.0. A leading `v` is passed over, and what is short is filled up with zeros: `17` is 17.0.0.
 *
 * @throws RuleError if it is none
 */
function version(text: string): semver.SemVer {
  return versions.get(text.slice(0, 300), (source) => {
    const short = /^v?(\d{1,15})(?:\.(\d{1,15}))?$/.exec(source.trim());
    const parsed = semver.parse(short === null ? source : `${short[1] ?? '0'}.${short[2] ?? '0'}.0`);
    if (parsed === null) throw new RuleError(`\`${source.slice(0, 60)}\` is no semantic version`);
    return parsed;
  });
}

function range(text: string): semver.Range {
  return ranges.get(text, (source) => {
    if (source.length > ruleLimits.patternCharacters) throw new RuleError(`the version range has more than ${ruleLimits.patternCharacters} characters`);
    try {
      return new semver.Range(source);
    } catch {
      throw new RuleError(`\`${source.slice(0, 60)}\` is no range of versions: write one such as \`>=1.2 <3\` or \`^1.4\``);
    }
  });
}

/** Versions and ranges are short, so the work on them is. */
function charged<T>(work: () => T, steps = 4): T {
  recorder.spend(steps);
  return work();
}

export const versionFunctions: readonly RuleFunction[] = [
  {
    name: 'semverAtLeast',
    usage: 'semverAtLeast(version, least)',
    description: 'True if a version is the same as or higher than another, by the order of semver 2.0: 2.10.0 is higher than 2.9.0, and 1.0.0-rc.1 lower than 1.0.0.',
    example: "semverAtLeast(repository.latestRelease, '1.0.0')",
    standard: false,
    overloads: [{ takes: ['string', 'string'], gives: 'bool', call: (a: string, b: string) => charged(() => semver.gte(version(a), version(b))) }],
    checkLiteral: (value) => problemOf(() => version(value)),
  },
  {
    name: 'semverMatches',
    usage: 'semverMatches(version, range)',
    description: "True if a version is in a range, as npm writes ranges: `>=1.2 <3`, `^1.4`, `1.x || 2.x`. Pre-releases are in a range only if it names one of the same version.",
    example: "semverMatches(repository.latestRelease, '>=1.2 <3')",
    standard: false,
    overloads: [{ takes: ['string', 'string'], gives: 'bool', call: (a: string, b: string) => charged(() => semver.satisfies(version(a), range(b)), 20) }],
    checkLiteral: (value, position) => problemOf(() => (position === 0 ? version(value) : range(value))),
  },
  {
    name: 'semverMajor',
    usage: 'semverMajor(version)',
    description: 'The first number of a version.',
    example: 'semverMajor(repository.latestRelease) >= 1',
    standard: false,
    overloads: [{ takes: ['string'], gives: 'double', call: (a: string) => charged(() => version(a).major) }],
    checkLiteral: (value) => problemOf(() => version(value)),
  },
];
