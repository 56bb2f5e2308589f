import { compareFindings } from '../../findings/codes.ts';
import type { Finding } from '../../schema/finding.ts';
import type { Instant } from '../../schema/primitives.ts';
import type { KnownEntities } from '../rules/entities.ts';
import { Report } from '../rules/report.ts';
import { type Objective, readObjectives } from './objectives.ts';
import { readResponsibilities, type Responsibilities } from './responsibilities.ts';
import { type PlannedItem, readRoadmap } from './roadmap.ts';
import { readRoles, type RoleMatrix } from './roles.ts';
import { readSurveys, type Survey } from './surveys.ts';

/** What an organisation has planned and agreed, as it is written. */
export interface Planning {
  readonly objectives: readonly Objective[];
  readonly roadmap: readonly PlannedItem[];
  readonly roles: readonly RoleMatrix[];
  readonly responsibilities: readonly Responsibilities[];
  readonly surveys: readonly Survey[];
  readonly findings: readonly Finding[];
}

export interface PlanningOptions {
  readonly asOf: Instant;
  /** References of all entities, in full and lower case; without them references are only checked for their form. */
  readonly knownEntities?: KnownEntities;
}

/**
 * Reads `slos`, `roadmap`, `roles`, `responsibilities` and `surveys` of the content folder. What is wrong is left out,
 * the rest stands, and everything that is wrong is a finding with file, line and column. Never throws for what is in the
 * folder.
 *
 * @param dir absolute path of the content folder
 */
export function readPlanning(dir: string, { asOf, knownEntities }: PlanningOptions): Planning {
  // What stands on a line of an objective may be a credential, and what stands in answers is about people.
  const [quiet, report] = [new Report(), new Report()];
  const context = { dir, asOf, known: knownEntities };
  const planned = {
    objectives: readObjectives({ ...context, report: quiet }),
    roadmap: readRoadmap({ ...context, report }),
    roles: readRoles({ ...context, report }),
    responsibilities: readResponsibilities({ ...context, report }),
    surveys: readSurveys({ ...context, report }),
  };
  const findings = [...quiet.all().map(({ excerpt: _, ...finding }) => finding), ...report.all()];
  return { ...planned, findings: findings.toSorted(compareFindings) };
}
