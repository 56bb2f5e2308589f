import { realpath } from 'node:fs/promises';
import { toJson, toText } from '../codeowners/answers.ts';
import type { Answer } from '../codeowners/answers.ts';
import { locate } from '../codeowners/locate.ts';
import type { Located } from '../codeowners/locate.ts';
import { anyName, compile } from '../codeowners/match.ts';
import { parseCodeowners } from '../codeowners/parse.ts';
import { choose, places } from '../codeowners/places.ts';
import type { Choice } from '../codeowners/places.ts';
import { show } from '../codeowners/problems.ts';
import { findWorkingTree, readCandidates } from '../codeowners/working-tree.ts';
import type { CheckedOut } from '../codeowners/working-tree.ts';
import { exitCode } from './errors.ts';
import type { Io } from './io.ts';

/** Options of {@link owners}. */
export interface OwnersOptions {
  /** The folder that relative paths start from. */
  readonly cwd: string;
  /** Print JSON, by the schema in src/schema/cli/owners.ts. */
  readonly json: boolean;
  /** Where paths are read from, one a line or ended by NUL, after those that are given outright. */
  readonly stdin?: AsyncIterable<string | Uint8Array> | undefined;
}

/**
 * `almanac owners PATH...`: prints who owns each path of the checkout around `cwd` and the line of CODEOWNERS that
 * decides, by the file as it stands in the checkout. A folder has the owners that a new file in it would have.
 *
 * @returns 0; 2 outside a repository, for a path outside it, or without a path
 */
export async function owners(paths: readonly string[], options: OwnersOptions, io: Pick<Io, 'out' | 'err'>): Promise<number> {
  const fail = (message: string): number => {
    io.err(`almanac owners: ${message}\n`);
    return exitCode.fault;
  };
  const asked = options.stdin ? [...paths, ...(await readPaths(options.stdin))] : paths;
  if (asked.length === 0) return options.stdin ? printed(io, options.json ? '[]\n' : '') : fail('name at least one path.');
  const tree = await findWorkingTree(options.cwd);
  if (!tree) return fail(`${show(options.cwd)} is not in a git repository with files. Run it in a clone.`);

  const cwd = await realpath(options.cwd);
  const located: Located[] = [];
  for (const path of asked) {
    const found = await locate(path, tree.root, cwd);
    if (!found) return fail(`${show(path)} is outside the repository at ${show(tree.root)}.`);
    located.push(found);
  }

  const candidates = await readCandidates(tree.root);
  for (const { path, link } of candidates) if (link) io.err(`${path} is a symbolic link, which is not followed.\n`);
  const choice = choose(candidates.filter(({ link }) => !link), tree.host);
  explain(choice, io);
  const path = choice.chosen?.path ?? '';
  const file = parseCodeowners(choice.chosen?.text ?? '', { dialect: choice.dialect, path });
  for (const { line, column, code, what } of file.findings) io.err(`${path}${line === undefined ? '' : `:${line}:${column ?? 1}`} ${code} ${what}\n`);

  const matcher = compile(file);
  const answers = located.map(({ path: at, folder }): Answer => {
    const name = folder ? (at === '.' ? anyName : `${at}/${anyName}`) : at;
    return { path: at, match: matcher.match(name) };
  });
  return printed(io, options.json ? toJson(answers, choice.dialect === 'gitlab') : toText(answers, path));
}

function printed(io: Pick<Io, 'out'>, text: string): number {
  if (text !== '') io.out(text);
  return exitCode.done;
}

/** Says what keeps CODEOWNERS from being read, and which files do nothing. */
function explain({ dialect, chosen, ignored, elsewhere }: Choice<CheckedOut>, io: Pick<Io, 'err'>): void {
  const host = dialect === 'github' ? 'GitHub' : 'GitLab';
  if (!chosen) {
    const there = elsewhere.map(({ path }) => ` There is a ${path}, where ${host} does not look.`).join('');
    io.err(`There is no CODEOWNERS file (${host} looks for ${places[dialect].join(', ')}), so nothing has an owner.${there}\n`);
  } else if (chosen.text === undefined) {
    io.err(`${chosen.path} has 3 MB or more, so ${dialect === 'github' ? 'GitHub does not load it and nothing has an owner' : 'it was not read'}.\n`);
  }
  for (const { path } of ignored) io.err(`${path} does nothing: ${host} reads ${chosen?.path}.\n`);
}

async function readPaths(input: AsyncIterable<string | Uint8Array>): Promise<string[]> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of input) text += typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
  text += decoder.decode();
  const separator = text.includes('\0') ? '\0' : /\r?\n/;
  return text.split(separator).filter((path) => path !== '');
}
