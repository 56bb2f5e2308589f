import { textAt } from '../../src/catalog/json.ts';
import { compareText } from '../../src/findings/codes.ts';
import type { Job, WorkflowModel } from './workflow-model.ts';

/** What a job has to hold to count as publishing: actions, and words that one line of a script has in this order. */
interface Publisher {
  readonly name: string;
  readonly uses?: readonly string[];
  /** An input that the first action must be given, whatever it says: registries of one's own count too. */
  readonly input?: string;
  readonly run?: readonly string[];
}

/** The ways of publishing that OpenSSF Scorecard's Packaging knows. */
const publishers: readonly Publisher[] = [
  { name: 'npm', uses: ['actions/setup-node'], input: 'registry-url', run: ['npm', 'publish'] },
  { name: 'semantic-release', run: ['npx', 'semantic-release'] },
  { name: 'maven', uses: ['actions/setup-java'], run: ['mvn', 'deploy'] },
  { name: 'gradle', uses: ['actions/setup-java'], run: ['gradle', 'publish'] },
  { name: 'sbt', run: ['sbt', 'ci-release'] },
  { name: 'rubygems', run: ['gem', 'push'] },
  { name: 'nuget', run: ['nuget', 'push'] },
  { name: 'docker', run: ['docker', 'push'] },
  { name: 'docker', uses: ['docker/build-push-action'] },
  { name: 'pypi', uses: ['pypa/gh-action-pypi-publish'] },
  { name: 'semantic-release', uses: ['relekang/python-semantic-release'] },
  { name: 'goreleaser', uses: ['goreleaser/goreleaser-action'] },
  { name: 'cargo', run: ['cargo', 'publish'] },
  { name: 'ko', uses: ['imjasonh/setup-ko'] },
  { name: 'ko', uses: ['ko-build/setup-ko'] },
  { name: 'hex', uses: ['erlef/setup-elixir'], run: ['hex.publish'] },
  { name: 'hex', uses: ['erlef/setup-beam'], run: ['hex.publish'] },
];
/** Commands in .gitlab-ci.yml that do. */
const gitlabPublishers: readonly (readonly [string, readonly string[]])[] = [
  ['docker', ['docker', 'push']],
  ['nuget', ['nuget', 'push']],
  ['pypi', ['poetry', 'publish']],
  ['pypi', ['twine', 'upload']],
];

/** How a repository's CI publishes packages, sorted. Whether it ever ran is not in its files. */
export function packagingOf(workflows: readonly WorkflowModel[], gitlabCi: readonly string[]): string[] {
  const found = new Set<string>();
  for (const job of workflows.flatMap(({ jobs }) => jobs)) {
    const scripts = job.steps.flatMap(({ run }) => (run === undefined ? [] : scriptLines(run)));
    for (const publisher of publishers) if (publishes(publisher, job, scripts)) found.add(publisher.name);
  }
  const lines = gitlabCi.flatMap(scriptLines);
  for (const [name, words] of gitlabPublishers) if (lines.some((line) => inOrder(line, words))) found.add(name);
  return [...found].sort(compareText);
}

function publishes({ uses = [], input, run }: Publisher, job: Job, scripts: readonly string[]): boolean {
  const steps = uses.map((action) => job.steps.find((step) => step.uses?.startsWith(`${action}@`) === true));
  if (steps.includes(undefined)) return false;
  if (input !== undefined && textAt(steps[0]?.with, input) === undefined) return false;
  return run === undefined || scripts.some((line) => inOrder(line, run));
}

/** Lines of a script, continued ones joined, comments left out. */
function scriptLines(script: string): string[] {
  return script.replaceAll(/\\\r?\n/g, ' ').split('\n').filter((line) => !/^\s*#/.test(line));
}

function inOrder(line: string, words: readonly string[]): boolean {
  let at = 0;
  for (const word of words) {
    const next = line.indexOf(word, at);
    if (next === -1) return false;
    at = next + word.length;
  }
  return true;
}
