import { z } from 'zod';
import { hostUrl, repositoryId } from '../schema/primitives.ts';

const environmentVariable = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/);

/** Says which repository jobs belong to whose SCM does not say, or says several. */
export const repositoryRule = z.strictObject({
  jobs: z.string().min(1).describe('Full names of jobs, with * and ?; * also stands for slashes: acme/*'),
  repository: z.string().min(1).max(512).describe("Their repository, as host/path/name: github.com/acme/{name}. {name} stands for the last part of the job's full name"),
});

/** One entry under `sources.jenkins`: a controller. */
export const jenkinsSource = z
  .strictObject({
    url: hostUrl.describe('Address of Jenkins, with the path it is served under: https://ci.example.com/jenkins'),
    user: environmentVariable.default('JENKINS_USER').describe('Environment variable that holds the name of the user whose token it is'),
    token: environmentVariable.default('JENKINS_TOKEN').describe("Environment variable that holds the user's API token"),
    include: z.array(z.string().min(1)).default(['*']).describe('Full names of the jobs to read, with * and ?; a multibranch project is one job'),
    exclude: z.array(z.string().min(1)).default([]).describe('Full names of jobs to leave out, with * and ?'),
    history: z.int().min(1).max(730).default(90).describe('Days that the first collection reaches back'),
    repositories: z.array(repositoryRule).default([]).describe('Which repository jobs belong to, where Jenkins does not know; the first that fits decides'),
  })
  .refine(({ repositories }) => repositories.every(({ repository }) => repositoryId.safeParse(repository.replaceAll('{name}', 'name')).success), {
    message: '`repository` under `repositories` is host/path/name, such as github.com/acme/{name}',
  })
  .describe('A Jenkins controller');
export type JenkinsSource = z.infer<typeof jenkinsSource>;
