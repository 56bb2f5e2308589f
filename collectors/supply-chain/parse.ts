import type { Output } from '../../src/collect/contract.ts';
import { supplyChainPage } from './page.ts';

/** Turns a page into its fact and findings. */
export function* parsePage(body: string): Generator<Output> {
  const { webUrl, value, findings } = supplyChainPage.parse(JSON.parse(body));
  yield { type: 'fact', kind: 'supply-chain', value, source: `git clone of ${value.repository}`, url: webUrl };
  for (const finding of findings) yield { type: 'finding', finding };
}
