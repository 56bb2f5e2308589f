import { z } from 'zod';
import { seeded } from '../../../bench/random.ts';
import type { Answer, Inside } from './double.ts';
import type { Fault } from './faults.ts';
import { iso, type GraphQLContext } from './graphql/context.ts';
import { prepare, run } from './graphql/execute.ts';
import type { Limits } from './limits.ts';
import type { Caller } from './sign-in.ts';

const call = z.object({ query: z.string(), variables: z.record(z.string(), z.unknown()).nullish(), operationName: z.string().nullish() });

/** Answers one query: what is refused costs a point as well. */
export async function answerGraphQL(inside: Inside, { text, now, caller, limits, fault }: { text: string; now: number; caller: Caller; limits: Limits; fault: Fault | undefined }): Promise<Answer> {
  let asked: z.infer<typeof call>;
  try {
    asked = call.parse(JSON.parse(text));
  } catch {
    return { status: 400, resource: 'graphql', points: 1, body: { message: 'Problems parsing JSON', documentation_url: 'https://docs.github.com/graphql' } };
  }
  if (caller.kind === 'app') return { status: 401, resource: 'graphql', points: 0, body: { message: 'A JSON web token could not be used for this', documentation_url: 'https://docs.github.com/graphql' } };
  const variables = asked.variables ?? {};
  const { document, cost, refused } = prepare(asked.query, variables, asked.operationName ?? undefined);
  if (refused !== undefined || document === undefined) {
    inside.violation(`a query was refused: ${refused?.map((error) => String(error['message'])).join('; ') ?? 'unreadable'}`);
    return { status: 200, resource: 'graphql', points: 1, body: { errors: refused } };
  }
  const state = limits.state('graphql', now);
  if (cost.points > state.remaining) {
    if (!state.byOthers) inside.violation('a query cost more points than remained');
    return { status: 200, resource: 'graphql', points: 0, body: { errors: [{ type: 'RATE_LIMITED', message: `API rate limit exceeded for ${caller.account}.` }] } };
  }
  if (cost.nodes > inside.faults.tooManyNodes) {
    return { status: 502, resource: 'graphql', points: cost.points, body: { data: null, errors: [{ message: 'Something went wrong while executing your query. This may be the result of a timeout, or it could be a GitHub bug. Please include `D0` when reporting this issue.' }] } };
  }
  const chance = seeded(now + text.length);
  let nulls = fault?.kind === 'null-node' ? 1 : 0;
  const context: GraphQLContext = {
    world: inside.world,
    directory: inside.directory,
    now: inside.happened(),
    grant: inside.grant,
    nullNode: () => nulls > 0 && chance.chance(0.3) && (nulls -= 1) >= 0,
    rateLimit: { cost: cost.points, limit: state.limit, nodeCount: cost.nodes, remaining: state.remaining - cost.points, used: state.used + cost.points, resetAt: iso(Math.ceil((state.resetAt + inside.faults.skewMs) / 1000) * 1000) },
    unmodelled: (field) => inside.violation(`not modelled: ${field}`),
  };
  const body = await run(document, { context, variables, operationName: asked.operationName ?? undefined });
  return { status: 200, resource: 'graphql', points: cost.points, body: fault?.kind === 'partial' ? partial(body) : body };
}

/** Takes away the second half of the first list that has more than one node, as GitHub does with a query that takes too long. */
function partial(body: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const copy: unknown = JSON.parse(JSON.stringify(body));
  const lost: (string | number)[] = [];
  const cut = (value: unknown, path: readonly (string | number)[]): boolean => {
    if (Array.isArray(value)) {
      if (path.at(-1) === 'nodes' && value.length > 1) {
        const from = Math.ceil(value.length / 2);
        value.fill(null, from);
        lost.push(...path, from);
        return true;
      }
      return value.some((item: unknown, index) => cut(item, [...path, index]));
    }
    return typeof value === 'object' && value !== null && Object.entries(value).some(([key, item]: [string, unknown]) => cut(item, [...path, key]));
  };
  if (typeof copy !== 'object' || copy === null || !('data' in copy)) return body;
  cut(copy.data, []);
  const errors: unknown[] = 'errors' in copy && Array.isArray(copy.errors) ? copy.errors : [];
  return { data: copy.data, errors: [...errors, { type: 'RESOURCE_LIMITS_EXCEEDED', path: lost, message: 'Resource limits for this query exceeded.', locations: [{ line: 1, column: 1 }] }] };
}
