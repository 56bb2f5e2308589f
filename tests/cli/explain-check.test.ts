import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { explanation } from '../../src/schema/cli/explanation.ts';
import { scorecardExplanation, verdictExplanation } from '../../src/schema/cli/verdict-explanation.ts';
import { makeRepository } from '../clones/repositories.ts';
import { run } from './in-process.ts';
import { catalogInfo, content, write } from './rules.ts';

describe('almanac explain of a scorecard or check', () => {
  let dir: string;
  const explain = (...args: string[]): ReturnType<typeof run> => run(['explain', ...args, '--git', 'clones', '--content', 'content'], dir);

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'almanac-explain-'));
    write(join(dir, 'content'), content);
    // An entity that is named like a scorecard.
    write(dir, { 'content/catalog/ready.yaml': catalogInfo.replaceAll('payments', 'ready').replace('type: service', 'type: supplied') });
    makeRepository(join(dir, 'clones', 'payments'), {
      remote: 'https://github.com/acme/payments.git',
      commits: [{ at: '2026-10-01T10:00:00Z', files: { 'README.md': '# Payments\n', 'catalog-info.yaml': catalogInfo } }],
    });
    expect((await run(['collect', '--git', 'clones', '--content', 'content'], dir)).code).toBe(0);
  });
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  it('prints the expression, what it read with its provenance, and the verdict', async () => {
    const { code, out, err } = await explain('ready/readme', 'payments');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatchInlineSnapshot(`
      "component:default/payments  Payments, as of 2026-11-20T12:00:00.000Z
      ready/readme  Has a README

      Rule, scorecards/ready.yaml:9:5
        expression  repository.hasFile('readme')

      What it read
        repository.wellKnownFiles of github.com/acme/payments = [{"file":"catalog-info","path":"catalog-info.yaml"},{"file":"readme","path":"README.md"}]
          from git clone of github.com/acme/payments, collector git 1.1.0, observed 2026-11-20T12:00:00.000Z, so since 2026-11-20T12:00:00.000Z
          https://github.com/acme/payments

      Verdict: pass
        asked for by Bronze; evidence for SOC2:CC2.3
      "
    `);
  });

  it('prints what is missing and why, and a measure against its target', async () => {
    const { out } = await explain('ready/released', 'payments');
    expect(out).toContain(`Rule, scorecards/ready.yaml:24:5
  applies     !('finished' in entity.tags)
  measure     daysSince(repository.latestReleaseAt)
  target      at most 90 days
`);
    expect(out).toContain('What is not known\n  repository.latestReleaseAt of github.com/acme/payments: no source says it\n');
    expect(out).toContain('Verdict: unknown\n');
  });

  it('prints an exemption with the raw verdict, and the day from which a check counts', async () => {
    const exempt = await explain('ready/contributing', 'component:payments');
    expect(exempt.out).toContain(`Exempt until 2026-12-01, 11 days left (decisions/2026.yaml:2)
  Closed source until the spring
  approved by Architecture board

Verdict: exempt; without the exemption: fail`);
    const announced = await explain('ready/changelog', 'payments');
    expect(announced.out).toContain('counts from 2027-01-01\n');
    expect(announced.out).toContain('Verdict: fail; it does not count before 2027-01-01');
  });

  it('gives the same as JSON', async () => {
    const { out } = await explain('ready/licence', 'payments', '--json');
    expect(verdictExplanation.parse(JSON.parse(out))).toMatchObject({
      entity: { ref: 'component:default/payments' },
      scorecard: { id: 'ready' },
      check: { id: 'licence', kind: 'expression', expression: "repository.hasFile('license')", place: { file: 'scorecards/ready.yaml', line: 18 } },
      outcome: { verdict: 'fail', holds: true, level: { id: 'silver' } },
      reads: [{ fact: 'repository.wellKnownFiles', of: 'github.com/acme/payments', provenance: { collector: 'git', observedAt: '2026-11-20T12:00:00.000Z' } }],
    });
  });

  it('prints level, verdicts and next steps of a whole scorecard', async () => {
    const { out } = await explain('ready', 'payments');
    expect(out).toMatch(/^component:default\/payments {2}Payments, as of 2026-11-20T12:00:00\.000Z\n\nReady \(ready\)\n {2}level {3}/);
    expect(out).toContain('To reach ');
    const { outcome } = scorecardExplanation.parse(JSON.parse((await explain('ready', 'payments', '--json')).out));
    expect(outcome?.checks.map(({ id, verdict }) => `${id} ${verdict}`)).toEqual(['readme pass', 'licence fail', 'released unknown', 'contributing exempt', 'changelog fail']);
  });

  it('says why a scorecard does not judge an entity', async () => {
    const { out } = await explain('suppliers/tests', 'payments');
    expect(out).toContain(`Suppliers does not apply to component:default/payments.
  applies     entity.type == 'supplied'
  entity.type of component:default/payments = service
    from catalog-info.yaml:1, collector catalog 1,`);
    const { notJudged, outcome } = scorecardExplanation.parse(JSON.parse((await explain('suppliers', 'payments', '--json')).out));
    expect({ known: notJudged?.known, outcome }).toEqual({ known: true, outcome: undefined });
  });

  it('still explains facts, also of an entity that is named like a scorecard', async () => {
    expect(explanation.parse(JSON.parse((await explain('payments', 'license', '--json')).out)).facts).toMatchObject([{ id: 'repository.license' }]);
    expect(explanation.parse(JSON.parse((await explain('ready', 'owner', '--json')).out)).subject).toBe('component:default/ready');
    expect(explanation.parse(JSON.parse((await explain('ready', '--json')).out)).subject).toBe('component:default/ready');
    expect(explanation.parse(JSON.parse((await explain('github.com/acme/payments', '--json')).out)).subject).toBe('github.com/acme/payments');
  });

  it.each([
    [['ready/redme', 'payments'], 'ready has no check `redme`; did you mean `readme`? Its checks: readme, licence, released, contributing, changelog.'],
    [['redy/readme', 'payments'], 'There is no entity or repository `redy/readme`; did you mean `ready/readme`? Name it as kind:namespace/name, as a name alone, or as host/path/name.'],
    [['ready/readme', 'paymets'], 'There is no entity `paymets`; did you mean `payments`? Name it as kind:namespace/name, as kind:name, or as a name alone.'],
    [['ready/readme'], 'Of which entity? Name it after the check: almanac explain ready/readme payments'],
    [['suppliers'], 'Of which entity? Name it after the scorecard: almanac explain suppliers payments'],
  ])('%j ends with 2 and names what is near', async (args, message) => {
    expect(await explain(...args)).toEqual({ code: 2, out: '', err: `almanac: ${message}\n` });
  });
});
