/**
 * Starts processes on behalf of another one that has grown large: see broker.ts. It ends when its standard input does,
 * so it cannot outlive the process that it works for.
 */
import type { Command, Running } from './launch.ts';
import { launch } from './launch.ts';
import { encodeFrame, FrameReader, frameType } from './frames.ts';

/** Bytes of output that are sent ahead of what the other side has taken. */
const window = 4 * 1024 ** 2;

interface Job {
  readonly running: Running;
  ahead: number;
  wake: (() => void) | undefined;
}

const jobs = new Map<number, Job>();
const reader = new FrameReader();

process.stdin.on('data', (chunk: Buffer) => {
  for (const { type, id, payload } of reader.take(chunk)) {
    const job = jobs.get(id);
    if (type === frameType.run) void run(id, JSON.parse(payload.toString('utf8')));
    else if (type === frameType.kill) job?.running.kill();
    else if (type === frameType.taken && job) {
      job.ahead -= payload.readUInt32BE(0);
      job.wake?.();
    }
  }
});
process.stdin.once('end', () => process.exit(0));
process.stdout.on('error', () => process.exit(0));
// A Ctrl-C reaches the whole group; the other process decides what becomes of the work.
process.on('SIGINT', () => undefined);

async function run(id: number, command: Command): Promise<void> {
  const job: Job = { running: launch(command), ahead: 0, wake: undefined };
  jobs.set(id, job);
  try {
    for await (const chunk of job.running.output) {
      process.stdout.write(encodeFrame(frameType.output, id, chunk));
      job.ahead += chunk.length;
      while (job.ahead > window) await new Promise<void>((resolve) => (job.wake = resolve));
    }
  } catch {
    // Output that is cut off by a kill; the ending tells.
  }
  const ending = await job.running.ending;
  jobs.delete(id);
  process.stdout.write(encodeFrame(frameType.end, id, Buffer.from(JSON.stringify(ending))));
}
