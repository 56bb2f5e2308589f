import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generatorName } from '../build/generator.ts';
import { compareFindings, formatFinding } from '../findings/codes.ts';
import { copyData } from '../preview/data-copy.ts';
import { startPreview } from '../preview/preview.ts';
import { makeWorkFolder } from '../preview/work-folder.ts';
import type { Finding } from '../schema/finding.ts';
import { checkAddress } from '../serve/server.ts';
import { exitCode, UsageError } from './errors.ts';
import { counted } from './format.ts';
import type { Io } from './io.ts';
import { resolveWorkspace, type WorkspaceOptions } from './workspace.ts';

interface DevOptions extends WorkspaceOptions {
  readonly port?: string;
  readonly host?: string;
}

/**
 * `almanac dev`: the site of the content folder while it is being written, until it is interrupted. Facts come from the
 * data folder, which is left as it is.
 */
export async function devCommand(options: DevOptions, io: Io): Promise<number> {
  const port = Number(options.port ?? 4321);
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new UsageError(`\`${options.port}\` is not a port: --port takes a number from 0 to 65535.`);
  const first = resolveWorkspace(options, io.cwd, io.clock);
  if (!first.organisation.exists) {
    throw new UsageError(`There is no content folder ${first.organisation.dir} to watch. Make one with \`almanac init\`, or name one with --content.`);
  }
  const host = options.host ?? '127.0.0.1';
  // Told before the first edition is made, which takes seconds. Where nobody asked for a port the next free one will do.
  if (options.port !== undefined) await checkAddress(port, host);
  let known: ReadonlySet<string> = new Set();
  const dir = mkdtempSync(join(tmpdir(), 'almanac-preview-'));
  const workDir = makeWorkFolder();
  const dataDir = join(dir, 'data');
  try {
    copyData(first.dataDir, dataDir);
    const preview = await startPreview({
      root: join(import.meta.dirname, '..', '..'),
      organisation: () => resolveWorkspace(options, io.cwd, io.clock).organisation,
      dataDir,
      workDir,
      home: io.home,
      generator: generatorName(),
      clock: io.clock,
      signal: io.signal,
      log: (line) => {
        if (io.env['ALMANAC_VERBOSE'] !== undefined) io.err(`${line}\n`);
      },
      port,
      anyPort: options.port === undefined,
      host,
      made: ({ changed, seconds, findings, documents, entities }) => {
        const what = changed.length === 0 ? `${entities} entities, ${documents} documents` : `${changed.slice(0, 3).join(', ')}${changed.length > 3 ? ` and ${changed.length - 3} more` : ''}`;
        const errors = findings.filter(({ severity, repository }) => severity === 'error' && repository === undefined).toSorted(compareFindings);
        const added = errors.filter((error) => !known.has(identity(error)));
        io.err(`  ${what} (${seconds.toFixed(2)} s)${errorCount(errors.length, added.length, known.size)}\n`);
        for (const finding of added) io.err(`${formatFinding(finding)}\n`);
        known = new Set(errors.map(identity));
      },
      failed: (error, changed) => {
        io.err(`almanac: ${changed.join(', ')} could not be shown: ${error instanceof Error ? error.message : String(error)}\n`);
      },
    });
    io.out(`Preview of ${first.organisation.dir} at ${preview.url} (Ctrl-C stops it)\n`);
    await new Promise<void>((done) => {
      if (io.signal.aborted) done();
      else io.signal.addEventListener('abort', () => done(), { once: true });
    });
    await preview.close();
    return exitCode.done;
  } finally {
    for (const made of [dir, workDir]) rmSync(made, { recursive: true, force: true });
  }
}

/** What makes an error the same one after an edit: not its line, which moves with the text above. */
function identity({ code, file, what }: Finding): string {
  return JSON.stringify([code, file, what]);
}

/** Errors are told in full once; that they are still there is a number. */
function errorCount(all: number, added: number, before: number): string {
  if (all === 0) return before === 0 ? '' : ', no errors left';
  return `, ${counted(all, 'error')}${added === all ? '' : ` (${added === 0 ? 'none' : added} new)`}`;
}
