import '../seed.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { branchKinds } from '../../collectors/jenkins/branches.ts';
import { branchKey, positionOf } from '../../collectors/jenkins/position.ts';
import { repositoriesIn, repositoryFinder } from '../../src/jenkins/remotes.ts';
import { jenkinsPolicy } from '../../src/jenkins/policy.ts';

const job = (fullName: string, checkedOut: readonly string[], source?: string) => ({ fullName, checkedOut, source });

describe('the repository of a Jenkins job', () => {
  const find = repositoryFinder({ repositories: [{ jobs: 'legacy/*', repository: 'git.example.com/old/{name}' }] });

  it('is what its builds checked out, if that is one', () => {
    expect(find(job('acme/payments', repositoriesIn(['https://u:p@Git.Example.com/acme/payments.git', 'git@git.example.com:acme/payments'])))).toBe('git.example.com/acme/payments');
  });

  it('is the one named like the job where a library is checked out too, and else not guessed', () => {
    expect(find(job('acme/payments', ['h/acme/library', 'h/acme/payments']))).toBe('h/acme/payments');
    expect(find(job('acme/deploy', ['h/acme/library', 'h/acme/payments']))).toBeUndefined();
    expect(find(job('acme/payments', ['h/a/payments', 'h/b/payments']))).toBeUndefined();
    expect(find(job('acme/none', []))).toBeUndefined();
  });

  it('is what the multibranch project says, and before all what the configuration says', () => {
    expect(find(job('acme/x', ['h/a/b'], 'github.com/acme/x'))).toBe('github.com/acme/x');
    expect(find(job('legacy/tools/x', ['h/a/b'], 'github.com/acme/x'))).toBe('git.example.com/old/x');
    expect(find(job('legacy/with space', []))).toBeUndefined();
  });
});

describe('the branches of a multibranch project', () => {
  const branch = (name: string, primary = false) => ({ name, primary, last: 1 });

  it.each([
    ['PR-7', 'pull-request'],
    ['MR-12-merge', 'pull-request'],
    ['main', 'default'],
    ['release%2F2.x', 'release'],
    ['v1.2.3', 'tag'],
    ['feature%2Fx', 'other'],
    ['100%', 'other'],
  ])('%s is %s', (name, kind) => {
    expect(branchKinds([branch(name)])(branch(name))).toBe(kind);
  });

  it('are told by the source’s own mark where there is one', () => {
    const kindOf = branchKinds([branch('main'), branch('trunk', true)]);
    expect(kindOf(branch('trunk', true))).toBe('default');
    expect(kindOf(branch('main'))).toBe('other');
  });

  it('are told apart without their names', () => {
    fc.assert(fc.property(fc.string({ minLength: 4 }), (name) => !branchKey(name).includes(name) && branchKey(name) === branchKey(name)));
  });
});

describe('what is remembered of a Jenkins job', () => {
  it('is nothing where a bookmark cannot be read', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => typeof positionOf(text).targets === 'object'));
    expect(positionOf(undefined)).toEqual({ targets: {} });
  });
});

describe('how Jenkins wants to be treated', () => {
  const judge = (status: number, headers: Record<string, string> = {}) => jenkinsPolicy.judge({ status, headers: new Map(Object.entries(headers)), body: '' }, 0);

  it('is asked again while it starts, and as late as it says', () => {
    expect(judge(503)).toEqual({ kind: 'again', why: 'Jenkins is not ready: it may be starting' });
    expect(judge(503, { 'retry-after': '30' })).toMatchObject({ kind: 'wait', ms: 30_000 });
    expect(judge(429)).toMatchObject({ kind: 'wait', ms: 60_000 });
    expect(judge(502)).toMatchObject({ kind: 'again' });
    expect(judge(500)).toMatchObject({ kind: 'refused' });
    expect(judge(200)).toEqual({ kind: 'answer' });
  });
});
