import { onTestFinished } from 'vitest';
import { collector } from '../../collectors/jenkins/collector.ts';
import type { JenkinsSource } from '../../src/jenkins/source.ts';
import { fetchHttp } from '../../src/network/fetch-http.ts';
import type { Loopback } from '../doubles/gitlab/loopback.ts';
import { jenkinsToken, jenkinsUser, startJenkinsDouble } from '../doubles/jenkins/double.ts';
import { jenkinsWorld, type JenkinsWorld } from '../doubles/jenkins/world.ts';
import { HostNights } from '../gitlab/host-nights.ts';

export const firstNight = '2026-11-20T02:00:00.000Z';
export const secondNight = '2026-11-21T02:00:00.000Z';

/** A controller at the double, and nights that read it. */
export async function jenkinsNights(source: Record<string, unknown> = {}): Promise<{ world: JenkinsWorld; server: Loopback; nights: HostNights<JenkinsSource> }> {
  const world = jenkinsWorld({ seed: 20_261_120, now: firstNight });
  const server = await startJenkinsDouble(world);
  onTestFinished(() => server.close());
  const nights = new HostNights({
    collector,
    http: server.standIn('https://ci.example.com', fetchHttp),
    source: { url: 'https://ci.example.com/jenkins/', ...source },
    env: { JENKINS_USER: jenkinsUser, JENKINS_TOKEN: jenkinsToken },
  });
  return { world, server, nights };
}
