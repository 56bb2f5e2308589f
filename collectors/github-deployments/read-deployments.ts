import type { FetchContext, RawPage, Shard } from '../../src/collect/contract.ts';
import { censusOf } from '../../src/collect/census.ts';
import { compareText } from '../../src/findings/codes.ts';
import { type GitHubAccess, repositoryReadingOf } from '../../src/github/access.ts';
import { batchesOf, nodeRefusal, readWhole } from '../../src/github/node-shard.ts';
import { earlier } from '../../src/github/instant-of.ts';
import { permissions } from '../../src/github/permissions.ts';
import { projected } from '../../src/github/record-page.ts';
import { lacking } from '../../src/github/refusal.ts';
import { rotation } from '../../src/github/rotation.ts';
import { Environments } from './environments.ts';
import { firstPage } from './first-page.ts';
import { latestByEnvironment, nameOfDeployment, type ReadDeployment, toRead, withOutcome } from './lists.ts';
import { type Position, positionOf } from './position.ts';
import { olderDeploymentsQuery, statusesQuery } from './queries.ts';
import { type DeploymentsPage, foundDeployment, type ListedDeployment, listedDeployment, withDeployments } from './record.ts';
import { restOf } from './rest.ts';

/** Days after which rules of environments that are known are read again. */
const rulesDays = 7;

const hour = 3_600_000;
const day = 24 * hour;

/** Days after which a deployment that has not ended is given up: GitHub ends a workflow's job long before. */
const unfinishedDays = 7;

/**
 * Reads a repository's deployments since the last time (an hour of overlap), what those went through that are new, had not
 * ended, or were taken the place of, and its environments. One page: most repositories have few.
 */
export async function* readDeployments(access: GitHubAccess, { collector, together }: { readonly collector: string; readonly together: number }, shard: Shard, context: FetchContext): AsyncGenerator<RawPage> {
  if (context.resume !== undefined) return;
  const { api, inventory, source, stub } = await repositoryReadingOf(access, collector, shard, context);
  const { signal, asOf } = context;
  const batches = (query: string) => batchesOf({ access, context, source, collector, query, size: together });
  const held = positionOf(context.bookmark);
  const asked = { what: `Deployments of ${stub.owner}/${stub.name} could not be read`, permission: permissions.deployments };

  const reading = await firstPage({ context, source, key: stub.key, batches, asked });
  const first = withDeployments.safeParse(reading.node);
  if (!first.success) throw nodeRefusal(reading, asked);
  const since = new Date(held?.newest === undefined ? Date.parse(asOf) - source.history * day : Date.parse(held.newest) - hour).toISOString();
  const raw = await restOf(first.data.deployments, {
    api,
    collector,
    query: olderDeploymentsQuery,
    id: stub.key,
    list: (node) => withDeployments.safeParse(node).data?.deployments,
    until: (nodes) => nodes.some((node) => (listedDeployment.safeParse(node).data?.createdAt ?? since) < since),
    asked,
    signal,
  });
  const listed = projected(raw, listedDeployment, (deployment) => deployment, nameOfDeployment);

  const statuses = await batches(statusesQuery);
  const readings = await Promise.all(toRead(listed.records, held, since).map((id) => readWhole(() => statuses.read(id, signal), () => true, asked)));
  // One that is gone since it was remembered has nothing more to say; any other refusal is the whole's.
  const refused = readings.find(({ node, problems }) => node === null && problems.some((problem) => lacking(problem, asked.permission) !== undefined));
  if (refused !== undefined) throw nodeRefusal(refused, asked);
  const found = readings.flatMap(({ node }) => (node === null ? [] : [node]));
  const deployments = projected(found, foundDeployment, (deployment) => withOutcome(deployment, stub), nameOfDeployment);

  const environments = new Environments({ api, collector, stub, inventory, batches: (query) => batches(query), signal });
  const turn = rotation(stub.key, asOf, rulesDays);
  const guarded = await environments.read(reading.node, held?.rotation === turn ? held.rules : {});

  const body: DeploymentsPage = {
    deployments: { records: deployments.records.map(({ fact }) => fact), unfit: [...listed.unfit, ...deployments.unfit] },
    environments: guarded.page,
    findings: guarded.findings,
  };
  const position = next(held, deployments.records, { listed: listed.records, asOf, rules: guarded.rules, turn });
  yield {
    name: 'deployments',
    body: JSON.stringify(body),
    bookmark: JSON.stringify(position),
    census: [...(found.length === 0 ? [] : [censusOf('deployment', found)]), ...guarded.census],
  };
}

interface Next {
  readonly listed: readonly ListedDeployment[];
  readonly asOf: string;
  readonly rules: Position['rules'];
  readonly turn: number;
}

/** What is to be remembered after a reading. */
function next(held: Position | undefined, read: readonly ReadDeployment[], { listed, asOf, rules, turn }: Next): Position {
  // One that says it is of tomorrow must not hide what comes until then.
  const newest = [...listed.map(({ createdAt }) => createdAt), ...(held?.newest === undefined ? [] : [held.newest])].map((time) => earlier(time, asOf)).toSorted().at(-1);
  const overlapping = new Set(listed.filter(({ createdAt }) => newest !== undefined && Date.parse(createdAt) >= Date.parse(newest) - hour).map(({ id }) => id));
  const oldest = new Date(Date.parse(asOf) - unfinishedDays * day).toISOString();
  const again = new Set(read.map(({ id }) => id));
  const open = new Set(read.filter(({ ended, fact }) => !ended && fact.createdAt >= oldest).map(({ id }) => id));
  return {
    ...(newest === undefined ? {} : { newest }),
    open: [...open].toSorted(compareText),
    recent: [...new Set([...(held?.recent ?? []), ...again])].filter((id) => overlapping.has(id) && !open.has(id)).toSorted(compareText),
    live: latestByEnvironment(read, (held?.live ?? []).filter((id) => !again.has(id))),
    rules,
    rotation: turn,
  };
}
