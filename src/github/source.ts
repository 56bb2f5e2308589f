import { RE2JS } from 're2js';
import { z } from 'zod';
import { hostUrl } from '../schema/primitives.ts';

const environmentVariable = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/);

/** How the organisation's GitHub App signs in. */
export const githubApp = z
  .strictObject({
    id: z.union([z.int().positive(), z.string().min(1)]).describe("The App's id or client id"),
    key: environmentVariable.optional().describe('Environment variable that holds the private key (PEM; line breaks may be written as \\n)'),
    keyFile: z.string().min(1).optional().describe('File that holds the private key, relative to the content folder'),
    installation: z.int().positive().optional().describe('Id of the installation; found by the organisation without it'),
  })
  .refine(({ key, keyFile }) => (key === undefined) !== (keyFile === undefined), { message: 'one of `key` and `keyFile` says where the private key is' });

/**
 * One entry under `sources.github`: an organisation on github.com, Enterprise Cloud or Enterprise Server. All collectors
 * whose name starts with `github-` read it, but for `github-billing`, which reads files.
 */
export const githubSource = z
  .strictObject({
    org: z.string().regex(/^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/).describe("The organisation's name, as in its address"),
    api: hostUrl.optional().describe('Address of the REST API; without it that of GITHUB_API_URL, else https://api.github.com. Enterprise Server: https://github.example.com/api/v3'),
    graphql: hostUrl.optional().describe('Address of the GraphQL API; without it the one that belongs to `api`'),
    token: environmentVariable.default('GITHUB_TOKEN').describe('Environment variable that holds the token; not used with `app`'),
    app: githubApp.optional().describe('Sign in as a GitHub App: the way for a large organisation'),
    include: z.array(z.string().min(1)).default(['*']).describe('Names of the repositories to read, with * and ?'),
    exclude: z.array(z.string().min(1)).default([]).describe('Names of repositories to leave out, with * and ?'),
    history: z.int().min(1).max(730).default(90).describe('Days that the first collection reaches back for runs, deployments, Pull Requests and issues'),
    runs: z.enum(['auto', 'audit-log', 'repositories', 'none']).default('auto').describe('Where workflow runs are read: the audit log of Enterprise Cloud, or repository by repository; auto tries the first'),
    references: z
      .array(z.string().min(1).max(200).refine(isPattern, 'must be a pattern in RE2 syntax'))
      .default(['[A-Z][A-Z0-9]{1,9}-[1-9][0-9]{0,6}'])
      .describe('Patterns of ticket ids in titles, texts and branches of Pull Requests (RE2 syntax)'),
    labels: z
      .record(z.string().regex(/^[a-z][a-z0-9-]*$/), z.array(z.string().min(1)).min(1))
      .default({ incident: ['incident'], request: ['request'] })
      .describe('What labels of issues mean: for each class its labels'),
    groups: z.boolean().default(true).describe('Whether teams become Groups of the catalog, unless the catalog has one with the annotation github.com/team-slug'),
  })
  .describe('A GitHub organisation');
export type GitHubSource = z.infer<typeof githubSource>;

function isPattern(text: string): boolean {
  try {
    RE2JS.compile(text);
    return true;
  } catch {
    return false;
  }
}
