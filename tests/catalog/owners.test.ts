import { describe, expect, it } from 'vitest';
import type { CatalogInput, OwnerRule } from '../../src/catalog/model.ts';
import { build, codeowners, component, declare, entity, group, repository } from './organisation.ts';

const payments = 'github.com/acme/payments';
const web = 'component:default/web';

/** A component `web` of team-a, declared in acme/payments, and four teams. */
function payment(input: Partial<CatalogInput>, file?: string): ReturnType<typeof build> {
  const entries = [...declare(group('team-a') + group('team-b') + group('team-c') + entity('User', 'sam', '{memberOf: [team-b], profile: {email: sam@example.com}}')), ...declare(component('web'), payments, file)];
  return build({ entries, repositories: [repository(payments)], ...input });
}

function rule(repositories: string, owner: string, line = 3): OwnerRule {
  return { repositories, owner, file: 'owners.yaml', line };
}

describe('owners', () => {
  it('come with all evidence, and with the source that decides', () => {
    const { ownership } = payment({ codeowners: [codeowners(payments, ['@acme/team-a'])] }).get(web);
    expect(ownership).toEqual({
      owner: 'group:default/team-a',
      ownerTitle: 'team-a',
      resolved: true,
      drift: false,
      evidence: [
        { source: 'catalog', owner: 'group:default/team-a', resolved: true, asWritten: 'team-a', where: 'catalog-info.yaml:4', decides: true },
        { source: 'codeowners', owner: 'group:default/team-a', resolved: true, asWritten: '@acme/team-a', where: '.github/CODEOWNERS:2', url: `https://example.com/${payments}/CODEOWNERS`, decides: false },
      ],
    });
  });

  it('are drift where sources disagree: each is listed, the first in order of precedence is shown', () => {
    const found = payment({ codeowners: [codeowners(payments, ['@acme/team-b'])], ownerRules: [rule('github.com/acme/*', 'team-c')] });
    expect(found.get(web).ownership).toMatchObject({ owner: 'group:default/team-c', drift: true });
    expect(found.told).toEqual([
      'ALM0401 warning github.com/acme/payments catalog-info.yaml:1 Owners of component:default/web disagree: catalog-info.yaml:4 says group:default/team-a; owners.yaml:3 says group:default/team-c, which is shown; .github/CODEOWNERS:2 says group:default/team-b (as @acme/team-b)',
    ]);
    expect(found.get(web).relations).toContainEqual(expect.objectContaining({ type: 'ownedBy', target: 'group:default/team-c' }));
    expect(found.get(web).relations.filter(({ type }) => type === 'ownedBy')).toHaveLength(1);
    expect(found.repositories.get(payments)?.ownership).toEqual(found.get(web).ownership);
  });

  it('follow the order of precedence that is given', () => {
    const input = { codeowners: [codeowners(payments, ['@acme/team-b'])], ownerRules: [rule('github.com/acme/*', 'team-c')] };
    expect(payment({ ...input, precedence: ['codeowners', 'catalog', 'content'] }).get(web).ownership.owner).toBe('group:default/team-b');
    expect(payment({ ...input, precedence: ['catalog'] }).get(web).ownership).toMatchObject({ owner: 'group:default/team-a', drift: true });
  });

  it('of several in CODEOWNERS: agreement if one of them is the owner, a Group shown before a User', () => {
    const agrees = payment({ codeowners: [codeowners(payments, ['@sam', '@acme/team-a', '@acme/unknown'])] });
    expect(agrees.get(web).ownership).toMatchObject({ owner: 'group:default/team-a', drift: false });
    const decides = payment({ codeowners: [codeowners(payments, ['@sam', '@acme/unknown', '@acme/team-b'])], precedence: ['codeowners'] });
    expect(decides.get(web).ownership).toMatchObject({ owner: 'group:default/team-b', drift: true });
  });

  it('that the catalog does not know neither agree nor disagree', () => {
    const found = payment({ codeowners: [codeowners(payments, ['@acme/strangers', '@acme/strangers'])] });
    expect(found.get(web).ownership).toMatchObject({ owner: 'group:default/team-a', drift: false });
    expect(found.told).toEqual(['ALM0406 note github.com/acme/payments .github/CODEOWNERS:2 @acme/strangers in .github/CODEOWNERS is no Group or User of the catalog']);
  });

  it('are shown as written where nothing resolves them, and no relation is made of that', () => {
    const found = build({ repositories: [repository(payments)], codeowners: [codeowners(payments, ['@acme/x', 'a@example.com', '@@maintainer'])] });
    const { ownership, relations } = found.get('component:default/payments');
    expect(ownership).toMatchObject({ owner: '@acme/x', resolved: false, drift: false });
    expect(relations).toEqual([]);
    expect(found.told).toEqual(['ALM0406 note  The catalog has no Group and no User, so 2 owners named in CODEOWNERS of 1 repositories are shown as written: @acme/x, a@example.com']);
  });

  it('are missing where no source names one: a note for what was only inferred', () => {
    const found = build({ repositories: [repository(payments)], codeowners: [codeowners(payments, [])] });
    expect(found.get('component:default/payments').ownership).toEqual({ resolved: false, drift: false, evidence: [] });
    expect(found.told).toEqual(['ALM0402 note github.com/acme/payments No source names an owner of component:default/payments']);
    const declared = payment({ precedence: ['codeowners'] });
    expect(declared.told).toEqual(['ALM0402 warning github.com/acme/payments catalog-info.yaml:1 No source names an owner of component:default/web']);
  });

  it('of the repository do not speak for one of many in its folders', () => {
    const found = payment({ codeowners: [codeowners(payments, ['@acme/team-b'])], ownerRules: [rule(payments, 'team-c')] }, 'services/web/catalog-info.yaml');
    expect(found.get(web).ownership).toMatchObject({ owner: 'group:default/team-a', drift: false });
    expect(found.get(web).ownership.evidence).toHaveLength(1);
  });

  it('of what the content folder declares are its own word', () => {
    const entries = declare(group('team-a') + group('team-b') + component('web', '', 'annotations: {github.com/project-slug: acme/payments}'));
    const found = build({ entries, repositories: [repository(payments)], codeowners: [codeowners(payments, ['@acme/team-b'])] });
    expect(found.get(web).ownership.evidence.map(({ source, where, decides }) => [source, where, decides])).toEqual([
      ['content', 'catalog/all.yaml:14', true],
      ['codeowners', '.github/CODEOWNERS:2', false],
    ]);
    expect(found.get(web).ownership.drift).toBe(true);
  });
});

