#!/usr/bin/env node
import { homedir } from 'node:os';
import { systemClock } from '../clock.ts';
import { visibleText } from '../text/visible-text.ts';
import { UsageError, exitCode } from './errors.ts';
import type { Io } from './io.ts';
import { program } from './program.ts';

const interrupt = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interrupt.abort(new UsageError(`Stopped by ${signal}. The next run goes on from what is kept.`)));

const io: Io = {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  cwd: process.cwd(),
  home: homedir(),
  clock: systemClock,
  terminal: process.stderr.isTTY && process.env['CI'] === undefined,
  env: process.env,
  signal: interrupt.signal,
};

// A reader that goes away (`almanac … | head`) is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

process.exitCode = await program(io, process.argv.slice(2)).catch((error: unknown) => {
  // Errors quote names that others wrote, and a terminal does what control characters say.
  io.err(`almanac: ${visibleText(describe(error))}\n`);
  return exitCode.fault;
});

/** Expected errors say it in words; for anything else the stack is what a report needs. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const expected = ['UsageError', 'HistoryError', 'OutputError', 'StageError', 'SourceError', 'ServeError', 'AbortError', 'FolderInUseError'];
  if (expected.includes(error.name)) return error.message;
  if ('code' in error && error.code === 'ENOSPC') return `The disk is full: ${error.message}. Free some space and run the command again; nothing that was published is lost.`;
  return error.stack ?? error.message;
}
