import type { WellKnownFile } from '../schema/facts/repository.ts';
import { licenseName } from './license-name.ts';

/** What makes a path a well-known file. Folders of places end with a slash; `''` is the root. */
export interface WellKnownRule {
  readonly file: WellKnownFile;
  /** The CI system, package manager or updater; one file is given for each. */
  readonly system?: string;
  /** Matches the name, or what follows the place. */
  readonly name: RegExp;
  /** Where it counts, in order of precedence; anywhere if absent, the shallowest first. */
  readonly places?: readonly string[];
}

/** Where GitHub looks for community files; GitLab looks at the root and in `docs/`. */
const community = ['.github/', '', 'docs/'];
const root = [''];

/** A text that people read, whichever its mark-up; `security.js` is not one. */
const prose = (name: string) => new RegExp(`^${name}(?:\\.(?:md|markdown|mdx?|mdown|mkd|txt|rst|adoc|asciidoc|org|textile|rdoc|pod|creole|wiki|mediawiki|html?|pdf))?$`, 'i');

const rule = (file: WellKnownFile, name: RegExp, places?: readonly string[], system?: string): WellKnownRule => ({
  file,
  name,
  ...(places ? { places } : {}),
  ...(system === undefined ? {} : { system }),
});
const ci = (system: string, name: RegExp, ...places: string[]) => rule('ci', name, places.length > 0 ? places : root, system);
const lockfile = (system: string, name: RegExp) => rule('lockfile', name, undefined, system);
const updates = (system: string, name: RegExp, ...places: string[]) => rule('dependency-updates', name, places, system);

/**
 * Well-known files and where hosts and tools look for them. Community files are found without regard to case, as hosts
 * do; CODEOWNERS and what tools read, by their exact names.
 */
