import type { Planning } from '../../content/planning/planning.ts';
import type { EditionIndex } from '../../schema/edition/index-file.ts';
import type { EntityPlanning } from '../../schema/edition/planning.ts';
import type { BaseContext } from '../context.ts';
import { planningRoutes } from '../routes.ts';
import { EntityPlans } from './entity-plans.ts';
import { writeObjectives } from './objectives.ts';
import { writeResponsibilities } from './responsibilities.ts';
import { writeRoadmap } from './roadmap.ts';
import { writeRoles } from './roles.ts';
import { writeSurveys } from './surveys.ts';

/** What the rest of the edition asks about objectives, roadmap, roles and responsibilities. */
export interface PlanningIndex {
  ofEntity(ref: string): EntityPlanning | undefined;
  /** What the edition's index says of them. */
  readonly overview: EditionIndex['planning'];
}

/** Writes the files of objectives, roadmap, roles, responsibilities and surveys. What there is none of has no file. */
export async function writePlanning(planning: Planning, context: BaseContext): Promise<PlanningIndex> {
  const plans = new EntityPlans({
    objectives: await writeObjectives(planning.objectives, context),
    roadmap: await writeRoadmap(planning.roadmap, context),
    roles: await writeRoles(planning.roles, context),
    responsibilities: await writeResponsibilities(planning.responsibilities, context),
  });
  await writeSurveys(planning.surveys, context);
  return { ofEntity: (ref) => plans.of(ref), overview: overviewOf(planning) };
}

function overviewOf({ objectives, roadmap, roles, responsibilities, surveys }: Planning): EditionIndex['planning'] {
  const pages = [
    { title: 'Objectives', description: 'How reliable each service is to be, and how much of it may fail', total: objectives.length, path: planningRoutes.objectives },
    { title: 'Roadmap', description: 'What is to come, by quarter, and what is late', total: roadmap.length, path: planningRoutes.roadmap },
    { title: 'Roles', description: 'Which role may do what on the platform, and how one gets it', total: roles.length, path: planningRoutes.roles },
    { title: 'Responsibilities', description: 'Which team answers for what, who does it, who is asked and told', total: responsibilities.length, path: planningRoutes.responsibilities },
    { title: 'Surveys', description: 'What people said, with how many of them', total: surveys.length, path: planningRoutes.surveys },
  ].filter(({ total }) => total > 0);
  return pages.length === 0 ? undefined : { pages };
}
