import { z } from 'zod';
import { finding } from '../../src/schema/finding.ts';
import { supplyChain } from '../../src/schema/facts/supply-chain.ts';

/**
 * The one page of a clone: what its files say, and not the files themselves. Scripts hold passwords and names of people,
 * and a page is kept for years; so what they say is worked out before anything is kept.
 */
export const supplyChainPage = z.strictObject({
  webUrl: z.string().optional(),
  value: supplyChain,
  findings: z.array(finding),
});
export type SupplyChainPage = z.infer<typeof supplyChainPage>;
