import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { MarkdownSource } from './contract.ts';
import { plainDocument } from './plain-document.ts';
import { answer } from './render-messages.ts';
import type { Rendering } from './rendering.ts';

interface Job {
  readonly number: number;
  readonly source: MarkdownSource;
  readonly done: (rendering: Rendering) => void;
}

interface Worker {
  readonly child: ChildProcess;
  /** Documents that it has, the one that it renders first. */
  readonly jobs: Job[];
  ready: boolean;
  timer: NodeJS.Timeout | undefined;
  late: boolean;
}

export interface PoolOptions {
  readonly processes: number;
  readonly timeLimit: number;
  readonly signal: AbortSignal;
  readonly log: (line: string) => void;
  /** What a process runs; another one in tests. */
  readonly script?: string;
}

/** Documents and characters that a process is given at a time: enough to keep it busy, few enough to share out the rest. */
const atOnce = { documents: 16, characters: 128 * 1024 };

/** Milliseconds for a process to start, and megabytes of memory that it may take. */
const startLimit = 60_000;
const memory = 1024;

/**
 * Documents of one repository that may take too long. Whoever writes one can write five hundred, and each would hold up the
 * build for as long as the first.
 */
const mostLate = 3;

const entry = fileURLToPath(new URL('./render-process.ts', import.meta.url));

/**
 * Processes that render. One that dies, or takes longer than the time limit for a document, is ended; that document is
 * shown as it is written, and what it had not come to goes to a new process.
 */
export class RenderPool {
  readonly #options: PoolOptions;
  readonly #waiting: Job[] = [];
  readonly #workers = new Set<Worker>();
  readonly #late = new Map<string, number>();
  #last = 0;
  #failedStarts = 0;
  #fault: Error | undefined;
  #changed: () => void = () => undefined;

  constructor(options: PoolOptions) {
    this.#options = options;
    options.signal.addEventListener('abort', this.#abort, { once: true });
  }

  /** Documents that are not rendered yet. */
  get pending(): number {
    let pending = this.#waiting.length;
    for (const { jobs } of this.#workers) pending += jobs.length;
    return pending;
  }

  /** Takes a document; `done` is called with what it becomes, in any order. */
  add(source: MarkdownSource, done: (rendering: Rendering) => void): void {
    this.#last += 1;
    this.#waiting.push({ number: this.#last, source, done });
    this.#share();
  }

  /**
   * Waits until no more than `most` documents are not rendered.
   *
   * @throws the reason of the abort signal, or an Error if processes cannot be started
   */
  async until(most: number): Promise<void> {
    while (this.pending > most) {
      this.#options.signal.throwIfAborted();
      if (this.#fault !== undefined) throw this.#fault;
      await new Promise<void>((resolve) => (this.#changed = resolve));
    }
    this.#options.signal.throwIfAborted();
    if (this.#fault !== undefined) throw this.#fault;
  }

  /** Ends all processes. */
  close(): void {
    this.#options.signal.removeEventListener('abort', this.#abort);
    this.#waiting.length = 0;
    for (const worker of this.#workers) {
      worker.jobs.length = 0;
      clearTimeout(worker.timer);
      worker.child.removeAllListeners();
      worker.child.kill('SIGKILL');
    }
    this.#workers.clear();
  }

  readonly #abort = (): void => this.#changed();

  #share(): void {
    if (this.#fault !== undefined) return;
    for (const worker of this.#workers) if (worker.ready) this.#give(worker);
    const starting = [...this.#workers].filter(({ ready }) => !ready).length;
    if (this.#workers.size < this.#options.processes && this.#waiting.length > starting * atOnce.documents) this.#start();
  }

  #give(worker: Worker): void {
    if (worker.jobs.length > 0 || this.#waiting.length === 0) return;
    const share = Math.max(1, Math.min(atOnce.documents, Math.ceil(this.#waiting.length / this.#options.processes)));
    let characters = 0;
    while (worker.jobs.length < share && characters < atOnce.characters) {
      const job = this.#waiting.shift();
      if (job === undefined) break;
      if (this.#isGivenUp(job.source)) {
        this.#giveUp(job, 'ALM0702', `The text is not rendered: ${mostLate} others of its repository took longer than ${this.#options.timeLimit / 1000} s.`);
        continue;
      }
      worker.jobs.push(job);
      characters += job.source.text.length;
    }
    if (worker.jobs.length === 0) return;
    worker.child.send({ documents: worker.jobs.map(({ number, source }) => ({ number, source })) });
    this.#time(worker, this.#options.timeLimit);
  }

  #start(): void {
    const child = fork(this.#options.script ?? entry, { serialization: 'advanced', execArgv: [`--max-old-space-size=${memory}`], stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
    const worker: Worker = { child, jobs: [], ready: false, timer: undefined, late: false };
    this.#workers.add(worker);
    this.#time(worker, startLimit);
    child.on('message', (message) => this.#take(worker, message));
    child.on('error', () => this.#lose(worker));
    child.once('exit', () => this.#lose(worker));
  }

  #take(worker: Worker, message: unknown): void {
    const { data: said } = answer.safeParse(message);
    if (said === undefined) this.#fault = new Error('A process that renders documents gave an answer that cannot be read.');
    else if ('ready' in said) {
      worker.ready = true;
      this.#failedStarts = 0;
      clearTimeout(worker.timer);
    } else {
      const job = worker.jobs.shift();
      if (worker.jobs.length === 0) clearTimeout(worker.timer);
      else this.#time(worker, this.#options.timeLimit);
      if (job?.number === said.number) job.done(said.rendering);
      else this.#fault = new Error('A process that renders documents answered out of turn.');
    }
    this.#share();
    this.#changed();
  }

  #time(worker: Worker, limit: number): void {
    clearTimeout(worker.timer);
    worker.timer = setTimeout(() => {
      worker.late = true;
      worker.child.kill('SIGKILL');
    }, limit);
  }

  #isGivenUp({ repository }: MarkdownSource): boolean {
    return repository !== undefined && (this.#late.get(repository) ?? 0) >= mostLate;
  }

  #giveUp({ source, done }: Job, code: 'ALM0701' | 'ALM0702', what: string): void {
    done(plainDocument(source.text, { code, what }));
  }

  /** A process has ended: by itself, or because it took too long. */
  #lose(worker: Worker): void {
    if (!this.#workers.delete(worker)) return;
    clearTimeout(worker.timer);
    const [culprit, ...others] = worker.jobs;
    this.#waiting.unshift(...others);
    if (culprit !== undefined) {
      this.#options.log(`${culprit.source.file}: shown as it is written, because rendering it ${worker.late ? `took longer than ${this.#options.timeLimit / 1000} s` : 'ended the process'}`);
      if (worker.late) {
        const { repository } = culprit.source;
        if (repository !== undefined) this.#late.set(repository, (this.#late.get(repository) ?? 0) + 1);
        this.#giveUp(culprit, 'ALM0702', `The text is not rendered within ${this.#options.timeLimit / 1000} s.`);
      } else this.#giveUp(culprit, 'ALM0701', 'The text is not rendered: the parser gave up.');
    } else if (!worker.ready) {
      this.#failedStarts += 1;
      if (this.#failedStarts >= 3) this.#fault = new Error('Processes that render documents cannot be started.');
    }
    this.#share();
    this.#changed();
  }
}
