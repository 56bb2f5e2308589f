import { expect, it } from 'vitest';
import { language, organisation, provenance, subject } from './fixture.ts';

function trace(source: string, at = subject()) {
  const { value, problems } = language.compile(source, 'bool');
  if (value === undefined) throw new Error(problems.map(({ message }) => message).join('; '));
  return value.trace(at);
}

it('names each fact once, in order of reading, with its value, provenance and place', () => {
  const { outcome, reads } = trace("repository.branches > 5 && repository.branches < 50 && entity.owner != '' && entity.lifecycle == 'production' && repository.lastCommitAt < asOf");
  expect(outcome).toEqual({ state: 'value', value: true });
  const repository = 'github.com/acme/payments';
  const entity = 'component:default/payments';
  expect(reads).toEqual([
    { fact: 'repository.branches', of: repository, value: 12, provenance: expect.objectContaining({ source: 'git clone github.com/acme/payments', collector: 'git' }), anchor: 'repository.branches' },
    { fact: 'entity.owner', of: entity, value: 'group:default/team-payments', provenance: undefined, anchor: 'owner' },
    { fact: 'entity.lifecycle', of: entity, value: 'production', provenance, anchor: 'provenance' },
    { fact: 'repository.lastCommitAt', of: repository, value: '2026-11-11T09:30:00Z', provenance: expect.anything(), anchor: 'repository.lastCommitAt' },
  ]);
});

it('follows relations, measurements, supply chains and events', () => {
  const { reads } = trace("entity.partOf[0].hasPart.exists(c, c.owner == '') && entity.measurements.tier == 'one' && repository.measurements.testCoverage > 1 && repository.supplyChain.fuzzing.size() == 1 && size(entity.changes) == 2 && repositories.all(r, r.empty == false) && repository.hasFile('ci')");
  expect(reads.map(({ fact, of, value, provenance: from }) => [fact, of, typeof value === 'object' ? JSON.stringify(value).slice(0, 60) : value, from !== undefined])).toMatchInlineSnapshot(`
    [
      [
        "entity.partOf",
        "component:default/payments",
        "["system:default/billing"]",
        false,
      ],
      [
        "entity.hasPart",
        "system:default/billing",
        "["component:default/payments","component:default/website"]",
        false,
      ],
      [
        "entity.owner",
        "component:default/payments",
        "group:default/team-payments",
        false,
      ],
      [
        "entity.owner",
        "component:default/website",
        "",
        false,
      ],
      [
        "entity.measurements.tier",
        "component:default/payments",
        "one",
        true,
      ],
      [
        "repository.measurements.testCoverage",
        "github.com/acme/payments",
        64,
        true,
      ],
      [
        "repository.supplyChain.fuzzing",
        "github.com/acme/payments",
        "["go"]",
        true,
      ],
      [
        "entity.changes",
        "component:default/payments",
        "[{"entity":"component:default/payments","id":"c2","startedAt",
        true,
      ],
      [
        "entity.repositories",
        "component:default/payments",
        "["github.com/acme/payments","github.com/acme/payments-tools"",
        false,
      ],
      [
        "repository.empty",
        "github.com/acme/payments",
        false,
        true,
      ],
      [
        "repository.empty",
        "github.com/acme/payments-tools",
        false,
        true,
      ],
      [
        "repository.wellKnownFiles",
        "github.com/acme/payments",
        "[{"file":"readme","path":"README.md"},{"file":"ci","path":".",
        true,
      ],
    ]
  `);
});

it('cuts what is long, and reads no more than the expression does', () => {
  const input = organisation();
  const payments = input.catalog.entities.get('component:default/payments');
  if (payments === undefined) throw new Error('It is there');
  const tagged = { ...payments, tags: Array.from({ length: 40 }, (_, index) => `tag-${index}`) };
  const at = subject(payments.ref, { ...input, catalog: { ...input.catalog, entities: new Map([[payments.ref, tagged]]) } });
  const { reads } = trace("entity.inferred == false || 'tag-39' in entity.tags", at);
  expect(reads.map(({ fact }) => fact)).toEqual(['entity.inferred']);
  expect(trace("'tag-39' in entity.tags", at).reads[0]?.value).toHaveLength(10);
});

it('gives the same outcome as evaluating, and the facts that were read before the missing one', () => {
  const at = subject('component:default/payments', organisation((fact) => fact.endsWith('repository.license')));
  const source = "repository.branches > 5 && repository.license == 'MIT'";
  const { outcome, reads } = trace(source, at);
  expect(outcome).toEqual(language.compile(source, 'bool').value?.evaluate(at));
  expect(outcome.state).toBe('unknown');
  expect(reads.map(({ fact }) => fact)).toEqual(['repository.branches']);
});

it('knows what an expression may read before it runs', () => {
  const facts = (source: string): readonly string[] | undefined => language.compile(source, 'bool').value?.facts;
  expect(facts("repository.license == 'MIT' && entity.hasPart.all(c, c.owner != '' && c.repository.archived == false)")).toEqual(['entity.hasPart', 'entity.owner', 'repository.archived', 'repository.license']);
  expect(facts('repository.supplyChain.workflows.all(w, w.actions.all(a, a.pinned))')).toEqual(['repository.supplyChain.workflows']);
  expect(facts('entity.changes.all(c, c.announcedAt < c.startedAt)')).toEqual(['entity.changes', 'entity.changes.announcedAt']);
  expect(facts("repository.hasFile('ci') && size(repositories) > 0 && entity.spec.replicas > 1 && entity.measurements.onCall")).toEqual(['entity.measurements.onCall', 'entity.repositories', 'entity.spec', 'repository.wellKnownFiles']);
});
