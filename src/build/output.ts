import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** The output folder holds something that Almanac did not put there. */
export class OutputError extends Error {
  override readonly name = 'OutputError';
}

/** A folder beside the output in which a site is built before it takes the output's place. */
export interface WorkFolder {
  readonly dir: string;
  /** Puts the finished site at `site` in the output's place; the old one is gone afterwards. */
  publish(site: string): void;
  /** Removes the work folder. */
  discard(): void;
}

/** The file that says of a folder that it is a site of ours, and may be replaced. */
const marker = join('api', 'v1', 'index.json');

/**
 * Opens a work folder beside `out`, so that the last step is a rename on the same file system. What killed builds left
 * behind is removed first, and a site that was moved aside but never replaced is put back.
 *
 * @throws OutputError if `out` holds anything but a site of ours
 */
export function openWorkFolder(out: string, pid: number, isAlive: (pid: number) => boolean): WorkFolder {
  const parent = dirname(out);
  const prefix = `.${basename(out)}.almanac-`;
  mkdirSync(parent, { recursive: true });
  for (const name of readdirSync(parent).filter((candidate) => candidate.startsWith(prefix))) {
    const owner = Number(name.slice(prefix.length));
    if (owner !== pid && Number.isInteger(owner) && isAlive(owner)) continue;
    const aside = join(parent, name, 'previous');
    if (!existsSync(out) && existsSync(aside)) renameSync(aside, out);
    // A stage of the killed build may take a moment to notice that it is alone.
    rmSync(join(parent, name), { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
  if (existsSync(out) && readdirSync(out).length > 0 && !existsSync(join(out, marker))) {
    throw new OutputError(
      `The output folder ${out} is not empty and holds no site of Almanac's, so it was left alone. Name another folder with --out, or empty it first.`,
    );
  }
  const dir = join(parent, `${prefix}${pid}`);
  mkdirSync(dir, { recursive: true });
  return {
    dir,
    publish(site) {
      if (existsSync(out)) renameSync(out, join(dir, 'previous'));
      renameSync(site, out);
      rmSync(join(dir, 'previous'), { recursive: true, force: true });
    },
    discard: () => rmSync(dir, { recursive: true, force: true }),
  };
}

/** Whether a process of that id runs on this machine. */
export function processIsAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