describe('rules of owners.yaml', () => {
  const ownerOf = (rules: OwnerRule[]): string | undefined => payment({ ownerRules: rules }).get(web).ownership.owner;

  it('match repositories by name or pattern, without regard to case; the last that matches decides', () => {
    expect(ownerOf([rule('github.com/acme/pay*', 'team-b')])).toBe('group:default/team-b');
    expect(ownerOf([rule('GitHub.com/Acme/Payments', 'team-b')])).toBe('group:default/team-b');
    expect(ownerOf([rule('github.com/*', 'team-b')])).toBe('group:default/team-a');
    expect(ownerOf([rule('github.com/**', 'team-b')])).toBe('group:default/team-b');
    expect(ownerOf([rule(payments, 'team-b'), rule('**', 'team-c')])).toBe('group:default/team-c');
    expect(ownerOf([rule('**', 'team-c'), rule(payments, 'team-b')])).toBe('group:default/team-b');
    expect(ownerOf([rule('**', 'team-c'), rule('github.com/acme/*', 'team-b'), rule('github.com/zzz/*', 'team-a')])).toBe('group:default/team-b');
    expect(ownerOf([rule(payments, 'user:sam')])).toBe('user:default/sam');
  });

  it('that name nobody of the catalog are findings', () => {
    const found = payment({ ownerRules: [rule(payments, 'team-z', 7)] });
    expect(found.get(web).ownership).toMatchObject({ owner: 'group:default/team-z', resolved: false, drift: true });
    expect(found.told).toContain('ALM0305 warning owners.yaml:7 The rule for `github.com/acme/payments` names group:default/team-z, which is no Group or User of the catalog');
  });
});

describe('owners in CODEOWNERS', () => {
  const owners =
    group('payments', 'annotations: {github.com/team-slug: acme/pay}') +
    group('mobile', 'annotations: {github.com/team-slug: apps}') +
    group('platform') +
    group('twice', 'namespace: a') +
    group('twice', 'namespace: b') +
    group('both', 'namespace: a') +
    group('both') +
    entity('User', 'sam', '{memberOf: [], profile: {email: Sam@example.com}}', 'annotations: {github.com/user-login: sam-i-am}') +
    entity('User', 'kim', '{memberOf: []}') +
    entity('Group', 'infra', '{type: team, children: [], profile: {email: infra@example.com}}');
  const found = (owner: string, dialect: 'github' | 'gitlab' = 'github'): string | undefined => {
    const { ownership } = build({ entries: declare(owners), repositories: [repository(payments)], codeowners: [codeowners(payments, [owner], { dialect })] }).get('component:default/payments');
    return ownership.resolved ? ownership.owner : undefined;
  };

  it.each([
    ['@acme/pay', 'group:default/payments'],
    ['@ACME/Pay', 'group:default/payments'],
    ['@other/pay', undefined],
    ['@acme/payments', undefined],
    ['@acme/apps', 'group:default/mobile'],
    ['@acme/platform', 'group:default/platform'],
    ['@acme/twice', undefined],
    ['@acme/both', 'group:default/both'],
    ['@sam-i-am', 'user:default/sam'],
    ['@sam', undefined],
    ['@kim', 'user:default/kim'],
    ['@platform', undefined],
    ['sam@EXAMPLE.com', 'user:default/sam'],
    ['infra@example.com', 'group:default/infra'],
    ['nobody@example.com', undefined],
  ])('%s is %s', (owner, ref) => {
    expect(found(owner)).toBe(ref);
  });

  it('may be groups by their name alone, or roles, in the dialect of GitLab', () => {
    expect(found('@platform', 'gitlab')).toBe('group:default/platform');
    expect(found('@kim', 'gitlab')).toBe('user:default/kim');
    expect(found('@acme/money/platform', 'gitlab')).toBe('group:default/platform');
    expect(found('@@developer', 'gitlab')).toBeUndefined();
  });
});
