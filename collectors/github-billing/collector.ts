import { z } from 'zod';
import type { Collector } from '../../src/collect/contract.ts';
import { meteredUsageKind } from '../../src/schema/facts/metered-usage.ts';
import { digestOf, reportFiles } from './files.ts';
import { billedDays, billingPage } from './reading.ts';

const file = z.string().min(1);

/** One entry under `sources.github-billing` in almanac.yaml. */
const config = z.strictObject({
  path: z.union([file, z.array(file).min(1)]).describe('Usage reports as GitHub sends them (CSV): a folder, a file, or several, relative to the content folder; of two that have the same day, the one whose name sorts last is used'),
  account: z
    .string()
    .regex(/^[a-z0-9.:-]+(?:\/[A-Za-z0-9._-]+)+$/)
    .describe('The host and organisation or enterprise that is billed: github.com/acme'),
});
type BillingSource = z.infer<typeof config>;

/** The collector of GitHub's usage reports: what Actions, Packages, storage and seats were billed for, day by day. */
export const collector: Collector<BillingSource> = {
  id: 'github-billing',
  version: '1.0.0',
  title: 'Billing reports of GitHub',
  config,
  kinds: [meteredUsageKind],
  staleAfter: '45d',

  async *shards({ path, account }) {
    yield { id: account, locator: JSON.stringify({ path, account } satisfies BillingSource) };
  },

  async fingerprint(shard, context) {
    const { path } = config.parse(JSON.parse(shard.locator));
    return digestOf(await reportFiles([path].flat(), context.contentDir));
  },

  async *fetch(shard, context) {
    const { path, account } = config.parse(JSON.parse(shard.locator));
    yield* billedDays(await reportFiles([path].flat(), context.contentDir), account);
  },

  *parse(page) {
    const { usage, bad, findings } = billingPage.parse(JSON.parse(page.body));
    for (const value of usage) yield { type: 'fact', kind: meteredUsageKind.kind, value, source: `billing report, ${page.name}` };
    for (const row of bad) yield { type: 'quarantine', kind: meteredUsageKind.kind, record: `line ${row.line} of ${row.file}`, reason: row.reason, source: `${row.file}:${row.line}` };
    for (const finding of findings) yield { type: 'finding', finding };
  },
};
