import { compareText } from '../../src/findings/codes.ts';
import type { WorkflowModel } from './workflow-model.ts';

/** Actions that run a static analysis: those of OpenSSF Scorecard's SAST, and Sonar's own. */
const actions: readonly (readonly [string, RegExp])[] = [
  ['codeql', /^github\/codeql-action\/analyze$/i],
  ['snyk', /^snyk\/actions\//i],
  ['pysa', /^facebook\/pysa-action$/i],
  ['qodana', /^JetBrains\/qodana-action$/i],
  ['hadolint', /^hadolint\/hadolint-action$/i],
  ['sonar', /^SonarSource\/sonar(?:qube|cloud)[\w-]*(?:\/|$)/i],
];
/** What the text of a file says, by the file's name. */
const configured: readonly { readonly name: string; readonly path: RegExp; readonly text: RegExp }[] = [
  { name: 'sonar', path: /(?:^|\/)pom\.xml$/i, text: /<sonar\.host\.url>/ },
  { name: 'sonar', path: /(?:^|\/)sonar-project\.properties$/, text: /^[ \t]*sonar\.projectKey[ \t]*=/m },
  { name: 'gitlab-sast', path: /^\.gitlab-ci\.yml$/, text: /^[^#\n]*\b(?:Security|Jobs)\/SAST[\w.-]*\.gitlab-ci\.yml/m },
];

/** True if the text of the file may say that there is static analysis. */
export function mayConfigureAnalysis(path: string): boolean {
  return configured.some((rule) => rule.path.test(path));
}

/** Static analysis that workflows and configuration set up, sorted. What a host runs by itself is not in the files. */
export function staticAnalysisOf(workflows: readonly WorkflowModel[], files: ReadonlyMap<string, string>): string[] {
  const found = new Set<string>();
  const uses = workflows.flatMap(({ jobs }) => jobs.flatMap((job) => job.steps.flatMap((step) => step.uses?.split('@', 1)[0] ?? [])));
  for (const [name, action] of actions) if (uses.some((used) => action.test(used))) found.add(name);
  for (const [path, text] of files) {
    for (const rule of configured) if (rule.path.test(path) && rule.text.test(text)) found.add(rule.name);
  }
  return [...found].sort(compareText);
}
