import { z } from 'zod';
import { hostInstant } from '../../src/github/record-page.ts';
import { deployment, environment } from '../../src/schema/facts/deployment.ts';
import { finding } from '../../src/schema/finding.ts';

const text = z.string().nullish().catch(undefined);

export const pageInfo = z.looseObject({ hasNextPage: z.boolean(), endCursor: z.string().nullish() });
const list = z.looseObject({ pageInfo, nodes: z.array(z.unknown()).nullish() });

/** The part of a repository that holds deployments; null where the credentials may not read them. */
export const withDeployments = z.looseObject({ deployments: list });
/** The part that holds environments. */
export const withEnvironments = z.looseObject({ environments: list });

/** A deployment in a list, as far as it is used. */
export const listedDeployment = z.looseObject({
  id: z.string().min(1),
  createdAt: hostInstant,
  state: text,
});
export type ListedDeployment = z.infer<typeof listedDeployment>;

/** A deployment with what it went through. */
export const foundDeployment = listedDeployment.extend({
  databaseId: z.int().positive().nullish().catch(undefined),
  environment: text,
  latestEnvironment: text,
  originalEnvironment: text,
  commitOid: text,
  statuses: z.looseObject({ nodes: z.array(z.looseObject({ state: z.string(), createdAt: hostInstant }).nullish().catch(undefined)).nullish() }).nullish(),
});
export type FoundDeployment = z.infer<typeof foundDeployment>;

/** An environment in a list. */
export const listedEnvironment = z.looseObject({ id: z.string().min(1), name: z.string().min(1) });

/** What guards an environment. */
export const withProtection = z.looseObject({
  protectionRules: z.looseObject({ nodes: z.array(z.looseObject({ type: z.string(), timeout: z.number().nullish().catch(undefined) }).nullish().catch(undefined)).nullish() }),
});

/** What is remembered of an environment's protection, since it is not asked for every night. */
export const protection = z.strictObject({ review: z.boolean(), wait: z.number().nonnegative(), branches: z.boolean() });
export type Protection = z.infer<typeof protection>;

const unfit = z.array(z.strictObject({ record: z.string(), reason: z.string() }));

/** The one page of a repository. */
export const deploymentsPage = z.strictObject({
  deployments: z.strictObject({ records: z.array(deployment), unfit }),
  environments: z.strictObject({ records: z.array(environment), unfit }),
  findings: z.array(finding),
});
export type DeploymentsPage = z.infer<typeof deploymentsPage>;
