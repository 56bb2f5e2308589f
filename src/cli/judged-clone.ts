import { existsSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { CatalogEntity } from '../catalog/model.ts';
import { openClone } from '../clones/clone.ts';
import { uncommittedFiles } from '../clones/uncommitted.ts';
import { findWorkingTree } from '../codeowners/working-tree.ts';
import { optional } from '../edition/summaries.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { EntityCheck } from '../schema/cli/entity-check.ts';
import type { Instant } from '../schema/primitives.ts';
import { UsageError } from './errors.ts';
import type { Io } from './io.ts';

/** The clone whose files are judged. */
export interface JudgedClone {
  /** Absolute path. */
  readonly dir: string;
  readonly repository: string;
  /** The commit that is checked out; undefined on a branch without commits. */
  readonly commit: string | undefined;
  readonly uncommitted: number | undefined;
}

/**
 * The clone that is named, or else the one that the working folder stands in; undefined outside of any.
 *
 * @throws UsageError if the one that is named is not there; SourceError if git can make nothing of it
 */
export async function judgedClone(named: string | undefined, { asOf, backdated }: { readonly asOf: Instant; readonly backdated: boolean }, io: Io): Promise<JudgedClone | undefined> {
  const dir = await folderOf(named, io.cwd);
  if (dir === undefined) return undefined;
  const { repository, tip } = await openClone(dir, { asOf, backdated, signal: io.signal, at: 'head' });
  return { dir, repository, commit: tip, uncommitted: await uncommittedFiles(dir, io.signal) };
}

async function folderOf(named: string | undefined, cwd: string): Promise<string | undefined> {
  if (named === undefined) return (await findWorkingTree(cwd))?.root;
  const dir = resolve(cwd, named);
  const wanted = '--clone takes the folder of a git clone, with its .git in it or bare.';
  if (!existsSync(dir)) throw new UsageError(`The folder ${dir} does not exist. ${wanted}`);
  // What is named is meant: no clone around it is taken in its place.
  if (!existsSync(join(dir, '.git')) && !existsSync(join(dir, 'HEAD'))) throw new UsageError(`The folder ${dir} is no git clone. ${wanted}`);
  return realpath(dir);
}

/** The clone as reports name it, and where in it a host shows what is said of the entity: its declaration, or else the README. */
export function cloneView({ repository, commit, uncommitted }: JudgedClone, { repositories, origin }: CatalogEntity, knowledge: Knowledge): Pick<EntityCheck, 'clone' | 'location'> {
  const belongs = repositories.length === 0 || repositories.includes(repository);
  const clone = { repository, ...optional('commit', commit), ...optional('uncommitted', uncommitted), belongs };
  if (origin.repository === repository && origin.file !== undefined) return { clone, location: { file: origin.file, line: origin.line ?? 1 } };
  const record = knowledge.repositories.find((candidate) => candidate.repository === repository);
  const readme = record?.known.wellKnownFiles?.find(({ file }) => file === 'readme');
  return { clone, ...(readme === undefined ? {} : { location: { file: readme.path, line: 1 } }) };
}