export const wellKnownRules: readonly WellKnownRule[] = [
  rule('readme', prose('readme'), community),
  rule('license', licenseName, root),
  rule('license', /^[^/]+\.txt$/, ['LICENSES/']),
  rule('security', prose('security'), community),
  rule('contributing', prose('contributing'), community),
  rule('code-of-conduct', prose('code[-_]of[-_]conduct'), community),
  rule('changelog', prose('(?:changelog|changes|history|news|releases)'), ['', 'docs/']),
  rule('codeowners', /^CODEOWNERS$/, ['.github/', '', 'docs/', '.gitlab/']),
  rule('catalog-info', /^catalog-info\.ya?ml$/),
  rule('editorconfig', /^\.editorconfig$/, root),
  rule('dockerfile', /^((Docker|Container)file([.-][\w.-]+)?|[\w.-]+\.[Dd]ockerfile)$/),

  ci('github-actions', /^[^/]+\.ya?ml$/, '.github/workflows/'),
  ci('gitlab-ci', /^\.gitlab-ci\.ya?ml$/),
  ci('jenkins', /^Jenkinsfile(\.[\w.-]+)?$/, '', '.jenkins/', 'jenkins/', 'ci/'),
  ci('circleci', /^config\.ya?ml$/, '.circleci/'),
  ci('azure-pipelines', /^\.?azure-pipelines?([.-][\w.-]+)?\.ya?ml$/, '', '.azure/', '.azuredevops/', '.pipelines/', 'build/'),
  ci('azure-pipelines', /^[^/]+\.ya?ml$/, '.azure-pipelines/', 'azure-pipelines/'),
  ci('travis', /^\.travis\.ya?ml$/),
  ci('bitbucket', /^bitbucket-pipelines\.ya?ml$/),
  ci('buildkite', /^pipeline\.(ya?ml|json)$/, '.buildkite/'),
  ci('drone', /^\.drone\.(ya?ml|star|jsonnet)$/),
  ci('woodpecker', /^\.woodpecker\.ya?ml$/),
  ci('woodpecker', /^[^/]+\.ya?ml$/, '.woodpecker/'),
  ci('tekton', /^[^/]+\.ya?ml$/, '.tekton/', 'tekton/'),
  ci('teamcity', /^(settings\.kts|pom\.xml|project-config\.xml)$/, '.teamcity/'),
  ci('appveyor', /^\.?appveyor\.ya?ml$/),
  ci('cirrus', /^\.cirrus\.(ya?ml|star)$/),
  ci('semaphore', /^semaphore\.ya?ml$/, '.semaphore/'),
  ci('gitea-actions', /^[^/]+\.ya?ml$/, '.gitea/workflows/', '.forgejo/workflows/'),
  ci('cloud-build', /^cloudbuild\.(ya?ml|json)$/),
  ci('codebuild', /^buildspec([.-][\w.-]+)?\.ya?ml$/),
  ci('concourse', /^pipeline\.ya?ml$/, 'ci/', 'concourse/'),
  ci('google-prow', /^\.prow\.ya?ml$/),
  ci('zuul', /^\.?zuul\.ya?ml$/),
  ci('earthly', /^Earthfile$/),
  ci('dagger', /^dagger\.json$/),

  lockfile('npm', /^(package-lock|npm-shrinkwrap)\.json$/),
  lockfile('yarn', /^yarn\.lock$/),
  lockfile('pnpm', /^pnpm-lock\.yaml$/),
  lockfile('bun', /^bun\.lockb?$/),
  lockfile('deno', /^deno\.lock$/),
  lockfile('poetry', /^poetry\.lock$/),
  lockfile('uv', /^uv\.lock$/),
  lockfile('pdm', /^pdm\.lock$/),
  lockfile('pipenv', /^Pipfile\.lock$/),
  lockfile('pip', /^(requirements[\w.-]*\.txt|pylock(\.[\w-]+)?\.toml)$/),
  lockfile('conda', /^(conda-lock\.yml|pixi\.lock)$/),
  lockfile('go', /^go\.sum$/),
  lockfile('cargo', /^Cargo\.lock$/),
  lockfile('gradle', /^(gradle|buildscript-gradle)\.lockfile$/),
  lockfile('nuget', /^packages\.lock\.json$/),
  lockfile('composer', /^composer\.lock$/),
  lockfile('bundler', /^(Gemfile|gems)\.lock(ed)?$/),
  lockfile('mix', /^mix\.lock$/),
  lockfile('rebar', /^rebar\.lock$/),
  lockfile('swift', /^Package\.resolved$/),
  lockfile('cocoapods', /^Podfile\.lock$/),
  lockfile('pub', /^pubspec\.lock$/),
  lockfile('terraform', /^\.terraform\.lock\.hcl$/),
  lockfile('helm', /^Chart\.lock$/),
  lockfile('nix', /^flake\.lock$/),
  lockfile('bazel', /^MODULE\.bazel\.lock$/),
  lockfile('conan', /^conan\.lock$/),

  updates('dependabot', /^dependabot\.ya?ml$/, '.github/'),
  updates('renovate', /^(renovate\.json5?|\.renovaterc(\.json5?)?)$/, '', '.github/', '.gitlab/'),
  updates('scala-steward', /^\.?scala-steward\.conf$/, '', '.github/', '.config/'),
];

/** Folders that hold documentation or tests; the path given is the folder's. */
export const wellKnownFolders: readonly { readonly file: WellKnownFile; readonly folder: RegExp }[] = [
  { file: 'docs', folder: /^(docs?|documentation)\//i },
  { file: 'tests', folder: /^(?:.+?\/)??(?:tests?|__tests__|specs?|e2e|testing|[\w.-]+\.tests?)\//i },
];

/** Test files beside what they test. */
export const testFile = /(?:^|\/)(?:test_[^/]+\.py|(?:tests?|spec)\.[cm]?[jt]sx?|[^/]+(?:_test\.(?:go|py|dart|exs|rb|c|cc|cpp)|_spec\.rb|\.(?:test|spec)\.[cm]?[jt]sx?|Tests?\.(?:java|kt|cs|swift|php|scala|groovy)))$/;
