import { setTimeout as wait } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { Broker } from '../../src/clones/broker.ts';
import { encodeFrame, FrameReader } from '../../src/clones/frames.ts';
import { launch } from '../../src/clones/launch.ts';
import type { Command, Running } from '../../src/clones/launch.ts';

const shell = (script: string, input?: string): Command => ({ program: 'sh', args: ['-c', script], cwd: '/', env: { PATH: process.env['PATH'] }, input });

async function outcome(running: Running) {
  const chunks: Buffer[] = [];
  for await (const chunk of running.output) chunks.push(chunk);
  return { output: Buffer.concat(chunks).toString('latin1'), ...(await running.ending) };
}

function makeBroker(): Broker {
  const broker = new Broker();
  onTestFinished(() => broker.close());
  return broker;
}

test('messages survive being cut anywhere', () => {
  const frame = fc.record({ type: fc.nat(5), id: fc.nat(1e9), payload: fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)) });
  fc.assert(
    fc.property(fc.array(frame, { maxLength: 8 }), fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1 }), (frames, cuts) => {
      const bytes = Buffer.concat(frames.map(({ type, id, payload }) => encodeFrame(type, id, payload)));
      const reader = new FrameReader();
      const read = [];
      for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
        const end = at + (cuts[turn % cuts.length] ?? 1);
        read.push(...reader.take(bytes.subarray(at, end)));
        at = end;
      }
      expect(read).toEqual(frames);
    }),
    { numRuns: 200 },
  );
});

test('a process gives the same whether it is started here or by the broker', async () => {
  const broker = makeBroker();
  for (const command of [
    shell('cat; echo said >&2; exit 3', 'ü\n'),
    shell('exit 0'),
    { ...shell(''), program: 'no-such-program' },
    { ...shell(''), cwd: '/no/such/folder' },
    { ...shell(''), args: ['\0'] },
    shell('head -c 3000000 /dev/zero'),
  ]) {
    expect(await outcome(broker.launch(command))).toEqual(await outcome(launch(command)));
  }
});

test('many at once do not get mixed up', async () => {
  const broker = makeBroker();
  const all = await Promise.all(Array.from({ length: 30 }, (_, index) => outcome(broker.launch(shell(`for i in 1 2 3; do printf '${index} '; done`)))));
  expect(all.map(({ output }) => output)).toEqual(Array.from({ length: 30 }, (_, index) => `${index} ${index} ${index} `));
});

test('a reader that is slow gets everything, and one that leaves ends the process', async () => {
  const broker = makeBroker();
  const running = broker.launch(shell('head -c 20000000 /dev/zero'));
  let bytes = 0;
  for await (const chunk of running.output) {
    if (bytes === 0) await wait(50);
    bytes += chunk.length;
  }
  expect(bytes).toBe(20_000_000);

  const endless = broker.launch(shell('cat /dev/zero'));
  for await (const _ of endless.output) {
    endless.kill();
    break;
  }
  expect(await endless.ending).toEqual({ code: null, errors: '' });
  expect((await outcome(broker.launch(shell('echo next')))).output).toBe('next\n');
});

test('when the broker is gone, what it ran fails and says so', async () => {
  const broker = makeBroker();
  const running = broker.launch(shell('sleep 5'));
  expect(broker.alive).toBe(true);
  broker.close();
  expect(await outcome(running)).toMatchObject({ code: null, failure: 'the process that starts it has ended' });
  expect(broker.alive).toBe(false);
});
