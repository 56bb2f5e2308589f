import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { collectors } from '../../collectors/registry.ts';
import { type Assessed, assess } from '../../src/assess/assess.ts';
import { exemptionStates } from '../../src/assess/exemptions.ts';
import { collect, type CollectionReport } from '../../src/collect/collect.ts';
import { silentProgress } from '../../src/collect/progress.ts';
import { resolveSources } from '../../src/collect/sources.ts';
import { readOrganisation } from '../../src/content/organisation.ts';
import { readRules } from '../../src/content/rules/rules.ts';
import { catalogOf } from '../../src/knowledge/catalog-of.ts';
import { readKnowledge } from '../../src/knowledge/knowledge.ts';
import { type Verdict, verdicts } from '../../src/schema/scorecards/names.ts';
import { Store } from '../../src/store/store.ts';
import { contentDir, findings, rules } from './rubric.ts';
import { asOf } from './sample.ts';

const dir = mkdtempSync(join(tmpdir(), 'almanac-rubrics-'));
let report: CollectionReport;
let assessed: Assessed;
let unknownEntities: readonly string[];

beforeAll(async () => {
  const organisation = readOrganisation(contentDir);
  const store = await Store.open(join(dir, 'data'));
  try {
    report = await collect({
      store,
      groups: resolveSources(organisation, collectors, dir).groups,
      config: organisation.config,
      context: { asOf, backdated: false, signal: new AbortController().signal, minimumGroup: 5, contentDir, log: () => undefined },
      offline: false,
      progress: silentProgress,
    });
    const knowledge = await readKnowledge(store, asOf);
    const catalog = catalogOf(knowledge, organisation);
    assessed = assess(knowledge, catalog, rules);
    unknownEntities = readRules(contentDir, { asOf, knownEntities: new Set(catalog.entities.keys()) }).findings.map(({ code }) => code).filter((code) => code === 'ALM0605' || code === 'ALM0611');
  } finally {
    store.close();
  }
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** Names of entities by the level they reached; `potential` is the level that unknowns may hold back. */
function ladder(id: string): Record<string, string[]> {
  const judgement = assessed.judgements.get(id);
  const rungs: Record<string, string[]> = {};
  for (const [index, entity] of judgement?.entities.entries() ?? []) {
    const [level = -1, potential = -1] = [judgement?.level(index), judgement?.potential(index)];
    const titles = judgement?.scorecard.levels.map((one) => one.id) ?? [];
    const name = entity.replace('component:default/', '');
    (rungs[titles[level] ?? 'none'] ??= []).push(potential > level ? `${name} (${titles[potential] ?? ''}?)` : name);
  }
  return rungs;
}

describe('the content that is shipped', () => {
  it('has no finding but the exemption that expired and the one that is about to', () => {
    expect(findings.map(({ code, file, what }) => `${code} ${file ?? ''} ${what}`)).toEqual([
      'ALM0610 decisions/2026.yaml The exemption from `security-and-compliance/branch-protection` expired on 2026-10-31.',
      'ALM0618 decisions/2026.yaml The exemption from `production-readiness/one-owner` expires on 2026-12-11, in 20 days.',
    ]);
    expect(unknownEntities).toEqual([]);
  });

  it('brings facts that are all taken in, and measurements that are all declared', () => {
    expect(report.collectors.map(({ id, quarantined, failed, findings: told }) => [id, quarantined, failed, told.map(({ what }) => what)])).toEqual(
      report.collectors.map(({ id }) => [id, 0, 0, []]),
    );
  });

  it('has controls with evidence and controls without', () => {
    const evidence = new Set([...rules.scorecards.values()].flatMap(({ checks }) => checks.flatMap(({ controls }) => controls)));
    const scope = rules.controls.schemes.flatMap(({ id, controls }) => controls.map((control) => `${id}:${control.id}`));
    expect([...evidence].filter((control) => !scope.includes(control))).toEqual([]);
    expect(scope.filter((control) => !evidence.has(control))).toEqual(['SOC2:CC4.1', 'SOC2:CC6.4', 'SOC2:CC9.1', 'SOC2:C1.2', 'ISO27001:A.6.3', 'ISO27001:A.8.10', 'ISO27001:A.8.31', 'SSDF:PS.3.1', 'SSDF:PW.1.1']);
  });
});

describe('the sample organisation', () => {
  it('has no rule that fails to evaluate', () => {
    expect([...assessed.judgements.values()].flatMap(({ errors }) => errors)).toEqual([]);
  });

  it('shows every verdict, and entities on every rung', () => {
    const seen = new Set<Verdict>();
    for (const judgement of assessed.judgements.values()) {
      for (const entity of judgement.entities.keys()) for (const check of judgement.scorecard.checks.keys()) seen.add(judgement.verdict(entity, check));
    }
    expect([...seen].toSorted()).toEqual([...verdicts].toSorted());
    expect(Object.fromEntries([...assessed.judgements.keys()].map((id) => [id, ladder(id)]))).toMatchInlineSnapshot(`
      {
        "documentation": {
          "current": [
            "booking-api",
            "ci-runners",
            "identity",
            "tariff-tables",
          ],
          "findable": [
            "customs-gateway",
            "notifications",
            "position-api",
            "position-ingest",
            "quote-engine",
          ],
          "none": [
            "arrival-model",
            "berth-planner",
            "customs-forms",
            "hackathon-2024",
            "infra-clusters",
            "infra-network",
            "nightly-loads",
            "yard-scanner",
          ],
          "usable": [
            "website",
          ],
        },
        "inner-source-ready": {
          "none": [
            "arrival-model",
            "customs-forms",
            "hackathon-2024",
            "infra-clusters",
            "infra-network",
            "nightly-loads",
            "notifications",
            "position-api",
            "position-ingest",
            "quote-engine",
          ],
          "open": [
            "ci-runners",
            "tariff-tables",
            "website",
          ],
          "shared": [
            "booking-api",
          ],
          "welcoming": [
            "identity",
          ],
        },
        "production-changes": {
          "controlled": [
            "website",
          ],
          "exemplary": [
            "booking-api",
            "ci-runners",
            "identity",
          ],
          "known": [
            "position-ingest",
            "quote-engine (exemplary?)",
          ],
          "none": [
            "position-api",
          ],
        },
        "production-readiness": {
          "bronze": [
            "ci-runners",
            "customs-gateway",
            "quote-engine",
          ],
          "gold": [
            "booking-api",
            "identity",
          ],
          "none": [
            "berth-planner",
            "nightly-loads",
            "notifications",
            "yard-scanner",
          ],
          "silver": [
            "position-api",
            "position-ingest",
            "website (gold?)",
          ],
        },
        "production-readiness-tier1": {
          "bronze": [
            "position-api",
          ],
          "gold": [
            "booking-api",
          ],
          "silver": [
            "identity",
          ],
        },
        "security-and-compliance": {
          "bronze": [
            "customs-gateway",
            "position-api",
            "position-ingest (silver?)",
            "quote-engine",
            "tariff-tables",
          ],
          "gold": [
            "booking-api",
            "identity",
          ],
          "none": [
            "arrival-model (bronze?)",
            "berth-planner",
            "ci-runners",
            "customs-forms",
            "hackathon-2024",
            "infra-clusters",
            "infra-network",
            "nightly-loads",
            "notifications",
            "yard-scanner (gold?)",
          ],
          "silver": [
            "website",
          ],
        },
        "third-party-acceptance": {
          "none": [
            "yard-scanner",
          ],
          "trusted": [
            "customs-gateway",
          ],
          "verified": [
            "berth-planner",
          ],
        },
      }
    `);
  });

  it('has an exemption in each state', () => {
    expect(exemptionStates(rules.exemptions, assessed.judgements, asOf).map(({ exemption, state, excused }) => [exemption.check, state, excused])).toMatchInlineSnapshot(`
      [
        [
          "one-owner",
          "expiring",
          [
            "component:default/position-api",
          ],
        ],
        [
          "static-analysis",
          "active",
          [
            "component:default/ci-runners",
          ],
        ],
        [
          "licence",
          "active",
          [
            "component:default/customs-gateway",
          ],
        ],
        [
          "branch-protection",
          "expired",
          [
            "component:default/quote-engine",
          ],
        ],
      ]
    `);
  });
});
