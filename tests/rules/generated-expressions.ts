import fc from 'fast-check';
import type { ExpressionType } from '../../src/rules/contract.ts';

/** An expression made by chance, of the type that it gives. */
export interface Generated {
  readonly source: string;
  readonly type: ExpressionType;
}

const binary = (operators: readonly string[], left: fc.Arbitrary<string>, right = left): fc.Arbitrary<string> =>
  fc.tuple(left, fc.constantFrom(...operators), right).map(([a, operator, b]) => `(${a} ${operator} ${b})`);

const texts = ['entity.name', 'entity.owner', 'entity.title', 'entity.lifecycle', 'repository.license', 'repository.defaultBranch', 'repository.latestRelease', 'entity.measurements.tier', "'go'", "''", "entity.labels['example.com/tier']", "entity.labels['none']", 'entity.spec.runtime.name', 'entity.spec.none'];
const numbers = ['repository.branches', 'repository.files', 'repository.tags', 'entity.measurements.testCoverage', 'repository.measurements.testCoverage', '2.5', '0.0', '12.0', 'repositories[0].branches', 'repositories[1].mergedBranches', 'entity.changes[0].steps'];
const ints = ['size(entity.tags)', 'size(repositories)', 'size(entity.changes)', 'size(repository.topics)', '3', '0', '12'];
const bools = ['repository.archived', 'repository.shallow', 'repository.bare', 'entity.inferred', 'entity.ownerResolved', 'entity.measurements.onCall', 'true', 'false', 'entity.changes[1].emergency', 'entity.deliveries[0].builtByUs'];
const instants = ['asOf', 'repository.lastCommitAt', 'repository.firstCommitAt', 'repository.latestReleaseAt', 'entity.measurements.reviewedAt', 'entity.changes[0].announcedAt', "timestamp('2026-06-01T00:00:00Z')"];
const textLists = ['entity.tags', 'repository.topics', "['go', 'x']", '[]', "entity.hasPart.map(c, c.owner)", 'repository.wellKnownFiles.map(f, f.path)', 'repository.wellKnownFiles.map(f, f.system)', 'entity.partOf[0].hasPart.map(c, c.name)'];

const trees = (own: Partial<Record<'bool' | 'number' | 'text' | 'list', readonly string[]>>) => fc.letrec<{ bool: string; number: string; int: string; text: string; list: string }>((tie) => ({
  bool: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    fc.constantFrom(...bools, ...(own.bool ?? [])),
    binary(['&&', '||', '==', '!='], tie('bool')),
    binary(['&&', '||'], tie('bool')),
    tie('bool').map((a) => `!${a}`),
    binary(['<', '<=', '>', '>=', '==', '!='], tie('number')),
    binary(['<', '<=', '>', '>=', '==', '!='], tie('number'), tie('int')),
    binary(['<', '>=', '==', '!='], tie('text')),
    binary(['<', '>=', '=='], fc.constantFrom(...instants)),
    binary(['in'], tie('text'), tie('list')),
    fc.tuple(tie('text'), fc.constantFrom('startsWith', 'endsWith', 'contains'), tie('text')).map(([a, method, b]) => `${a}.${method}(${b})`),
    fc.tuple(tie('list'), fc.constantFrom('all', 'exists', 'exists_one'), tie('text'), tie('bool')).map(([list, quantifier, text, bool]) => `${list}.${quantifier}(x, (x == ${text}) || ${bool})`),
    fc.tuple(fc.constantFrom('repositories'), fc.constantFrom('all', 'exists', 'exists_one'), tie('number')).map(([list, quantifier, number]) => `${list}.${quantifier}(r, r.branches > ${number} || r.license == 'MIT')`),
    fc.tuple(fc.constantFrom('all', 'exists'), tie('bool')).map(([quantifier, bool]) => `entity.changes.${quantifier}(c, c.stages > 1.0 && (c.emergency || ${bool}))`),
    fc.tuple(tie('bool'), tie('bool'), tie('bool')).map(([a, b, c]) => `(${a} ? ${b} : ${c})`),
  ),
  number: fc.oneof({ maxDepth: 3, depthSize: 'small' }, fc.constantFrom(...numbers, ...(own.number ?? [])), binary(['+', '-', '*'], tie('number')), tie('number').map((a) => `${a} / 4.0`).map((a) => `(${a})`), tie('int').map((a) => `double(${a})`)),
  int: fc.oneof({ maxDepth: 2, depthSize: 'small' }, fc.constantFrom(...ints), binary(['+', '-', '*'], tie('int')), tie('list').map((list) => `size(${list})`)),
  text: fc.oneof({ maxDepth: 2, depthSize: 'small' }, fc.constantFrom(...texts, ...(own.text ?? [])), binary(['+'], tie('text'))),
  list: fc.oneof({ maxDepth: 2, depthSize: 'small' }, fc.constantFrom(...textLists, ...(own.list ?? [])), binary(['+'], tie('list')), tie('list').map((list) => `${list}.map(y, y + '.')`), fc.tuple(tie('list'), tie('text')).map(([list, text]) => `${list}.filter(z, z != ${text})`)),
}));

function typed({ bool, number, text }: { bool: fc.Arbitrary<string>; number: fc.Arbitrary<string>; text: fc.Arbitrary<string> }): fc.Arbitrary<Generated> {
  return fc.oneof(
    { arbitrary: bool.map((source): Generated => ({ source, type: 'bool' })), weight: 4 },
    { arbitrary: number.map((source): Generated => ({ source, type: 'number' })), weight: 1 },
    { arbitrary: text.map((source): Generated => ({ source, type: 'string' })), weight: 1 },
  );
}

/** Expressions that CEL has of itself, without our functions and without arithmetic on numbers of two kinds. */
export const expressions: fc.Arbitrary<Generated> = typed(trees({}));

/** Expressions of the whole language. */
export const allExpressions: fc.Arbitrary<Generated> = typed(
  trees({
    bool: [
      "repository.hasFile('ci')",
      "semverAtLeast(repository.latestRelease, '1.0.0')",
      "semverMatches(repository.latestRelease, '^2')",
      "repository.defaultBranch.matches('^m')",
      "repository.repository.glob('github.com/*/payments')",
      'has(entity.spec.none)',
      'has(entity.spec.runtime.name)',
      'cel.bind(b, repository.archived, b || entity.inferred)',
      'cel.bind(repository, repositories[1], repository.license == "MIT")',
      '(repository.branches in [1, 12])',
      'repository.supplyChain.workflows.all(w, w.permissions == "read")',
    ],
    number: [
      'daysSince(repository.lastCommitAt)',
      'percent(repository.mergedBranches, repository.branches)',
      'repository.branches + 1',
      'repository.files / size(entity.tags)',
      'repository.files % 7',
      'max(repositories.map(r, r.branches))',
      'median(repositories.map(r, r.files))',
      'count(entity.changes.filter(c, c.emergency))',
      'sum(entity.deliveries.map(d, d.testsRun))',
      'semverMajor(repository.latestRelease)',
      'entity.spec.replicas + repository.tags',
    ],
    text: ['repository.license.lower()', 'repository.topics.join("-")', 'string(repository.branches)'],
    list: ["repository.defaultBranch.split('a')", 'repository.supplyChain.fuzzing'],
  }),
);
