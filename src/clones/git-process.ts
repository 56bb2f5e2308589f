import { devNull } from 'node:os';
import { Broker } from './broker.ts';
import { launch } from './launch.ts';
import type { Command, Running } from './launch.ts';
import { redact } from '../text/redaction.ts';

/** How one git command is run. */
export interface GitOptions {
  readonly signal: AbortSignal;
  /** Written to its standard input. */
  readonly input?: string;
  /** Milliseconds after which it is killed; 10 minutes unless told. */
  readonly timeoutMs?: number;
  /** Bytes of output after which it is killed; 4 GiB unless told. */
  readonly maxBytes?: number;
}

/** A git command that failed: says which, and why in git's own words, without credentials or paths of the machine. */
export class GitError extends Error {
  override readonly name = 'GitError';
}

const minute = 60_000;
const defaultTimeoutMs = 10 * minute;
const defaultMaxBytes = 4 * 1024 ** 3;

/**
 * Settings on the command line win over those of the clone. None of a clone's settings may run a program or reach the
 * network: a clone is data from elsewhere, its configuration included.
 */
const settings = [
  'core.fsmonitor=false',
  `core.hooksPath=${devNull}`,
  'core.alternateRefsCommand=',
  'core.sshCommand=false',
  'core.askPass=',
  'credential.helper=',
  'log.showSignature=false',
  'gpg.program=false',
  `mailmap.file=${devNull}`,
  'i18n.logOutputEncoding=UTF-8',
  'protocol.allow=never',
  'safe.directory=*',
].flatMap((setting) => ['-c', setting]);

/** What a git process inherits; everything else, above all any `GIT_*`, stays behind. */
const inherited = ['PATH', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot', 'LD_LIBRARY_PATH'];

/**
 * The environment of every git process. Naming `GIT_DIR` outright keeps git from taking a folder above for the
 * repository, and `GIT_ALLOW_PROTOCOL` outranks any `protocol.<name>.allow` of the clone, so that objects missing from
 * a partial clone are never fetched.
 */
function environment(gitDir: string): Record<string, string | undefined> {
  const kept = Object.fromEntries(inherited.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value]];
  }));
  return {
    ...kept,
    GIT_DIR: gitDir,
    GIT_IMPLICIT_WORK_TREE: '0',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: devNull,
    GIT_ATTR_NOSYSTEM: '1',
    GIT_GRAFT_FILE: devNull,
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_NO_LAZY_FETCH: '1',
    GIT_ALLOW_PROTOCOL: 'none',
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_FLUSH: '0',
    LC_ALL: 'C',
    HOME: devNull,
  };
}

/** Git processes started so far: what the bench divides by the number of repositories. */
export const gitProcesses = { started: 0 };

/** Git processes that are started directly before a broker is worth its own start: enough for a single clone. */
const directly = 8;
let broker: Broker | undefined;

function start(command: Command): Running {
  gitProcesses.started += 1;
  if (gitProcesses.started <= directly) return launch(command);
  if (!broker?.alive) broker = new Broker();
  return broker.launch(command);
}

/**
 * Runs one git command on the repository at `gitDir` and gives its output as it comes. Leaving the loop early ends the
 * process.
 *
 * @throws GitError if it cannot be started, fails, or passes its limit of time or output
 */
export async function* streamGit(gitDir: string, args: readonly string[], options: GitOptions): AsyncGenerator<Buffer> {
  const { signal, input, timeoutMs = defaultTimeoutMs, maxBytes = defaultMaxBytes } = options;
  signal.throwIfAborted();
  const name = `git ${args.find((arg) => !arg.startsWith('-') && !arg.includes('=')) ?? ''}`;
  const running = start({ program: 'git', args: [...settings, ...args], cwd: gitDir, env: environment(gitDir), input });
  let ended: string | undefined;
  const end = (reason: string) => {
    ended ??= reason;
    running.kill();
  };
  const timer = setTimeout(() => end(`took longer than ${Math.round(timeoutMs / 1000)} s`), timeoutMs);
  const abort = () => end('was stopped');
  signal.addEventListener('abort', abort, { once: true });

  let bytes = 0;
  let whole = false;
  try {
    for await (const chunk of running.output) {
      bytes += chunk.length;
      if (bytes > maxBytes) {
        end(`gave more than ${maxBytes} bytes`);
        break;
      }
      yield chunk;
    }
    whole = true;
  } catch (error) {
    if (ended === undefined) throw error;
    whole = true;
  } finally {
    if (!whole) end('was left');
    const { code, errors, failure } = await running.ending;
    clearTimeout(timer);
    signal.removeEventListener('abort', abort);
    if (whole) {
      signal.throwIfAborted();
      if (ended !== undefined) throw new GitError(redact(`${name} ${ended}`, [gitDir]));
      if (failure !== undefined) throw new GitError(redact(`${name} could not be started: ${failure}`, [gitDir]));
      if (code !== 0) throw new GitError(redact(`${name}: ${reasonFrom(errors, code)}`, [gitDir]));
    }
  }
}

/** The whole output of a command that gives little: at most 64 MiB unless told. */
export async function runGit(gitDir: string, args: readonly string[], options: GitOptions): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of streamGit(gitDir, args, { maxBytes: 64 * 1024 ** 2, ...options })) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** The lines in which git says what went wrong; warnings and hints only where there is nothing else. */
function reasonFrom(errors: string, code: number | null): string {
  const lines = errors.split('\n').map((line) => line.trim()).filter((line) => line !== '');
  const telling = lines.filter((line) => /^(fatal|error):/.test(line)).map((line) => line.replace(/^(fatal|error): /, ''));
  const said = telling.length > 0 ? telling : lines;
  return said.length > 0 ? said.slice(0, 3).join('; ') : code === null ? 'was killed' : `exit code ${code}`;
}
