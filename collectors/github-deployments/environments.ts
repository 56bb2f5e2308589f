import { censusOf } from '../../src/collect/census.ts';
import type { FieldCensus } from '../../src/collect/contract.ts';
import { makeFinding } from '../../src/findings/codes.ts';
import type { NodeBatches } from '../../src/github/batches.ts';
import type { GitHubApi, Inventory, RepositoryStub } from '../../src/github/contract.ts';
import { permissions } from '../../src/github/permissions.ts';
import { nameOf, projected } from '../../src/github/record-page.ts';
import type { Environment } from '../../src/schema/facts/deployment.ts';
import type { Finding } from '../../src/schema/finding.ts';
import { environmentName } from '../../src/repositories/environment-name.ts';
import { isProduction } from './production.ts';
import { moreEnvironmentsQuery, protectionQuery } from './queries.ts';
import { type DeploymentsPage, listedEnvironment, type Protection, withEnvironments, withProtection } from './record.ts';
import { restOf } from './rest.ts';

export interface EnvironmentsOptions {
  readonly api: GitHubApi;
  readonly collector: string;
  readonly stub: RepositoryStub;
  readonly inventory: Inventory;
  batches(query: string): Promise<NodeBatches>;
  readonly signal: AbortSignal;
}

export interface GuardedEnvironments {
  readonly page: DeploymentsPage['environments'];
  /** What guards each, by id: to be remembered. */
  readonly rules: Record<string, Protection>;
  readonly findings: Finding[];
  readonly census: readonly FieldCensus[];
}

/** Reads the environments of a repository and what guards them. */
export class Environments {
  readonly #options: EnvironmentsOptions;

  constructor(options: EnvironmentsOptions) {
    this.#options = options;
  }

  /**
   * @param node the repository, with the first of its environments
   * @param known what guards those that need not be asked for again
   */
  async read(node: unknown, known: Readonly<Record<string, Protection>>): Promise<GuardedEnvironments> {
    const { api, collector, stub, inventory, signal } = this.#options;
    const asked = { what: `Environments of ${stub.owner}/${stub.name} could not be read`, permission: permissions.environments };
    const first = withEnvironments.safeParse(node);
    // Deployments may be read where environments may not; they are no reason to lose these.
    if (!first.success) {
      const what = `Environments of ${inventory.org} could not be read: the credentials lack the permission \`${asked.permission}\``;
      return { page: { records: [], unfit: [] }, rules: {}, findings: speaksForAll(stub, inventory) ? [makeFinding('ALM1001', { what })] : [], census: [] };
    }
    const raw = await restOf(first.data.environments, {
      api,
      collector,
      query: moreEnvironmentsQuery,
      id: stub.key,
      list: (other) => withEnvironments.safeParse(other).data?.environments,
      until: () => false,
      asked,
      signal,
    });
    const { records: listed, unfit } = projected(raw, listedEnvironment, (environment) => environment, nameOf);
    const rules = await this.#rules(listed.map(({ id }) => id), known);
    return {
      page: { records: onceEach(listed.map(({ id, name }) => environmentOf(name, rules[id], stub))), unfit },
      rules,
      findings: [],
      census: raw.length === 0 ? [] : [censusOf('environment', raw)],
    };
  }

  async #rules(ids: readonly string[], known: Readonly<Record<string, Protection>>): Promise<Record<string, Protection>> {
    const batches = await this.#options.batches(protectionQuery);
    const rules = await Promise.all(
      ids.map(async (id): Promise<[string, Protection][]> => {
        const held = Object.hasOwn(known, id) ? known[id] : undefined;
        if (held !== undefined) return [[id, held]];
        let read = withProtection.safeParse((await batches.read(id, this.#options.signal)).node);
        // It was listed just before: one that comes as nothing was left out for once, and what guards it would seem to be gone.
        if (!read.success) read = withProtection.safeParse((await batches.read(id, this.#options.signal)).node);
        return read.success ? [[id, protectionOf(read.data.protectionRules.nodes ?? [])]] : [];
      }),
    );
    return Object.fromEntries(rules.flat());
  }
}

/**
 * True for the one repository that says what is wrong with all of them, and is read every night for that: credentials that may
 * not read environments may not read those of thousands.
 */
export function speaksForAll({ key }: RepositoryStub, { repositories }: Inventory): boolean {
  return repositories[0]?.key === key;
}

/** What rules come to. A branch policy lets only some branches or tags be deployed. */
function protectionOf(rules: readonly ({ readonly type: string; readonly timeout?: number | null | undefined } | null | undefined)[]): Protection {
  const ofType = (type: string) => rules.flatMap((rule) => (rule?.type === type ? [rule] : []));
  return {
    review: ofType('REQUIRED_REVIEWERS').length > 0,
    wait: Math.max(0, ...ofType('WAIT_TIMER').map(({ timeout }) => timeout ?? 0)),
    branches: ofType('BRANCH_POLICY').length > 0,
  };
}

/** Those that are kept under one name are one; what guards them is known where it is the same of all. */
function onceEach(environments: readonly Environment[]): Environment[] {
  const byName = new Map<string, Environment>();
  for (const one of environments) {
    const other = byName.get(one.name);
    if (other === undefined || JSON.stringify(other) === JSON.stringify(one)) byName.set(one.name, one);
    else byName.set(one.name, { repository: one.repository, name: one.name, ...(one.production === undefined ? {} : { production: one.production }) });
  }
  return [...byName.values()];
}

function environmentOf(written: string, rules: Protection | undefined, { repository, url }: RepositoryStub): Environment {
  const production = isProduction(written);
  const name = environmentName(written, production);
  return {
    repository,
    name,
    ...(production === undefined ? {} : { production }),
    ...(rules === undefined ? {} : { reviewRequired: rules.review, waitMinutes: rules.wait, branchesRestricted: rules.branches }),
    ...(name === written ? { url: `${url}/deployments/${encodeURIComponent(name)}` } : {}),
  };
}
