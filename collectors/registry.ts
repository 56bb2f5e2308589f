// Made by `npm run generate` from the folders beside it.
import type { Collector } from '../src/collect/contract.ts';
import { collector as catalog } from './catalog/collector.ts';
import { collector as changelog } from './changelog/collector.ts';
import { collector as codeowners } from './codeowners/collector.ts';
import { collector as documents } from './documents/collector.ts';
import { collector as facts } from './facts/collector.ts';
import { collector as git } from './git/collector.ts';
import { collector as supplyChain } from './supply-chain/collector.ts';

/** Every collector there is, by id. */
export const collectors: readonly Collector[] = [catalog, changelog, codeowners, documents, facts, git, supplyChain];
