import { setImmediate } from 'node:timers/promises';
import type { Clone } from '../../src/clones/contract.ts';
import { compareText, makeFinding } from '../../src/findings/codes.ts';
import type { Finding } from '../../src/schema/finding.ts';
import type { SupplyChain } from '../../src/schema/facts/supply-chain.ts';
import { isCheckedWrapper } from './binaries.ts';
import { readDockerfile } from './dockerfile.ts';
import { Downloads, maxDownloads } from './downloads.ts';
import { readFiles } from './files.ts';
import type { RepositoryFiles } from './files.ts';
import { fuzzingOf } from './fuzzing.ts';
import type { RepositoryLocks } from './package-managers.ts';
import { packagingOf } from './packaging.ts';
import type { SupplyChainPage } from './page.ts';
import { isShellScript } from './shell-script.ts';
import { staticAnalysisOf } from './static-analysis.ts';
import { isTemplate } from './wanted.ts';
import type { ReadingLimits } from './wanted.ts';
import { readWorkflow } from './workflow.ts';
import type { ReadWorkflow } from './workflow.ts';

const maxPaths = 100;

/**
 * Reads what the files of a clone say of its supply chain. A repository without commits, or without any such files, is
 * known to have none.
 *
 * @throws SourceError with finding ALM0201 if a file cannot be read
 */
export async function readClone(clone: Clone, limits: ReadingLimits, signal: AbortSignal): Promise<SupplyChainPage> {
  const files = await readFiles(clone, limits, signal);
  const reading = new Reading(files, limits.entries);
  for (const read of reading.steps()) {
    // Lets other work run between files, and ends this one once its time is over.
    await setImmediate();
    signal.throwIfAborted();
    read();
  }
  const value = reading.value(clone.repository);
  return { ...(clone.webUrl === undefined ? {} : { webUrl: clone.webUrl }), value, findings: findingsOf(clone.repository, reading) };
}

/** Works out what the files say, one after the other. */
class Reading {
  readonly workflows: ReadWorkflow[] = [];
  readonly #images: SupplyChain['images'] = [];
  readonly #downloads: SupplyChain['downloads'] = [];
  readonly #files: RepositoryFiles;
  readonly #locks: RepositoryLocks;
  readonly #unread: Set<string>;
  /** Items that lists may still take: small files can name large things many times over. */
  #left: number;

  constructor(files: RepositoryFiles, entries: number) {
    this.#files = files;
    this.#locks = locksOf(files.texts.locks);
    this.#unread = new Set(files.unread);
    this.#left = entries;
  }

  get unread(): string[] {
    return [...this.#unread].sort(compareText);
  }

  /** The files to read, each as something to be done. */
  *steps(): Generator<() => void> {
    const { workflow, dockerfile, script } = this.#files.texts;
    for (const [path, text] of workflow) yield () => this.#take(path, () => this.#workflow(path, text));
    for (const [path, text] of dockerfile) yield () => this.#take(path, () => this.#dockerfile(path, text));
    for (const [path, text] of script) if (isShellScript(path, text)) yield () => this.#take(path, () => this.#script(path, text));
  }

  value(repository: string): SupplyChain {
    const { sign } = this.#files.texts;
    const models = this.workflows.flatMap(({ model }) => model ?? []);
    const uses = this.workflows.flatMap(({ workflow }) => workflow.actions.map((action) => action.uses));
    return {
      repository,
      workflows: this.workflows.map(({ workflow }) => workflow),
      images: this.#images,
      downloads: this.#downloads,
      binaries: this.#files.binaries.filter((path) => !isCheckedWrapper(path, uses)).slice(0, maxPaths),
      fuzzing: fuzzingOf(models, sign),
      staticAnalysis: staticAnalysisOf(models, sign),
      packaging: packagingOf(models, [...sign].flatMap(([path, text]) => (path === '.gitlab-ci.yml' ? [text] : []))),
      unread: this.unread.slice(0, maxPaths),
    };
  }

  #take(path: string, read: () => number): void {
    if (this.#left > 0) this.#left -= read();
    else this.#unread.add(path);
  }

  /** Reads a workflow; gives how many items it has, as the others do. */
  #workflow(path: string, text: string): number {
    const read = readWorkflow(path, text, this.#locks);
    if (read === undefined) return 0;
    this.workflows.push(read);
    const { jobs, actions, downloads, scriptInjections } = read.workflow;
    return jobs.length + actions.length + downloads.length + scriptInjections.length;
  }

  #dockerfile(path: string, text: string): number {
    const read = readDockerfile(text);
    const images = isTemplate(path) ? [] : read.images.map((image) => ({ path, ...image }));
    const found = new Downloads(this.#locks);
    const all = read.scripts.flatMap(({ line: start, text: run }) => found.of(run).map(({ command, line }) => ({ path, line: start + line, command })));
    this.#images.push(...images);
    this.#downloads.push(...all.slice(0, maxDownloads));
    return images.length + Math.min(all.length, maxDownloads);
  }

  #script(path: string, text: string): number {
    const found = new Downloads(this.#locks).of(text);
    this.#downloads.push(...found.map(({ command, line }) => ({ path, line: line + 1, command })));
    return found.length;
  }
}

/** A requirement file with one hash wants one for every package: pip refuses it otherwise. */
function locksOf(texts: ReadonlyMap<string, string>): RepositoryLocks {
  const locked = (text: string): boolean => /<RestoreLockedMode\b[^<>]*>[ \t]*true[ \t]*</i.test(text);
  const projects = [...texts].filter(([path]) => path.endsWith('proj'));
  return {
    requirements: new Map([...texts].flatMap(([path, text]) => (path.endsWith('.txt') ? [[path, text.includes('--hash=')]] : []))),
    lockedRestore: [...texts].some(([path, text]) => path.endsWith('.props') && locked(text)) || (projects.length > 0 && projects.every(([, text]) => locked(text))),
  };
}

function findingsOf(repository: string, { unread, workflows }: Reading): Finding[] {
  const findings = workflows.flatMap(({ workflow: { path: file }, problem }) =>
    problem === undefined ? [] : [makeFinding('ALM0213', { what: `${file} ${problem.message}`, repository, file, line: problem.line, column: problem.column })],
  );
  const [first] = unread;
  if (first === undefined) return findings;
  const count = unread.length;
  const what = `${count} ${count === 1 ? 'file' : 'files'} of ${repository} ${count === 1 ? 'was' : 'were'} not read: ${unread.slice(0, 5).join(', ')}${count > 5 ? ` and ${count - 5} more` : ''}`;
  return [...findings, makeFinding('ALM0212', { what, repository, file: first })];
}
