import type { Command, Word } from './shell-word.ts';

/** A command without what only wraps it: `sudo -E env A=b /usr/bin/pip3 install x` runs `pip3`. */
export interface Invocation {
  /** Name of the program, in lower case, without folder and `.exe`. */
  readonly program: string;
  /** As written. */
  readonly path: string;
  readonly args: readonly Word[];
}

const assignment = /^[A-Za-z_]\w*\+?=/;
/** Programs that run the rest of their command, with those of their options that take a value. */
const wrappers: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['sudo', new Set(['-u', '-g', '-h', '-p', '-C', '-D', '-R', '-T', '--user', '--group'])],
  ['doas', new Set(['-u', '-C'])],
  ['env', new Set(['-u', '-C', '-S', '--unset', '--chdir'])],
  ['exec', new Set(['-a'])],
  ['nice', new Set(['-n'])],
  ...['command', 'builtin', 'nohup', 'noglob'].map((name) => [name, new Set<string>()] as const),
]);

/** What a command runs in the end; undefined if it only assigns. */
export function invocationOf({ words }: Command): Invocation | undefined {
  let at = 0;
  // Options in first place are those of Docker's RUN, not of a program.
  while (at < words.length && (assignment.test(words[at]?.text ?? '') || words[at]?.text.startsWith('--'))) at += 1;
  for (;;) {
    const word = words[at];
    if (word === undefined) return undefined;
    const program = programName(word.text);
    const valued = wrappers.get(program);
    if (valued === undefined) return { program, path: word.text, args: words.slice(at + 1) };
    at += 1;
    for (let text = words[at]?.text; text !== undefined && (text.startsWith('-') || assignment.test(text)); text = words[at]?.text) {
      at += valued.has(text) ? 2 : 1;
    }
  }
}

/** `/usr/local/bin/CURL.exe` is `curl`. */
export function programName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1).toLowerCase().replace(/\.exe$/, '');
}

const shells = /^(?:ba|da|a|z|k|mk|fi)?sh$/;
const interpreters = /^(?:python[\d.]*|perl|ruby|php|node|nodejs)$/;

/** True for `sh`, `bash` and their like. */
export function isShell(program: string): boolean {
  return shells.test(program) || program === 'su';
}

/** True for programs that run a program text they are given. */
export function isInterpreter(program: string): boolean {
  return isShell(program) || interpreters.test(program);
}

/** True if the program text comes from standard input: no `-c`, no file. */
export function readsProgram({ program, args }: Invocation): boolean {
  if (!isInterpreter(program)) return false;
  if (program === 'su') return !args.some(({ text }) => text === '-c' || text === '--command');
  for (const { text } of args) {
    if (text === '-' || text === '-s' || text === '/dev/stdin' || text === '/dev/fd/0') return true;
    if (isShell(program) ? /^-[a-z]*c[a-z]*$/i.test(text) : /^-(?:c|e|m|r|p)|^--eval/.test(text)) return false;
    if (isShell(program) && /^-[a-z]*s[a-z]*$/.test(text)) return true;
    if (!text.startsWith('-') && !text.startsWith('+')) return false;
  }
  return true;
}

/** The program text that a shell is given with `-c`, or that `eval` runs. */
export function programText({ program, args }: Invocation): Word | undefined {
  if (program === 'eval') return args[0];
  if (!isShell(program)) return undefined;
  const flag = args.findIndex(({ text }) => /^-[a-z]*c[a-z]*$/i.test(text));
  return flag === -1 ? undefined : args.slice(flag + 1).find(({ text }) => !text.startsWith('-'));
}
