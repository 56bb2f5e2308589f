import { type CollectContext, once, type RawPage } from '../../src/collect/contract.ts';
import { makeFinding } from '../../src/findings/codes.ts';
import type { GitHubAccess } from '../../src/github/access.ts';
import type { GitHubApi, Inventory } from '../../src/github/contract.ts';
import type { Inventories } from '../../src/github/inventory.ts';
import type { GitHubSource } from '../../src/github/source.ts';
import type { Sweep } from '../../src/github/sweep.ts';
import type { Finding } from '../../src/schema/finding.ts';
import type { OrganisationPage } from './page.ts';
import { type PropertiesRead, readProperties } from './properties.ts';
import { rulesetsDigest } from './rulesets.ts';

/** How this collector reaches GitHub. */
export type RepositoriesAccess = GitHubAccess & Pick<Inventories, 'sweepOf'>;

/** All that lists of a whole organisation say of its repositories. */
export interface Organisation {
  readonly api: GitHubApi;
  readonly inventory: Inventory;
  readonly sweep: Sweep;
  readonly properties: PropertiesRead;
  /** Moves when rulesets of the organisation change. */
  readonly rulesets: string;
}

/** What an organisation is read with. */
export interface OrganisationOptions {
  readonly access: RepositoriesAccess;
  readonly context: CollectContext;
  readonly source: GitHubSource;
  readonly collector: string;
}

/** Properties of a user account's repositories: there are none. */
const noProperties: PropertiesRead = { byRepository: new Map(), unread: undefined, unfit: [], census: [] };

/** Reads the lists of a source's organisation, once a run. */
export const organisationOf: (options: OrganisationOptions) => Promise<Organisation> = once(
  ({ source }: OrganisationOptions) => JSON.stringify(source),
  async ({ access, context, source, collector }: OrganisationOptions) => {
    const api = await access.connect({ context, source });
    const sweep = await access.sweepOf({ context, source, collector });
    const inventory = await access.inventoryOf({ context, source, collector });
    const isUser = sweep.owner.kind === 'user';
    const key = JSON.stringify([inventory.host, inventory.org.toLowerCase(), source.app === undefined ? source.token : source.app.id]);
    const properties = isUser ? noProperties : await readProperties(api, inventory.org, { collector, context, key });
    const rulesets = isUser ? '' : await rulesetsDigest(api, inventory.org, { collector, context });
    return { api, inventory, sweep, properties, rulesets };
  },
);

/** The page of an organisation: what is odd about its lists, and which fields their records had. */
export function organisationPageOf({ inventory: { host, org }, sweep, properties }: Organisation): RawPage {
  const findings: Finding[] = [];
  const account = `${host}/${org}`;
  if (sweep.hidden > 0) findings.push(makeFinding('ALM1011', { what: `GitHub counts ${counted(sweep.hidden)} of ${account} that it does not show to these credentials` }));
  if (sweep.missing > 0) findings.push(makeFinding('ALM1011', { what: `GitHub counts ${counted(sweep.missing)} of ${account} that its list lacks, although it was read again` }));
  if (properties.unread !== undefined) findings.push(makeFinding('ALM1001', { what: `Custom properties of ${account} could not be read: ${properties.unread}` }));
  const unfit = [...sweep.unfit, ...properties.unfit].map((record) => ({ kind: 'repository', ...record, source: `GitHub: repositories of ${account}` }));
  return { name: 'organisation', body: JSON.stringify({ findings, unfit } satisfies OrganisationPage), census: [...sweep.census, ...properties.census] };
}

function counted(count: number): string {
  return count === 1 ? '1 repository' : `${count} repositories`;
}
