import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { encodeFrame, FrameReader, frameType } from './frames.ts';
import type { Command, Ending, Running } from './launch.ts';
import { z } from 'zod';

/** One process that is run by the broker, as this side sees it. */
interface Job {
  readonly queue: Buffer[];
  wake: () => void;
  finish: (ending: Ending) => void;
  done: boolean;
}

/**
 * A small process that starts others for this one. To start a process, Node copies the page tables of its own memory:
 * measured, 3 ms from a process of 50 MB, 50 ms from one of 500 MB, for which everything else stands still. The broker
 * stays small, so that reading thousands of clones does not depend on how large this process has grown.
 */
export class Broker {
  readonly #child = spawn(process.execPath, [fileURLToPath(new URL('./broker-process.ts', import.meta.url))], { stdio: ['pipe', 'pipe', 'inherit'], env: {} });
  readonly #jobs = new Map<number, Job>();
  #last = 0;
  #alive = true;

  constructor() {
    const reader = new FrameReader();
    this.#child.stdout.on('data', (chunk: Buffer) => {
      for (const { type, id, payload } of reader.take(chunk)) this.#take(type, id, payload);
    });
    const lost = () => {
      this.#alive = false;
      for (const job of this.#jobs.values()) job.finish({ code: null, errors: '', failure: 'the process that starts it has ended' });
    };
    this.#child.once('error', lost);
    this.#child.once('close', lost);
    this.#child.stdin.on('error', () => undefined);
    // It must not keep this process from ending; whoever waits for output has a time limit running that does.
    this.#child.unref();
    for (const stream of [this.#child.stdin, this.#child.stdout]) if ('unref' in stream && typeof stream.unref === 'function') stream.unref();
  }

  /** False once the broker has ended: another one has to be made. */
  get alive(): boolean {
    return this.#alive;
  }

  /** Starts a process from the broker. */
  launch(command: Command): Running {
    this.#last += 1;
    const id = this.#last;
    const job: Job = { queue: [], wake: () => undefined, finish: () => undefined, done: false };
    const ending = new Promise<Ending>((resolve) => {
      job.finish = (how) => {
        job.done = true;
        this.#jobs.delete(id);
        resolve(how);
        job.wake();
      };
    });
    this.#jobs.set(id, job);
    this.#send(frameType.run, id, Buffer.from(JSON.stringify(command)));
    return {
      output: this.#output(id, job),
      ending,
      kill: () => {
        if (job.done) return;
        this.#send(frameType.kill, id);
        job.queue.length = 0;
        job.finish({ code: null, errors: '' });
      },
    };
  }

  /** Ends the broker and with it whatever it runs. */
  close(): void {
    this.#child.kill('SIGKILL');
  }

  async *#output(id: number, job: Job): AsyncGenerator<Buffer> {
    for (;;) {
      const chunk = job.queue.shift();
      if (chunk) {
        const taken = Buffer.alloc(4);
        taken.writeUInt32BE(chunk.length);
        if (!job.done) this.#send(frameType.taken, id, taken);
        yield chunk;
      } else if (job.done) return;
      else await new Promise<void>((resolve) => (job.wake = resolve));
    }
  }

  #take(type: number, id: number, payload: Buffer): void {
    const job = this.#jobs.get(id);
    if (!job) return;
    if (type === frameType.output) {
      job.queue.push(payload);
      job.wake();
    } else if (type === frameType.end) job.finish(parseEnding(payload));
  }

  #send(type: number, id: number, payload?: Buffer): void {
    this.#child.stdin.write(encodeFrame(type, id, payload));
  }
}

const ending = z.object({ code: z.number().nullable().catch(null), errors: z.string().catch(''), failure: z.string().optional() });

function parseEnding(payload: Buffer): Ending {
  const { code, errors, failure } = ending.parse(JSON.parse(payload.toString('utf8')));
  return { code, errors, ...(failure === undefined ? {} : { failure }) };
}
