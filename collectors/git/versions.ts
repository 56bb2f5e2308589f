import semver from 'semver';
import type { PageTag } from './page.ts';

/** The semantic version in a tag's name. */
export interface TagVersion {
  readonly version: string;
  readonly package: string | undefined;
  readonly prerelease: boolean;
}

/** Where a version may start: at the start, or after what separates it from a package's name. */
const start = /(?:^|[@/_-])[vV]?(?=\d+\.\d+\.\d+)/g;
/** Words before a version that name no package. */
const noPackage = /^(?:v|ver|version|rel|release|releases|tag|tags)$/i;

/**
 * Finds the semantic version (semver 2.0, in full) in a tag's name: `v1.2.3`, `1.2.3`, `pkg@1.2.3`, `@scope/pkg@1.2.3`,
 * `pkg-v1.2.3`, `pkg/v1.2.3`, `release-1.2.3`. The first place that gives a valid one counts.
 */
export function parseTag(name: string): TagVersion | undefined {
  for (const match of name.matchAll(start)) {
    const version = semver.parse(name.slice(match.index + match[0].length));
    if (!version) continue;
    const before = name.slice(0, match.index);
    const build = version.build.length > 0 ? `+${version.build.join('.')}` : '';
    return { version: version.version + build, package: before === '' || noPackage.test(before) ? undefined : before, prerelease: version.prerelease.length > 0 };
  }
  return undefined;
}

/** A tag that is a release, with its version. */
export interface Release extends TagVersion {
  readonly tag: PageTag;
}

/** The tags whose names hold a semantic version, pre-releases apart. */
export function releasesOf(tags: readonly PageTag[]): Release[] {
  return tags.flatMap((tag) => {
    const parsed = parseTag(tag.name);
    return parsed && !parsed.prerelease ? [{ ...parsed, tag }] : [];
  });
}

/** The latest release of a repository. */
export interface LatestRelease {
  readonly name: string;
  readonly taggedAt: string | undefined;
}

/**
 * The highest semantic version among the tags by semver's precedence, whatever their dates, pre-releases apart. The
 * repository's own releases are tags without a package and those of the package that is named like it (`gson-2.8.9`, or
 * `gson-parent-2.9.1` as Maven tags them). Without any, all packages count, and the whole tag is given, since its
 * version alone says nothing.
 */
export function latestRelease(tags: readonly PageTag[], repository: string): LatestRelease | undefined {
  const releases = releasesOf(tags);
  const name = repository.slice(repository.lastIndexOf('/') + 1).toLowerCase();
  const names = new Set([undefined, name, `${name}-parent`]);
  const own = releases.filter((release) => names.has(release.package?.toLowerCase().replace(/^.*\//, '')));
  const group = own.length > 0 ? own : releases;
  const highest = group.toSorted((a, b) => semver.compareBuild(b.version, a.version))[0];
  if (!highest) return undefined;
  return { name: group === own ? highest.version : highest.tag.name, taggedAt: highest.tag.taggedAt };
}
