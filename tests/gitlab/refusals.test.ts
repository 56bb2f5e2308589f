import { describe, expect, it } from 'vitest';
import { gitLabSource } from '../../src/gitlab/source.ts';
import { repositoryKind } from '../../src/schema/facts/repository.ts';
import type { Reply } from '../doubles/gitlab/loopback.ts';
import { firstNight, gitLabNights, secondNight } from './gitlab-nights.ts';

const html: Reply = { status: 200, headers: { 'content-type': 'text/html' }, body: '<!DOCTYPE html><html><body>Sign in</body></html>' };

describe('what GitLab refuses', () => {
  it('without a token nothing is asked', async () => {
    const { nights, double } = await gitLabNights({ projects: 1 });
    const { findings } = await nights.run(firstNight, { env: {} });
    expect(findings).toEqual(['ALM1040 gitlab.example.com was not read: the environment variable GITLAB_TOKEN holds no token']);
    expect(double.server.asked).toEqual([]);
  });

  it('says that a token is not accepted, without the token, and keeps what was known', async () => {
    const { nights } = await gitLabNights({ projects: 2 });
    await nights.run(firstNight);
    const { findings } = await nights.run(secondNight, { env: { GITLAB_TOKEN: 'glpat-wrongButSecret' } });
    expect(findings).toEqual(['ALM1041 gitlab.example.com does not accept the token in GITLAB_TOKEN: it is wrong, was revoked, or has expired']);
    expect(await nights.facts(repositoryKind, secondNight)).toHaveLength(2);
    expect(nights.bytes()).not.toContain('wrongButSecret');
  });

  it.each<[string, Reply, string]>([
    ['a page to sign in', html, 'ALM1043 gitlab.example.com answered /groups/acme%2Fplatform/projects with a web page instead of JSON'],
    ['nothing', { status: 200, body: '' }, 'ALM1043 gitlab.example.com answered /groups/acme%2Fplatform/projects with nothing'],
    ['an object', { status: 200, body: '{}' }, 'ALM0208 GitLab: a source could not be listed: gitlab.example.com answered /groups/acme%2Fplatform/projects with something that is no list'],
    ['a lack of scope', { status: 403, body: '{"error":"insufficient_scope"}' }, 'ALM1042 gitlab.example.com does not let the token in GITLAB_TOKEN read /groups/acme%2Fplatform/projects: it lacks the scope read_api'],
    ['a group that is not there', { status: 404, body: '{"message":"404 Group Not Found"}' }, 'ALM0208 GitLab: a source could not be listed: gitlab.example.com has no /groups/acme%2Fplatform/projects, or the token in GITLAB_TOKEN may not see it'],
  ])('tells %s', async (_, reply, told) => {
    const { nights, double } = await gitLabNights({ projects: 1 });
    double.server.fail(/\/groups\/[^/]+\/projects/, { kind: 'reply', reply }, 20);
    expect((await nights.run(firstNight)).findings).toEqual([told]);
  });

  it('tells JSON that is cut off', async () => {
    const { nights, double } = await gitLabNights({ projects: 1 });
    double.server.fail(/\/groups\/[^/]+\/projects/, { kind: 'invalid-json' }, 20);
    expect((await nights.run(firstNight)).findings).toEqual(['ALM1043 gitlab.example.com answered /groups/acme%2Fplatform/projects with something that is not JSON']);
  });

  it('does not pretend to know the past', async () => {
    const { nights, double } = await gitLabNights({ projects: 1 });
    const { findings } = await nights.run(firstNight, { backdated: true });
    expect(findings).toEqual(['ALM0208 GitLab: a source could not be listed: GitLab only tells how projects stand now, not how they stood at 2026-11-20T02:00:00.000Z: collect without --as-of, or build as of that day from what was collected by then']);
    expect(double.server.asked).toEqual([]);
  });
});

describe('the source of GitLab', () => {
  const problems = (source: unknown): string[] => gitLabSource.safeParse(source).error?.issues.map(({ message }) => message) ?? [];

  it('names a group or everything', () => {
    expect(problems({})).toEqual(['one of `group` and `all` says which projects are read']);
    expect(problems({ group: 'acme', all: true, url: 'https://gitlab.example.com' })).toEqual(['one of `group` and `all` says which projects are read']);
    expect(problems({ all: true })).toEqual(['`all` is for an instance of your own: on gitlab.com it would be everybody’s projects; name a `group`']);
    expect(problems({ group: 'acme/platform' })).toEqual([]);
  });

  it('takes only patterns that are some', () => {
    expect(problems({ group: 'acme', references: ['(unclosed'] })).toEqual(['is not a regular expression in RE2 syntax']);
    expect(problems({ group: 'acme', references: ['(a+)\\1'] })).toEqual(['is not a regular expression in RE2 syntax']);
  });
});
