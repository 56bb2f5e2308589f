import { afterEach, expect, test } from 'vitest';
import { generateWorld } from '../doubles/github/world.ts';
import { Nights } from './nights.ts';

let nights: Nights | undefined;
afterEach(async () => {
  await nights?.end();
  nights = undefined;
});

/** A night of an organisation whose token lacks some permissions: the facts of its repositories that have commits. */
async function without(...permissions: readonly string[]) {
  nights = await Nights.begin(generateWorld({ repositories: 6, now: '2026-11-01T03:00:00Z', history: 1, day: { changed: 0 } }));
  for (const permission of permissions) nights.double.grant.delete(permission);
  const night = await nights.night();
  const facts = await night.facts('repository');
  return { facts: facts.filter(({ empty }) => empty === false), all: facts, night, findings: await night.findings() };
}

const reasons = (fact: Record<string, unknown>, field: string): unknown[] => (Array.isArray(fact['unread']) ? fact['unread'] : []).filter((entry: { field: string }) => entry.field === field).map((entry: { reason: string }) => entry.reason);

test('with all permissions nothing is unread but what no listing shows', async () => {
  const { facts, findings } = await without();
  for (const fact of facts) expect((Array.isArray(fact['unread']) ? fact['unread'] : []).filter(({ field }: { field: string }) => !field.startsWith('wellKnownFiles.'))).toEqual([]);
  expect(findings.filter(({ code }) => code.startsWith('ALM100'))).toEqual([]);
});

test('without custom properties these are unknown with the reason, once told, and all else is known', async () => {
  const { facts, findings } = await without('organization_custom_properties');
  expect(facts.length).toBeGreaterThan(0);
  for (const fact of facts) {
    expect(fact['customProperties']).toBeUndefined();
    expect(reasons(fact, 'customProperties')).toEqual([expect.stringMatching(/custom properties: read/i)]);
    expect(fact['protection']).toBeDefined();
  }
  expect(findings.filter(({ code }) => code === 'ALM1001').map(({ what }) => what)).toEqual([expect.stringMatching(/^Custom properties of github\.com\/acme could not be read: /)]);
});

test('without administration a branch is never said to be unguarded', async () => {
  const { facts } = await without('administration');
  for (const fact of facts) {
    expect(reasons(fact, 'protection')).toEqual(['classic branch protection is shown to administrators only: it takes `Administration: read` on the repository']);
    expect(fact['protection']).toBeUndefined();
  }
});

test('without Pull requests the repository is read again without them', async () => {
  const { facts, night } = await without('pull_requests');
  expect(night.report).toMatchObject({ failed: 0, withheld: 0 });
  for (const fact of facts) {
    expect(fact['openPullRequests']).toBeUndefined();
    expect(reasons(fact, 'openPullRequests')).toEqual(['the credentials lack the permission `Pull requests: read`']);
    expect(fact['wellKnownFiles']).toBeDefined();
    expect(fact['branches']).toBeDefined();
  }
});

test('without Contents what the list and the other permissions give is still known', async () => {
  const { facts, night } = await without('contents');
  expect(night.report).toMatchObject({ failed: 0, withheld: 0 });
  expect(facts.length).toBeGreaterThan(0);
  for (const fact of facts) {
    expect(fact).toMatchObject({ visibility: expect.any(String), openPullRequests: expect.any(Object) });
    expect(fact['wellKnownFiles']).toBeUndefined();
    expect(fact['license'] === 'NONE').toBe(false);
    expect(reasons(fact, 'wellKnownFiles')).toEqual(['the credentials lack the permission `Contents: read`']);
    expect(reasons(fact, 'releases')).toEqual(['the credentials lack the permission `Contents: read`']);
  }
});
