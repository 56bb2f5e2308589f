import { Lexer } from 'yaml';
import { catalogLimits } from '../../src/catalog/limits.ts';
import { readDocuments } from '../../src/catalog/yaml-documents.ts';
import type { YamlDocument } from '../../src/catalog/yaml-documents.ts';
import { textAt } from '../../src/catalog/json.ts';
import { compareText } from '../../src/findings/codes.ts';
import type { SupplyChain } from '../../src/schema/facts/supply-chain.ts';
import { Downloads, maxDownloads } from './downloads.ts';
import type { RepositoryLocks } from './package-managers.ts';
import { readPermissions } from './permissions.ts';
import { expressions, isUntrusted, namesPullRequest } from './untrusted.ts';
import { workflowModel } from './workflow-model.ts';
import type { Job, Path, Step, WorkflowModel } from './workflow-model.ts';

export type Workflow = SupplyChain['workflows'][number];

/** A workflow that was read. */
export interface ReadWorkflow {
  readonly workflow: Workflow;
  /** What it is made of, for what is looked for across workflows; undefined if it is not valid. */
  readonly model: WorkflowModel | undefined;
  /** Why it is not valid, and where. */
  readonly problem: { readonly message: string; readonly line: number; readonly column: number } | undefined;
}

/** A workflow is far smaller than a catalog file may be once its aliases are written out. */
const limits = { ...catalogLimits, depth: 40, expanded: 2_000_000 };
/** Tokens of YAML: text without sense can have one a character, and each takes the parser far longer than a line of a workflow. */
const maxTokens = 200_000;
const maxUses = 300;
const maxLines = 200;

/**
 * Reads a GitHub Actions workflow. Text that is no workflow gives one that is not valid, never an error.
 *
 * @returns undefined for a file without content, such as one that is commented out: GitHub runs nothing of it
 */
export function readWorkflow(path: string, text: string, locks: RepositoryLocks): ReadWorkflow | undefined {
  if (hasManyTokens(text)) return invalid(path, `has more than ${maxTokens} tokens of YAML, which is more than is read`);
  const { documents, problems } = readDocuments(text, limits);
  const [document] = documents;
  const error = problems.find(({ severity }) => severity === undefined);
  if (error !== undefined) return invalid(path, error.message, error.line, error.column);
  if (document === undefined) return undefined;
  const model = workflowModel(document.value);
  if ('problem' in model) return invalid(path, model.problem, document.start.line, document.start.column);
  return { workflow: { path, valid: true, ...contents(model, document, locks) }, model, problem: undefined };
}

function hasManyTokens(text: string): boolean {
  if (text.length <= maxTokens) return false;
  let tokens = 0;
  for (const _ of new Lexer().lex(text)) if ((tokens += 1) > maxTokens) return true;
  return false;
}

function contents(model: WorkflowModel, document: YamlDocument, locks: RepositoryLocks): Omit<Workflow, 'path' | 'valid'> {
  const lineOf = (path: Path): number => document.place(path).line;
  const steps = model.jobs.flatMap((job) => job.steps);
  const privileged = model.triggers.includes('pull_request_target') || model.triggers.includes('workflow_run');
  const uses = [...model.jobs, ...steps].flatMap((part) => (part.uses === undefined ? [] : [{ uses: part.uses, path: [...part.path, 'uses'] }]));
  return {
    triggers: [...model.triggers].sort(compareText),
    ...readPermissions(model.permissions),
    jobs: model.jobs.map((job) => ({ id: job.id, ...readPermissions(job.permissions) })),
    actions: uses
      .map(({ uses: written, path }) => ({ uses: written.slice(0, maxUses), pinned: isPinned(written), line: lineOf(path) }))
      .sort((a, b) => a.line - b.line || compareText(a.uses, b.uses)),
    downloads: model.jobs.flatMap((job) => downloads(job, document, locks)).slice(0, maxDownloads),
    untrustedCheckouts: privileged ? steps.filter(checksOutPullRequest).map(({ path }) => lineOf([...path, 'with', 'ref'])).sort((a, b) => a - b) : [],
    scriptInjections: steps.flatMap((step) => injections(step, document)).sort((a, b) => a - b).slice(0, maxLines),
  };
}

/** A full commit id, an image's digest, or a path of the same repository: what is used cannot change unseen. */
export function isPinned(uses: string): boolean {
  if (uses.startsWith('./')) return true;
  return uses.startsWith('docker://') ? /@sha256:[0-9a-f]{64}$/i.test(uses) : /@(?:[0-9a-f]{40}|[0-9a-f]{64})$/i.test(uses);
}

function downloads(job: Job, document: YamlDocument, locks: RepositoryLocks): Workflow['downloads'] {
  const found = new Downloads(locks);
  return job.steps.flatMap((step) => {
    if (step.run === undefined || !runsInShell(step, job)) return [];
    const lineOf = scriptLines(document, [...step.path, 'run']);
    // Expressions are filled in before the shell sees them; braces and quotes of theirs are none of the shell's.
    const script = step.run.replaceAll(/\$\{\{[^{}\n]*\}\}/g, '$EXPRESSION');
    return found.of(script).map(({ command, line }) => ({ command, line: lineOf(line) }));
  });
}

const windowsStep = /runner\.os\s?==\s?'windows'|startswith\(\s?runner\.os\s?,\s?'windows'|matrix\.os\s?==\s?'windows-/i;

/** True if the step runs in a shell of the kind that is understood here; Windows runs PowerShell unless told. */
function runsInShell(step: Step, job: Job): boolean {
  const shell = step.shell ?? job.shell;
  if (shell !== undefined) return /^(?:\S*\/)?(?:ba|mk|da)?sh(?:\s|$)/.test(shell.slice(0, 200));
  return !job.windows && !windowsStep.test(step.condition.slice(0, 1000));
}

function checksOutPullRequest({ uses = '', with: inputs }: Step): boolean {
  if (!uses.includes('actions/checkout')) return false;
  const ref = textAt(inputs, 'ref') ?? '';
  if (ref.includes('refs/pull/')) return true;
  return [ref, textAt(inputs, 'repository') ?? ''].some((input) => [...expressions(input)].some(({ text }) => namesPullRequest(text)));
}

/** Lines of `run`, and of the script of actions/github-script, that an outsider's text is filled into. */
function injections({ uses = '', run, with: inputs, path }: Step, document: YamlDocument): number[] {
  const script = textAt(inputs, 'script');
  const places: [string | undefined, Path][] = [[run, [...path, 'run']], [uses.startsWith('actions/github-script') ? script : undefined, [...path, 'with', 'script']]];
  return places.flatMap(([text, place]) => {
    if (text === undefined) return [];
    const lineOf = scriptLines(document, place);
    return [...expressions(text)].filter((expression) => isUntrusted(expression.text)).map(({ line }) => lineOf(line));
  });
}

/** The line of the file that a line of a script stands on: known for literal blocks (`|`), else that of its start. */
function scriptLines(document: YamlDocument, path: Path): (line: number) => number {
  const start = document.place(path).line;
  const literal = document.source(path)?.startsWith('|') ?? false;
  return (line) => (literal ? start + 1 + line : start);
}

function invalid(path: string, message: string, line = 1, column = 1): ReadWorkflow {
  const nothing = { triggers: [], permissions: 'unspecified' as const, jobs: [], writes: [], actions: [], downloads: [], untrustedCheckouts: [], scriptInjections: [] };
  return { workflow: { path, valid: false, ...nothing }, model: undefined, problem: { message, line, column } };
}
