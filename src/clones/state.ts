import { createHash } from 'node:crypto';
import { lstatSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { compareText } from '../findings/codes.ts';
import { readSmall } from './git-files.ts';
import { parseGitConfig } from './git-config.ts';
import type { GitSetting } from './git-config.ts';
import { withoutCredentials } from '../text/redaction.ts';
import { readRefs } from './refs.ts';
import type { Refs } from './refs.ts';
import { parseRemote } from './remote.ts';

/** Where a clone is and what its configuration says; what can be known even of a clone that cannot be read. */
export interface Layout {
  /** Absolute path of the git directory. */
  readonly gitDir: string;
  /** Where references, configuration and objects are: the git directory itself, save in a linked worktree. */
  readonly commonDir: string;
  /** Name of the clone's folder, `.git` of a bare one included. */
  readonly folder: string;
  readonly bare: boolean;
  /** Name and address of the remote: `origin`, else `upstream`, else the first one. */
  readonly remote: { readonly name: string; readonly url: string } | undefined;
  /** True if objects were left out when it was cloned (`--filter`), so that sizes and contents may be missing. */
  readonly partial: boolean;
}

/** A clone as its files describe it, before git is asked anything. */
export interface State {
  readonly layout: Layout;
  readonly refs: Refs;
  readonly shallow: boolean;
  /** Text of the `description` file, unless it is git's own. */
  readonly description: string | undefined;
  /** Digest of HEAD, all references, the remote, the description and the state of shallowness. */
  readonly fingerprint: string;
}

const mebibyte = 1024 ** 2;

/**
 * Reads where the clone in `dir` keeps its git directory and what its configuration says. A linked worktree and a
 * submodule's checkout, whose `.git` is a file that says where, can be opened as well, although discovery leaves them
 * to the repository they belong to.
 */
export function readLayout(dir: string): Layout {
  const inside = join(dir, '.git');
  const nested = lstatSync(inside, { throwIfNoEntry: false })?.isDirectory() === true;
  const elsewhere = nested ? undefined : pathIn(readSmall(inside, 4096), /^gitdir: (.+)$/m);
  const gitDir = nested ? inside : elsewhere === undefined ? dir : resolve(dir, elsewhere);
  const shared = elsewhere === undefined ? undefined : pathIn(readSmall(join(gitDir, 'commondir'), 4096), /^(.+)$/m);
  const commonDir = shared === undefined ? gitDir : resolve(gitDir, shared);
  const config = parseGitConfig(readSmall(join(commonDir, 'config'), mebibyte)?.toString('utf8') ?? '');
  const declared = config.findLast((setting) => setting.section === 'core' && setting.subsection === undefined && setting.key === 'bare');
  return {
    gitDir,
    commonDir,
    folder: basename(dir) === '.git' ? basename(dirname(dir)) : basename(dir),
    bare: elsewhere === undefined && (declared ? isTrue(declared) : !nested),
    remote: chooseRemote(config),
    partial: config.some((setting) => (setting.section === 'extensions' && setting.key === 'partialclone') || (setting.section === 'remote' && setting.key === 'promisor' && isTrue(setting))),
  };
}

/**
 * Reads the state of a clone from its files alone, without a process.
 *
 * @throws RefsError if its references cannot be understood
 */
export async function readState(layout: Layout, signal: AbortSignal): Promise<State> {
  const { gitDir, commonDir } = layout;
  const refs = await readRefs(gitDir, commonDir, signal);
  const shallow = readSmall(join(commonDir, 'shallow'), 64 * mebibyte)?.toString('latin1').trim() ?? '';
  const description = describe(readSmall(join(commonDir, 'description'), mebibyte)?.toString('utf8'));
  const digest = createHash('sha256');
  const parts = [
    JSON.stringify([refs.head, layout.remote && [layout.remote.name, remoteKey(layout.remote.url)], layout.bare, layout.partial, description ?? null]),
    ...[...refs.ids].sort(([a], [b]) => compareText(a, b)).map(([name, id]) => `${id} ${name}`),
    ...[...refs.symbolic].sort(([a], [b]) => compareText(a, b)).map(([name, target]) => `${target} ${name}`),
    ...refs.broken,
    shallow,
  ];
  for (const part of parts) digest.update(part).update('\n');
  return { layout, refs, shallow: shallow !== '', description, fingerprint: digest.digest('hex') };
}

/** A CI job may put another token into the address every night: nothing has changed by that. */
function remoteKey(url: string): string {
  return parseRemote(url)?.url ?? withoutCredentials(url);
}

function pathIn(file: Buffer | undefined, line: RegExp): string | undefined {
  return line.exec(file?.toString('utf8') ?? '')?.[1]?.trim();
}

function chooseRemote(config: readonly GitSetting[]): Layout['remote'] {
  const remotes = new Map<string, string>();
  for (const { section, subsection, key, value } of config) {
    if (section === 'remote' && subsection !== undefined && key === 'url' && value !== undefined && !remotes.has(subsection)) remotes.set(subsection, value);
  }
  const name = ['origin', 'upstream', ...remotes.keys()].find((candidate) => remotes.has(candidate));
  const url = name === undefined ? undefined : remotes.get(name);
  return name === undefined || url === undefined ? undefined : { name, url };
}

function isTrue(setting: GitSetting): boolean {
  return setting.value === undefined || /^(true|yes|on|[1-9]\d*)$/i.test(setting.value);
}

/** git writes a placeholder into every new repository; what hosts and people write there describes it. */
function describe(text: string | undefined): string | undefined {
  const trimmed = text?.trim() ?? '';
  return trimmed === '' || trimmed.startsWith('Unnamed repository') ? undefined : trimmed.slice(0, 2000);
}
