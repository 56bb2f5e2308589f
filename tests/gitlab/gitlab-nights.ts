import { onTestFinished } from 'vitest';
import { collector } from '../../collectors/gitlab/collector.ts';
import type { GitLabSource } from '../../src/gitlab/source.ts';
import { fetchHttp } from '../../src/network/fetch-http.ts';
import { type GitLabDouble, gitLabToken, startGitLabDouble } from '../doubles/gitlab/double.ts';
import { gitLabWorld, type GitLabWorld } from '../doubles/gitlab/world.ts';
import { HostNights } from './host-nights.ts';

export const firstNight = '2026-11-20T02:00:00.000Z';
export const secondNight = '2026-11-21T02:00:00.000Z';
const base = 'https://gitlab.example.com';

/** A group at the double, and nights that read it. */
export async function gitLabNights({ projects = 8, source = {} }: { projects?: number; source?: Partial<Record<keyof GitLabSource, unknown>> } = {}): Promise<{ world: GitLabWorld; double: GitLabDouble; nights: HostNights<GitLabSource> }> {
  const world = gitLabWorld({ seed: 20_261_120, projects, now: firstNight });
  const double = await startGitLabDouble(world, () => world.now);
  onTestFinished(() => double.server.close());
  const nights = new HostNights({ collector, http: double.server.standIn(base, fetchHttp), source: { url: base, group: world.group, ...source }, env: { GITLAB_TOKEN: gitLabToken } });
  return { world, double, nights };
}
