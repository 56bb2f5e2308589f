import type { Answer, Inside } from './double.ts';
import type { Limits, Resource } from './limits.ts';
import type { SeenRequest } from './report.ts';
import { alertRoutes } from './rest/alerts.ts';
import type { RestReply, Route } from './rest/contract.ts';
import { gitDataRoutes } from './rest/git-data.ts';
import { installationRoutes } from './rest/installations.ts';
import { OpenApi } from './rest/openapi.ts';
import { organisationRoutes } from './rest/organisation.ts';
import { notFound } from './rest/records.ts';
import { runRoutes } from './rest/runs.ts';
import type { Caller } from './sign-in.ts';

export interface RestRequest {
  readonly method: string;
  /** From the API's root. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly now: number;
  readonly root: string;
  readonly caller: Caller;
  readonly limits: Limits;
  readonly seen: SeenRequest;
}

/** The REST API: what comes in and what goes out is held against GitHub's own description of it. */
export class RestEndpoint {
  readonly #inside: Inside;
  readonly #routes: ReadonlyMap<string, Route>;
  readonly #described: OpenApi;
  readonly #confirmed = new Set<string>();

  constructor(inside: Inside) {
    this.#inside = inside;
    this.#described = OpenApi.of(inside.world.plan);
    const routes = [...organisationRoutes, ...runRoutes, ...alertRoutes, ...gitDataRoutes, ...installationRoutes(inside.signIn, inside.grant)];
    this.#routes = new Map(routes.map((route) => [`${route.method} ${route.template}`, route]));
  }

  /** The budget that a request draws on. */
  resourceOf(method: string, path: string): Resource {
    const found = this.#described.match(method, path);
    return (found === undefined ? undefined : this.#routes.get(`${method} ${found.template}`)?.resource) ?? 'core';
  }

  answer({ method, path, query, now, root, caller, limits }: RestRequest): Answer {
    const { world, directory, grant, violation } = this.#inside;
    const byId = /^\/repositories\/(\d+)(\/.*)?$/.exec(path);
    if (byId !== null) {
      const moved = directory.byDatabaseId(Number(byId[1]));
      if (moved === undefined) return { ...notFound, resource: 'core', points: 1 };
      return this.answer({ method, path: `/repos/${moved.owner}/${moved.name}${byId[2] ?? ''}`, query, now, root, caller, limits, seen: { method, what: path, body: '', resource: 'core', at: now, points: 0, status: 0, fault: undefined } });
    }
    const matched = this.#described.match(method, path);
    if (matched === undefined && this.#elsewhere(method, path)) return { ...notFound, resource: 'core', points: 1 };
    if (matched === undefined) {
      // What only other plans have may be asked for: that is how a client finds out.
      const elsewhere = [...this.#routes.values()].some(({ template, plans }) => plans !== undefined && new RegExp(`^${template.replaceAll(/\{[^}]+\}/g, '[^/]+')}$`).test(path));
      if (!elsewhere) violation(`GitHub has no ${method} ${path}`);
      return { ...notFound, resource: 'core', points: 1 };
    }
    const route = this.#routes.get(`${method} ${matched.template}`);
    if (route === undefined) {
      violation(`the double does not model ${method} ${matched.template}`);
      return { ...notFound, resource: 'core', points: 1 };
    }
    const resource = route.resource ?? 'core';
    const wrong = this.#described.wrongQuery(method, matched.template, query);
    for (const text of wrong) violation(text);
    if (wrong.length > 0) return { status: 422, resource, points: 1, body: { message: `Validation Failed: ${wrong.join('; ')}`, documentation_url: 'https://docs.github.com/rest', status: '422' } };
    const app = route.app === true;
    if (app !== (caller.kind === 'app') && route.template !== '/meta') return { status: 401, resource, points: 1, body: { message: app ? 'A JSON web token could not be decoded' : 'Bad credentials', documentation_url: 'https://docs.github.com/rest', status: '401' } };
    if (route.plans !== undefined && !route.plans.includes(world.plan)) return { ...notFound, resource, points: 1 };
    if (route.permission !== undefined && !grant.has(route.permission)) {
      return {
        status: 403,
        resource,
        points: 1,
        headers: { 'x-accepted-github-permissions': `${route.permission}=${route.level ?? 'read'}` },
        body: { message: caller.kind === 'token' ? 'Resource not accessible by personal access token' : 'Resource not accessible by integration', documentation_url: 'https://docs.github.com/rest', status: '403' },
      };
    }
    const reply = route.answer({ world, directory, now: this.#inside.happened(), clock: now, root, path: matched.path, query, budgets: () => budgets(limits, now) });
    this.#check(method, matched.template, reply);
    const body = changed(reply.body, this.#inside.faults);
    const link = linkHeader(reply, { root, path, query });
    return { status: reply.status, resource, points: matched.template === '/rate_limit' ? 0 : 1, body, headers: { ...(link === '' ? {} : { link }), ...(reply.location === undefined ? {} : { location: reply.location }) } };
  }

  /** Whether other plans have it: asking is how a client finds out. */
  #elsewhere(method: string, path: string): boolean {
    const found = OpenApi.of('enterprise-cloud').match(method, path);
    return found !== undefined && this.#routes.get(`${method} ${found.template}`)?.plans !== undefined;
  }

  /** Bodies are held against the description until one of a kind conformed. */
  #check(method: string, template: string, reply: RestReply): void {
    const name = `${method} ${template} ${reply.status}`;
    if (this.#confirmed.has(name) || reply.status >= 300 || (Array.isArray(reply.body) && reply.body.length === 0)) return;
    this.#confirmed.add(name);
    const problem = this.#described.wrongBody(method, template, reply.status, JSON.parse(JSON.stringify(reply.body)));
    if (problem !== undefined) this.#inside.violation(`the double does not conform: ${problem}`);
  }
}

function budgets(limits: Limits, now: number): Readonly<Record<string, unknown>> {
  const state = (resource: Resource): Record<string, number> => {
    const { limit, used, remaining, resetAt } = limits.state(resource, now);
    return { limit, used, remaining, reset: Math.ceil(resetAt / 1000) };
  };
  return { resources: { core: state('core'), search: state('search'), graphql: state('graphql') }, rate: state('core') };
}

function linkHeader({ links = {} }: RestReply, { root, path, query }: { root: string; path: string; query: URLSearchParams }): string {
  return Object.entries(links)
    .map(([relation, changes]) => {
      const to = new URLSearchParams(query);
      for (const [name, value] of Object.entries(changes ?? {})) to.set(name, value);
      return `<${root}${path}?${to.toString()}>; rel="${relation}"`;
    })
    .join(', ');
}

/** Adds and removes fields of the records of an answer, where a fault wants it. */
function changed(body: unknown, { added, removed }: Inside['faults']): unknown {
  if (Object.keys(added).length === 0 && removed.length === 0) return body;
  const record = (value: unknown): unknown => (typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.fromEntries([...Object.entries(value).filter(([key]) => !removed.includes(key)), ...Object.entries(added)]) : value);
  if (Array.isArray(body)) return body.map(record);
  if (typeof body === 'object' && body !== null && 'workflow_runs' in body && Array.isArray(body.workflow_runs)) return { ...body, workflow_runs: body.workflow_runs.map(record) };
  return body;
}
