import { z } from 'zod';
import { compareText } from '../../src/findings/codes.ts';
import type { RepositoryStub } from '../../src/github/contract.ts';
import { environmentName } from '../../src/repositories/environment-name.ts';
import type { Deployment } from '../../src/schema/facts/deployment.ts';
import { outcomeOf } from './outcome.ts';
import type { Position } from './position.ts';
import { isProduction } from './production.ts';
import type { FoundDeployment, ListedDeployment } from './record.ts';

/** A deployment that was read with all it went through. */
export interface ReadDeployment {
  /** Node id. */
  readonly id: string;
  readonly ended: boolean;
  /** As GitHub calls it; never kept, since it may be named after a branch. */
  readonly environment: string;
  readonly fact: Deployment;
}

/** Deployments that are remembered in case another one takes their place, at most: repositories may have an environment for each Pull Request. */
const mostLive = 50;

/**
 * Ids of the deployments whose statuses are to be read: those made since the last time, those that had not ended then, and
 * those that had succeeded and are inactive now.
 */
export function toRead(listed: readonly ListedDeployment[], held: Position | undefined, since: string): string[] {
  const live = new Set(held?.live);
  const recent = new Set(held?.recent);
  const wanted = listed.filter(({ id, createdAt, state }) => (createdAt >= since && !recent.has(id)) || (live.has(id) && state === 'INACTIVE')).map(({ id }) => id);
  return [...new Set([...wanted, ...(held?.open ?? [])])].toSorted(compareText);
}

/** The fact of a deployment. Undefined for one without an environment, which says nothing. */
export function withOutcome(found: FoundDeployment, stub: RepositoryStub): ReadDeployment | undefined {
  // A status may have moved it: promoted from one environment to another.
  const environment = found.latestEnvironment ?? found.environment ?? found.originalEnvironment;
  if (environment == null || environment === '') return undefined;
  const production = isProduction(environment);
  const name = environmentName(environment, production);
  const { ended, ...outcome } = outcomeOf(found);
  const fact = {
    repository: stub.repository,
    repositoryKey: stub.key,
    id: String(found.databaseId ?? found.id),
    environment: name,
    ...(production === undefined ? {} : { production }),
    ...(found.commitOid == null ? {} : { commit: found.commitOid }),
    createdAt: found.createdAt,
    ...outcome,
    ...(name === environment ? { url: `${stub.url}/deployments/${encodeURIComponent(environment)}` } : {}),
  };
  return { id: found.id, ended, environment, fact };
}

/**
 * Ids of the newest success of each environment, with those remembered before that may still stand.
 *
 * @param before ids that were not read again
 */
export function latestByEnvironment(read: readonly ReadDeployment[], before: readonly string[]): string[] {
  const standing = new Map<string, ReadDeployment>();
  for (const deployment of read) {
    const { environment, fact: { state, superseded, createdAt } } = deployment;
    if (state !== 'success' || superseded === true) continue;
    const other = standing.get(environment);
    if (other === undefined || other.fact.createdAt < createdAt) standing.set(environment, deployment);
  }
  return [...[...standing.values()].map(({ id }) => id), ...before].slice(0, mostLive).toSorted(compareText);
}

const identified = z.looseObject({ id: z.string() });

/** What a deployment that does not fit is called. */
export function nameOfDeployment(record: unknown): string {
  return `deployment ${identified.safeParse(record).data?.id ?? 'without an id'}`;
}
