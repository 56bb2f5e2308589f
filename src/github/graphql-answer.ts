import { z } from 'zod';
import type { HttpResponse } from '../network/contract.ts';
import type { GraphQLAnswer, GraphQLProblem } from './contract.ts';
import { jsonBody } from './json-body.ts';

const problem = z.looseObject({
  type: z.string().nullish().catch(undefined),
  message: z.string().catch(''),
  path: z.array(z.union([z.string(), z.number()])).nullish().catch(undefined),
  extensions: z.looseObject({ code: z.string().nullish().catch(undefined) }).nullish().catch(undefined),
});

const envelope = z.looseObject({ data: z.unknown().optional(), errors: z.array(problem).nullish() });

/** An answer of the GraphQL API (GraphQL specification, 7.1 "Response Format"); undefined for what is none. */
export function graphQLAnswer(response: HttpResponse): GraphQLAnswer | undefined {
  const body = jsonBody(response);
  if (body.kind !== 'json') return undefined;
  const answer = envelope.safeParse(body.value);
  if (!answer.success || (answer.data.data === undefined && answer.data.errors == null)) return undefined;
  const errors = (answer.data.errors ?? []).map(({ type, message, path, extensions }): GraphQLProblem => ({ type: type ?? extensions?.code ?? undefined, message, path: path ?? [] }));
  return { data: answer.data.data ?? null, errors };
}

/** Documented as RATE_LIMITED; on the wire RATE_LIMIT is seen too (octokit/plugin-throttling.js, issue 824). */
const rateLimited = new Set(['RATE_LIMITED', 'RATE_LIMIT']);

/** What is too much at this size: GitHub's documentation, "Rate limits and query limits for the GraphQL API". */
const tooMuch = new Set(['RESOURCE_LIMITS_EXCEEDED', 'MAX_NODE_LIMIT_EXCEEDED', 'MAX_NODES_LIMIT_EXCEEDED']);

/** The error that says a budget is used up, if there is one. */
export function rateLimitProblem(response: HttpResponse): GraphQLProblem | undefined {
  // Most answers have no errors, and this looks at every one of them.
  return response.body.includes('"errors"') ? graphQLAnswer(response)?.errors.find(({ type }) => type !== undefined && rateLimited.has(type)) : undefined;
}

/**
 * The error that says a query is too much, if there is one. One that ran out of time has no type: "Something went wrong while
 * executing your query … it may be the result of a timeout", or a plain "timedout".
 */
export function tooMuchProblem({ data, errors }: GraphQLAnswer): GraphQLProblem | undefined {
  return errors.find(({ type, message }) => (type !== undefined && tooMuch.has(type)) || (data === null && /something went wrong while executing your query|timed? ?out/i.test(message)));
}

const costField = z.looseObject({ data: z.looseObject({ rateLimit: z.looseObject({ cost: z.number().nonnegative() }) }) });

/** What a query cost, where it asked for `rateLimit { cost }`. */
export function queryCost(response: HttpResponse): number | undefined {
  if (!response.body.includes('"rateLimit"')) return undefined;
  const body = jsonBody(response);
  if (body.kind !== 'json') return undefined;
  const cost = costField.safeParse(body.value);
  return cost.success ? cost.data.data.rateLimit.cost : undefined;
}
