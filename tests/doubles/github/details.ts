import { createHash } from 'node:crypto';
import { seeded, type Random } from '../../../bench/random.ts';
import type { World, WorldRepository } from './world.ts';

/** What a repository holds and how it is kept; the same for the same world, repository, revision and settings. */
export interface RepositoryDetails {
  readonly description: string | null;
  /** Empty as often as null, as GitHub gives it. */
  readonly homepage: string | null;
  readonly topics: readonly string[];
  /** By bytes, largest first. */
  readonly languages: readonly { readonly name: string; readonly bytes: number }[];
  readonly license: string | null;
  /** Text by path, at the tip of the default branch. */
  readonly files: Readonly<Record<string, string>>;
  readonly codeownersErrors: readonly { readonly line: number; readonly column: number; readonly kind: string; readonly message: string; readonly path: string; readonly source: string; readonly suggestion: string | null }[];
  /** Classic protection of the default branch. */
  readonly protection: ClassicProtection | null;
  readonly environments: readonly { readonly name: string; readonly reviewers: boolean; readonly waitMinutes: number; readonly branchesRestricted: boolean }[];
  /** Open Pull Requests, oldest first. */
  readonly openPullRequests: readonly { readonly number: number; readonly createdAt: number; readonly draft: boolean }[];
  readonly openIssues: number;
  readonly customProperties: Readonly<Record<string, string | readonly string[] | null>>;
  readonly branches: number;
  readonly tags: number;
  readonly diskUsage: number;
}

export interface ClassicProtection {
  readonly approvals: number | null;
  readonly codeOwnerReview: boolean;
  readonly checks: readonly string[];
  readonly forcePushes: boolean;
  readonly deletions: boolean;
  readonly signatures: boolean;
  readonly linearHistory: boolean;
}

/** Forty hexadecimal digits that follow from the parts. */
export function commitId(...parts: readonly (string | number)[]): string {
  return createHash('sha1').update(parts.join('/')).digest('hex');
}

interface Stack {
  readonly name: string;
  readonly second: string;
  readonly files: readonly string[];
}
const stacks: readonly [Stack, ...Stack[]] = [
  { name: 'TypeScript', second: 'JavaScript', files: ['package.json', 'package-lock.json', 'tsconfig.json', 'src/index.ts', 'tests/index.test.ts'] },
  { name: 'Go', second: 'Makefile', files: ['go.mod', 'go.sum', 'main.go', 'main_test.go'] },
  { name: 'Java', second: 'Kotlin', files: ['pom.xml', 'src/main/java/App.java', 'src/test/java/AppTest.java'] },
  { name: 'Python', second: 'Shell', files: ['pyproject.toml', 'uv.lock', 'app/__init__.py', 'tests/test_app.py'] },
  { name: 'HCL', second: 'Shell', files: ['main.tf', 'variables.tf', '.terraform.lock.hcl'] },
];
const day = 86_400_000;

export function detailsOf(world: World, repository: WorldRepository): RepositoryDetails {
  return { ...seededDetails(world, repository), ...repository.details };
}

function seededDetails(world: World, repository: WorldRepository): RepositoryDetails {
  const random = seeded(world.seed * 31 + repository.serial);
  const stack = random.pick(stacks);
  const settings = seeded(world.seed * 17 + repository.serial * 7 + repository.settings);
  const team = world.teams[repository.serial % Math.max(1, world.teams.length)]?.slug ?? 'everyone';
  const described = random.chance(0.8);
  const kept = repository.revision > 0;
  const files = kept ? filesOf(random, { repository, stack, team, organisation: world.organisation.login }) : {};
  return {
    description: described ? `Keeps ${repository.name.split('-')[0] ?? 'things'} of the organisation` : null,
    homepage: random.chance(0.5) ? '' : null,
    topics: random.chance(0.6) ? [stack.name.toLowerCase(), ...(random.chance(0.5) ? ['service'] : [])] : [],
    languages: kept ? [{ name: stack.name, bytes: 20_000 + random.int(0, 90_000) + repository.revision * 40 }, { name: stack.second, bytes: 1_000 + random.int(0, 5_000) }] : [],
    license: random.chance(0.5) ? 'Apache-2.0' : null,
    files,
    codeownersErrors: Object.keys(files).some((path) => path.endsWith('CODEOWNERS')) && random.chance(0.1) ? [unknownOwner] : [],
    protection: settings.chance(0.3) ? classic(settings) : null,
    environments: random.chance(0.5) ? [environment(settings, 'production'), environment(settings, 'staging')] : [],
    openPullRequests: openPullRequests(world, repository),
    openIssues: random.int(0, 20),
    customProperties: { tier: settings.pick(['1', '2', '3']), 'cost-center': settings.chance(0.7) ? `cc-${settings.int(100, 130)}` : null, data: settings.chance(0.2) ? ['personal', 'payment'] : null },
    branches: 1 + random.int(0, 12),
    tags: repository.releases.length,
    diskUsage: random.int(10, 90_000),
  };
}

const unknownOwner = { line: 1, column: 3, kind: 'Unknown owner', source: '* @acme/nobody', suggestion: null, message: 'Unknown owner on line 1: make sure the team @acme/nobody exists, is publicly visible, and has write access to the repository\n\n  * @acme/nobody\n    ^', path: '.github/CODEOWNERS' };

function filesOf(random: Random, { repository, stack, team, organisation }: { repository: WorldRepository; stack: Stack; team: string; organisation: string }): Record<string, string> {
  const files: Record<string, string> = { 'README.md': `# ${repository.name}\n\nRevision ${repository.revision}.\n` };
  for (const path of stack.files) files[path] = `made up, revision ${repository.revision}\n`;
  if (random.chance(0.7)) files['.github/CODEOWNERS'] = `* @${organisation}/${team}\n`;
  if (random.chance(0.6)) files['catalog-info.yaml'] = `apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: ${repository.name}\nspec:\n  type: service\n  lifecycle: production\n  owner: ${team}\n`;
  if (random.chance(0.8)) files['.github/workflows/ci.yml'] = 'name: CI\non: [push]\njobs: {}\n';
  if (random.chance(0.4)) files['LICENSE'] = 'Apache License 2.0\n';
  if (random.chance(0.3)) files['SECURITY.md'] = '# Security\n';
  if (random.chance(0.3)) files['Dockerfile'] = 'FROM scratch\n';
  if (random.chance(0.3)) files['docs/index.md'] = '# Manual\n';
  return files;
}

function classic(random: Random): ClassicProtection {
  return { approvals: random.chance(0.8) ? random.int(0, 2) : null, codeOwnerReview: random.chance(0.4), checks: random.chance(0.7) ? ['build', 'test'] : [], forcePushes: random.chance(0.1), deletions: random.chance(0.1), signatures: random.chance(0.1), linearHistory: random.chance(0.2) };
}

function environment(random: Random, name: string): RepositoryDetails['environments'][number] {
  return { name, reviewers: name === 'production' && random.chance(0.5), waitMinutes: random.chance(0.1) ? 30 : 0, branchesRestricted: random.chance(0.3) };
}

function openPullRequests(world: World, repository: WorldRepository): RepositoryDetails['openPullRequests'] {
  const random = seeded(world.seed * 13 + repository.serial * 3 + repository.revision);
  const newest = repository.pushedAt ?? repository.createdAt;
  return Array.from({ length: repository.revision === 0 ? 0 : random.int(0, 6) }, (_, index) => ({ number: 100_000 + index, createdAt: newest - random.int(0, 120) * day, draft: random.chance(0.2) })).sort((a, b) => a.createdAt - b.createdAt);
}
