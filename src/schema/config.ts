import { z } from 'zod';
import { webhook } from './announce.ts';
import { feedback } from './feedback.ts';
import { duration, repositoryId, webUrl } from './primitives.ts';

const ownerSource = z.enum(['content', 'catalog', 'codeowners']);

/**
 * `almanac.yaml`: what an organisation tells Almanac about itself. Every key has a default, so that an empty file, or
 * none, is a valid configuration. Entries under `sources` are checked by the collector they belong to.
 */
export const config = z.strictObject({
  name: z.string().min(1).max(100).default('Our organisation').describe('Name of the organisation, shown on every page'),
  description: z.string().max(500).optional().describe('One sentence under the name on the home page'),
  sample: z
    .boolean()
    .default(false)
    .describe('True for a sample organisation: it is left aside when a source is named on the command line'),
  site: z
    .strictObject({
      url: webUrl
        .optional()
        .describe('Address the site will be served at; its path becomes the base of every link. Without it: the root of any host'),
      editUrl: webUrl
        .optional()
        .describe("Address of the content folder where it is edited on the web, which a document's path is added to: https://github.com/acme/handbook/edit/main/content/"),
      pageSize: z.int().min(10).max(500).default(100).describe('Rows on one page of a list'),
    })
    .prefault({})
    .describe('Where and how the site is published'),
  sources: z
    .record(z.string().regex(/^[a-z][a-z0-9-]*$/), z.array(z.unknown()))
    .default({})
    .describe(
      'What to collect: for each collector a list of sources. A folder of clones under `git` also feeds `catalog`, `changelog`, `codeowners`, `documents` and `supply-chain` unless those have sources of their own',
    ),
  collect: z
    .strictObject({
      concurrency: z.int().min(1).max(64).default(4).describe('Shards fetched at once, over all sources of a collector'),
      shardTimeout: z.int().min(1).max(3600).default(300).describe('Seconds after which one shard is given up for this run'),
      failureLimit: z
        .number()
        .min(0)
        .max(1)
        .default(0.5)
        .describe('Share of a collector\'s shards that may fail before the run counts as a fault (exit code 2)'),
      dropLimit: z
        .number()
        .min(0)
        .max(1)
        .default(0.3)
        .describe('Share of what is known of a source that may disappear in one run; more (and at least 20) stays until it is confirmed with --accept-drop'),
      maxMinutes: z
        .number()
        .positive()
        .max(10_080)
        .optional()
        .describe('Minutes after which a run asks hosts for nothing more; the next run goes on from there. --max-minutes takes its place'),
    })
    .prefault({})
    .describe('How to collect'),
  staleAfter: z
    .record(z.string(), duration)
    .default({})
    .describe('Per collector: the age past which facts of a source that cannot be read any more turn unknown'),
  owners: z
    .strictObject({
      precedence: z
        .array(ownerSource)
        .min(1)
        .default(['content', 'catalog', 'codeowners'])
        .describe('Which source of owners is shown where they disagree; all are listed as evidence'),
    })
    .prefault({})
    .describe('How owners are decided'),
  privacy: z
    .strictObject({
      minimumGroup: z
        .int()
        .min(2)
        .max(100)
        .default(5)
        .describe('Counts about fewer people than this are withheld before anything is written'),
    })
    .prefault({})
    .describe('What is never published'),
  feedback: feedback.optional().describe('Where what readers say goes: issues or mail, and where to ask'),
  announce: z.array(webhook).max(100).default([]).describe('Where `almanac announce --post` posts the changes of the day'),
});
export type Config = z.infer<typeof config>;

/** `owners.yaml`: the organisation's own word on who owns which repositories, over catalog and CODEOWNERS. */
export const ownerRules = z.strictObject({
  owners: z
    .array(
      z.strictObject({
        repositories: repositoryId.describe('A repository, or a glob over them: github.com/acme/payments-*'),
        owner: z.string().min(1).describe('Entity reference of a Group or User; without a kind, a Group: team-payments'),
        reason: z.string().max(500).optional().describe('Why, for the reader of the evidence'),
      }),
    )
    .default([])
    .describe('Rules in order; the last that matches decides'),
});
export type OwnerRules = z.infer<typeof ownerRules>;
