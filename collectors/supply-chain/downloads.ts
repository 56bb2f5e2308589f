import { shownAddress, shownCommand } from './shown-command.ts';
import { invocationOf, isInterpreter, programText, readsProgram } from './invocation.ts';
import type { Invocation } from './invocation.ts';
import { unpinnedInstall } from './package-managers.ts';
import type { RepositoryLocks } from './package-managers.ts';
import { lexShell } from './shell-lexer.ts';
import type { Command } from './shell-word.ts';

/** A command that fetches something and runs or installs it, unpinned. */
export interface Download {
  readonly command: string;
  /** Line of the script, from 0. */
  readonly line: number;
}

/** Downloads listed of one script; a script that has more is bad enough. */
export const maxDownloads = 200;
/** Shells within shells (`bash -c "sh -c '…'"`) that are followed. */
const maxNesting = 3;

/**
 * Finds what shell scripts of one build fetch unpinned. One instance for scripts that share files: a file that one of
 * them fetches may be run by the next. By the rules of OpenSSF Scorecard's Pinned-Dependencies, simplified.
 */
export class Downloads {
  readonly #locks: RepositoryLocks;
  /** Files that were fetched and not checked against anything, with how. */
  readonly #fetched = new Map<string, string>();

  constructor(locks: RepositoryLocks) {
    this.#locks = locks;
  }

  /** Downloads of the next script, in its order. */
  of(script: string): Download[] {
    const found: Download[] = [];
    this.#walk(lexShell(script), 0, 0, found);
    return found.slice(0, maxDownloads);
  }

  #walk(commands: readonly Command[], base: number, nesting: number, found: Download[]): void {
    commands.forEach((command, index) => {
      if (found.length >= maxDownloads) return;
      for (const { substitutions } of command.words) {
        for (const inner of substitutions) this.#walk(inner.commands, base, nesting, found);
      }
      const invocation = invocationOf(command);
      if (invocation === undefined) return;
      const shown = this.#judge(invocation, command, commands, index);
      if (shown !== undefined) found.push({ command: shown, line: base + command.line });
      const inner = programText(invocation);
      if (inner !== undefined && nesting < maxNesting) this.#walk(lexShell(inner.text), base + command.line, nesting + 1, found);
    });
  }

  /** The command as shown, if it takes in something unpinned. */
  #judge(invocation: Invocation, command: Command, commands: readonly Command[], index: number): string | undefined {
    if (isChecking(invocation)) this.#fetched.clear();
    const fetched = fetchedBy(invocation);
    if (fetched !== undefined) {
      const program = pipedTo(commands, index);
      if (program !== undefined) return `${fetched.shown} | ${program}`;
      const file = command.output ?? fetched.file;
      if (file !== undefined && this.#fetched.size < 1000) this.#fetched.set(plainPath(file), fetched.shown);
      return undefined;
    }
    return this.#runsFetched(invocation) ?? runsSubstituted(invocation) ?? shownIfAny(unpinnedInstall(invocation, this.#locks));
  }

  #runsFetched({ program, path, args }: Invocation): string | undefined {
    const own = this.#fetched.get(plainPath(path));
    if (own !== undefined && path.includes('/')) return `${own}, then run`;
    if (!isInterpreter(program) && program !== 'source' && program !== '.') return undefined;
    for (const { text } of args) {
      const how = this.#fetched.get(plainPath(text));
      if (how !== undefined) return `${how}, then ${program}`;
    }
    return undefined;
  }
}

/** `bash <(curl …)`, `source <(curl …)`, `sh -c "$(curl …)"`, `eval "$(curl …)"`. */
function runsSubstituted(invocation: Invocation): string | undefined {
  const { program, args } = invocation;
  const text = programText(invocation);
  const runsFiles = isInterpreter(program) || program === 'source' || program === '.';
  for (const word of args) {
    for (const { kind, commands } of word.substitutions) {
      if (kind === 'file' ? !runsFiles : word !== text) continue;
      for (const command of commands) {
        const inner = invocationOf(command);
        const fetched = inner && fetchedBy(inner);
        if (fetched) return `${program} with ${fetched.shown}`;
      }
    }
  }
  return undefined;
}

/** The interpreter that takes the output of a command as its program, with filters between them or not. */
function pipedTo(commands: readonly Command[], index: number): string | undefined {
  for (let at = index; commands[at]?.piped === true; at++) {
    const next = commands[at + 1];
    const invocation = next && invocationOf(next);
    if (invocation && readsProgram(invocation)) return invocation.program;
  }
  return undefined;
}

interface Fetched {
  readonly shown: string;
  /** File that it is written to, if the options say so. */
  readonly file: string | undefined;
}

const pinnedAddress = /^https:\/\/raw\.githubusercontent\.com\/[^/]+\/[^/]+\/[0-9a-f]{40}\//i;

/** What a command downloads; undefined if nothing, or only what a full commit id names. */
function fetchedBy({ program, args }: Invocation): Fetched | undefined {
  const words = args.map(({ text }) => text);
  if (program === 'aws' ? words[0] !== 's3api' || words[1] !== 'get-object' : !['curl', 'wget', 'gsutil'].includes(program)) return undefined;
  const addresses = words.filter((word) => word.includes('://'));
  if (addresses.length > 0 && addresses.every((address) => pinnedAddress.test(address))) return undefined;
  const shown = addresses[0] === undefined ? program : `${program} ${shownAddress(addresses[0])}`;
  return { shown, file: outputFile(program, words, addresses[0]) };
}

function outputFile(program: string, words: readonly string[], address: string | undefined): string | undefined {
  if (program === 'gsutil' || program === 'aws') return words.at(-1);
  const long = program === 'curl' ? '--output' : '--output-document';
  const short = program === 'curl' ? /^-[a-zA-Z#]*o$/ : /^-[a-zA-Z]*O$/;
  const at = words.findIndex((word) => word === long || short.test(word));
  const joined = words.find((word) => word.startsWith(`${long}=`));
  const named = joined?.slice(long.length + 1) ?? (at === -1 ? undefined : words[at + 1]);
  if (named !== undefined) return named === '-' ? undefined : named;
  // wget names the file after the address, as curl does when asked to.
  if (program === 'curl' && !words.some((word) => word === '--remote-name' || /^-[a-zA-Z#]*O[a-zA-Z#]*$/.test(word))) return undefined;
  return address?.split(/[?#]/, 1)[0]?.split('/').at(-1);
}

/** A check of what was fetched against a checksum or a signature: what comes after runs what was meant. */
function isChecking({ program, args }: Invocation): boolean {
  const words = args.map(({ text }) => text);
  if (/^(?:sha\d*sum|shasum|b2sum)$/.test(program)) return words.some((word) => word === '--check' || /^-[a-z]*c[a-z]*$/.test(word));
  return (program === 'gpg' && words.includes('--verify')) || (program === 'cosign' && (words[0] ?? '').startsWith('verify'));
}

function plainPath(path: string): string {
  return path.replace(/^(?:\.\/)+/, '');
}

function shownIfAny(words: readonly string[] | undefined): string | undefined {
  return words === undefined ? undefined : shownCommand(words);
}
