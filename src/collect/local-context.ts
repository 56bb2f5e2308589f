import { noNetwork } from '../network/no-network.ts';
import type { CollectContext } from './contract.ts';
import { passingRun } from './run-scope.ts';

/** The context of a reading of files alone: without network, secrets, or a run that could be taken up. */
export function localContext(context: Omit<CollectContext, 'env' | 'network' | 'run'>): CollectContext {
  return { ...context, env: {}, network: noNetwork, run: passingRun(context.asOf) };
}
