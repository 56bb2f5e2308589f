import { z } from 'zod';
import { filled } from './names.ts';

/** Fields that several kinds share, each described for the reader of one file. */
export const ownerField = filled.describe('Owner: a Group of the same namespace by its name, or a reference such as user:default/sam');
export const lifecycleField = filled.describe('Where it is in its life: experimental, production, deprecated');
export const systemField = filled.optional().describe('The System that it belongs to');

/** A list of references to entities; without a kind, of `kind`. */
export function references(what: string) {
  return z.array(filled).optional().describe(what);
}

export const dependsOnField = references('What it needs to work: references with their kind, such as resource:payments-db');

/** Backstage reads this field but its schema does not check it, so whatever stands there passes. */
export const dependencyOfField = z
  .unknown()
  .optional()
  .describe('What needs it to work: a list of references with their kind, such as component:checkout');

/** `spec.profile` of groups and users. */
export const profileField = z
  .looseObject({
    displayName: filled.optional().describe('Name shown to people'),
    email: filled.optional().describe('Address to write to; also matches owners in CODEOWNERS'),
    picture: filled.optional().describe('Address of a picture'),
  })
  .optional()
  .describe('How it is shown and reached');
