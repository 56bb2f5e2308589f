import { type RawPage, SourceError } from '../../src/collect/contract.ts';
import type { z } from 'zod';
import { type Builds, type BuildsOf, perWindow, readBuild, readWindow } from './builds.ts';
import type { Build, buildsPage } from './page.ts';
import type { Position } from './position.ts';

/** Windows in a row without a build that was not seen: more is a list without an end. */
const mostStale = 3;

/** A job or a branch that has something new. */
export interface TargetReading extends BuildsOf {
  readonly repository: string;
  /** Full name of the job or of the multibranch project. */
  readonly job: string;
  /** Key in the position; empty for a job without branches. */
  readonly key: string;
  /** Number of its last build, as the list of jobs says. */
  readonly last: number;
  /** Builds before this instant (ms since 1970) are not read the first time. */
  readonly oldest: number;
}

/**
 * Builds of a target that were not read, newest first in windows; with the last of them, one by one, those that had not
 * ended last time.
 */
export async function* readTarget(target: TargetReading, start: Position): AsyncGenerator<{ readonly page: RawPage; readonly position: Position }> {
  const { key, last } = target;
  const { [key]: before, ...others } = start.targets;
  // One whose numbers are lower than they were was deleted and made again.
  const known = before !== undefined && before.last <= last ? before : undefined;
  const part = start.part?.target === key ? start.part : undefined;
  const isNew = ({ number, timestamp }: Build): boolean => (known === undefined ? timestamp >= target.oldest : number > known.last);
  let below = part?.below ?? Number.MAX_SAFE_INTEGER;
  let newest = part?.newest ?? 0;
  const open = new Set(part?.open ?? []);
  let stale = 0;
  for (let skip = part?.skip ?? 0; ; ) {
    const window = await readWindow(target, skip);
    // Builds that began while the list is read push others into the next window.
    const unseen = window.builds.filter(({ number }) => number < below);
    // Builds that begin meanwhile fill one window with what was seen, and not one after the other.
    stale = unseen.length === 0 ? stale + 1 : 0;
    if (stale > mostStale) throw new SourceError(`${target.api.name} gives the same builds of ${target.shown} again and again`);
    const fresh = unseen.filter(isNew);
    for (const { number, building } of fresh) {
      newest = Math.max(newest, number);
      if (building) open.add(number);
    }
    below = unseen.reduce((least, { number }) => Math.min(least, number), below);
    skip += perWindow;
    const name = `${key === '' ? 'builds' : key}-${fresh[0]?.number ?? newest}`;
    if (window.count < perWindow || fresh.length < unseen.length) {
      // Of a reading that is taken up, the list of jobs may name builds newer than those it began with: they come next time.
      const again = await readAgain(target, known?.open ?? [], open);
      const page = pageOf(target, name, { ...window, builds: [...fresh, ...again.builds], unfit: [...window.unfit, ...again.unfit] });
      yield { page, position: { targets: { ...others, [key]: { last: part === undefined ? Math.max(newest, last) : newest, open: [...open].sort((a, b) => a - b) } } } };
      return;
    }
    yield { page: pageOf(target, name, { ...window, builds: fresh }), position: { targets: start.targets, part: { target: key, below, skip, newest, open: [...open] } } };
  }
}

/** Builds that had not ended; one that was deleted meanwhile is not asked for again. */
async function readAgain(target: TargetReading, numbers: readonly number[], open: Set<number>): Promise<Pick<Builds, 'builds' | 'unfit'>> {
  const builds: Build[] = [];
  const unfit: Builds['unfit'][number][] = [];
  for (const number of numbers) {
    const read = await readBuild(target, number);
    for (const build of read.builds) {
      builds.push(build);
      if (build.building) open.add(build.number);
    }
    unfit.push(...read.unfit);
  }
  return { builds, unfit };
}

function pageOf({ repository, job, key }: TargetReading, name: string, { builds, unfit, census }: Builds): RawPage {
  const page: z.infer<typeof buildsPage> = { type: 'builds', repository, job, branchKey: key, builds: [...builds], unfit: [...unfit] };
  return { name, body: JSON.stringify(page), ...(census.length === 0 ? {} : { census }) };
}
