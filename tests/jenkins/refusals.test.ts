import { describe, expect, it } from 'vitest';
import { jenkinsSource } from '../../src/jenkins/source.ts';
import { page, signInPage } from '../doubles/jenkins/double.ts';
import { firstNight, jenkinsNights } from './jenkins-nights.ts';

describe('what Jenkins refuses', () => {
  it.each<[Record<string, string>, string]>([
    [{}, 'ALM1050 ci.example.com/jenkins was not read: the environment variables JENKINS_USER and JENKINS_TOKEN are not set'],
    [{ JENKINS_USER: 'almanac' }, 'ALM1050 ci.example.com/jenkins was not read: the environment variable JENKINS_TOKEN is not set'],
  ])('asks nothing without credentials', async (env, told) => {
    const { nights, server } = await jenkinsNights();
    expect((await nights.run(firstNight, { env })).findings).toEqual([told]);
    expect(server.asked).toEqual([]);
  });

  it('says that credentials are not accepted, without them', async () => {
    const { nights } = await jenkinsNights();
    const { findings } = await nights.run(firstNight, { env: { JENKINS_USER: 'almanac', JENKINS_TOKEN: 'wrongButSecret' } });
    expect(findings).toEqual(['ALM1051 ci.example.com/jenkins does not accept the user in JENKINS_USER with the API token in JENKINS_TOKEN']);
    expect(nights.bytes()).not.toContain('wrongButSecret');
  });

  it.each([
    ['a permission that lacks', page(403, '<html>almanac is missing the Overall/Read permission</html>'), 'ALM1051 ci.example.com/jenkins does not let the user in JENKINS_USER in: the permission Overall/Read is missing'],
    ['a page to sign in', page(200, signInPage), 'ALM1053 ci.example.com/jenkins answered /api/json with a page to sign in instead of JSON'],
    ['a page of a proxy', page(200, '<html><body>Corporate sign-on</body></html>', {}), 'ALM1053 ci.example.com/jenkins answered /api/json with a web page of a proxy or a sign-on instead of JSON'],
    ['nothing', page(200, ''), 'ALM1053 ci.example.com/jenkins answered /api/json with nothing'],
    ['a wrong address', page(404, '<html>Not found</html>'), 'ALM1053 There is no Jenkins at ci.example.com/jenkins: its API is not there'],
  ])('tells %s', async (_, reply, told) => {
    const { nights, server } = await jenkinsNights();
    server.fail(/.*/, { kind: 'reply', reply }, 20);
    expect((await nights.run(firstNight)).findings).toEqual([told]);
  });

  it('reads the other jobs where one is refused', async () => {
    const { nights, server } = await jenkinsNights();
    server.fail(/nightly/, { kind: 'reply', reply: page(403, '<html>almanac is missing the Job/Read permission</html>') });
    const { report, findings } = await nights.run(firstNight);
    expect(report.collectors[0]).toMatchObject({ read: 4, withheld: 1 });
    expect(findings).toEqual(['ALM1051 ci.example.com/jenkins does not let the user in JENKINS_USER to read /job/acme/job/tools/job/nightly: the permission Job/Read is missing']);
  });

  it('does not pretend to know the past', async () => {
    const { nights } = await jenkinsNights();
    expect((await nights.run(firstNight, { backdated: true })).findings).toEqual([
      'ALM0208 Jenkins: a source could not be listed: Jenkins only tells how builds stand now, not how they stood at 2026-11-20T02:00:00.000Z: collect without --as-of, or build as of that day from what was collected by then',
    ]);
  });

  it('takes only rules that give a repository', () => {
    const rule = (repository: string): boolean => jenkinsSource.safeParse({ url: 'https://ci.example.com', repositories: [{ jobs: '*', repository }] }).success;
    expect(rule('github.com/acme/{name}')).toBe(true);
    expect(rule('{name}')).toBe(false);
    expect(rule('https://github.com/../x')).toBe(false);
  });
});
