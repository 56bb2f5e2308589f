import type { Catalog, CatalogEntity } from '../catalog/model.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import { subjectsOf } from '../rules/subjects.ts';
import type { Judged, Judgement, Rules } from './contract.ts';
import { judge } from './judge.ts';

/** All entities as judged by all scorecards of an organisation, as of one instant. */
export interface Assessed {
  readonly rules: Rules;
  /** By reference, in order of it. */
  readonly entities: ReadonlyMap<string, Judged>;
  /** By id of the scorecard, in order of it. */
  readonly judgements: ReadonlyMap<string, Judgement>;
}

/** Judges what was known by the rules given. */
export function assess(knowledge: Knowledge, catalog: Catalog, rules: Rules): Assessed {
  // A judging of old facts has steps of its own, so that it cannot use up those of tonight.
  rules.language.resetSteps();
  const entities = judgedEntities(knowledge, catalog, rules);
  const all = [...entities.values()];
  const judgements = new Map(
    [...rules.scorecards].map(([id, scorecard]) => [id, judge(scorecard, all, rules.exemptions, { asOf: knowledge.asOf })]),
  );
  return { rules, entities, judgements };
}

function judgedEntities({ asOf, repositories, ruleFacts }: Knowledge, catalog: Catalog, { measurements: declared }: Rules): Map<string, Judged> {
  const records = new Map(repositories.map((record) => [record.repository, record]));
  const subjects = subjectsOf({ asOf, catalog, records, declared, ...ruleFacts });
  const judged = new Map<string, Judged>();
  for (const [ref, entity] of catalog.entities) {
    const subject = subjects.of(ref);
    if (subject === undefined) continue;
    const system = parent(entity, 'system:');
    const systemEntity = system === undefined ? undefined : catalog.entities.get(system);
    judged.set(ref, {
      subject,
      ref,
      kind: entity.kind,
      owner: entity.ownership.resolved ? entity.ownership.owner : undefined,
      system,
      domain: parent(entity, 'domain:') ?? (systemEntity === undefined ? undefined : parent(systemEntity, 'domain:')),
    });
  }
  return judged;
}

/** What it is part of, of one kind, if the catalog has it. */
function parent(entity: CatalogEntity, kind: string): string | undefined {
  return entity.relations.find(({ type, target, dangling }) => type === 'partOf' && !dangling && target.startsWith(kind))?.target;
}
