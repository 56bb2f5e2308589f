import { RE2JS, RE2JSException } from 're2js';
import { z } from 'zod';
import { hostUrl } from '../schema/primitives.ts';

const environmentVariable = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/);

const re2Pattern = z
  .string()
  .min(1)
  .max(200)
  .refine(isPattern, { message: 'is not a regular expression in RE2 syntax' });

/** One entry under `sources.gitlab`: a group with its subgroups, or every project of an instance of one's own. */
export const gitLabSource = z
  .strictObject({
    url: hostUrl.default('https://gitlab.com').describe('Address of GitLab, with the path it is served under: https://gitlab.example.com'),
    group: z
      .string()
      .regex(/^[A-Za-z0-9_.][A-Za-z0-9_.-]*(?:\/[A-Za-z0-9_.][A-Za-z0-9_.-]*)*$/)
      .optional()
      .describe("The group's full path, as in its address: acme/platform. Its subgroups belong to it"),
    all: z.literal(true).optional().describe('Instead of `group`: all projects of the instance that the token can see, those of people apart'),
    token: environmentVariable.default('GITLAB_TOKEN').describe('Environment variable that holds the token'),
    include: z.array(z.string().min(1)).default(['*']).describe('Full paths of the projects to read, with * and ?; * also stands for slashes'),
    exclude: z.array(z.string().min(1)).default([]).describe('Full paths of projects to leave out, with * and ?'),
    history: z.int().min(1).max(730).default(90).describe('Days that the first collection reaches back for pipelines, deployments, merge requests and releases'),
    references: z
      .array(re2Pattern)
      .default(['[A-Z][A-Z0-9]{1,9}-[1-9][0-9]{0,6}'])
      .describe('Patterns of ticket ids in titles, texts and branches of merge requests (RE2 syntax)'),
  })
  .refine(({ group, all }) => (group === undefined) !== (all === undefined), { message: 'one of `group` and `all` says which projects are read' })
  .refine(({ url, all }) => all === undefined || new URL(url).host !== 'gitlab.com', { message: '`all` is for an instance of your own: on gitlab.com it would be everybody’s projects; name a `group`' })
  .describe('A GitLab group, or a whole instance');
export type GitLabSource = z.infer<typeof gitLabSource>;

function isPattern(text: string): boolean {
  try {
    RE2JS.compile(text);
    return true;
  } catch (error) {
    if (error instanceof RE2JSException) return false;
    throw error;
  }
}
