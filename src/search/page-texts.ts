import { checkPath } from '../edition/routes.ts';
import type { ChangelogPage } from '../schema/edition/changelog.ts';
import type { ObjectivePage } from '../schema/edition/objective.ts';
import type { ResponsibilityPage, RoadmapEntry, RoadmapPage, RoleMatrixPage } from '../schema/edition/planning.ts';
import type { CampaignPage, CheckPage, ScorecardPage } from '../schema/edition/scorecard.ts';
import type { SurveyPage } from '../schema/edition/survey.ts';
import type { DocumentText } from './documents.ts';
import type { PageKind } from './filters.ts';
import { defined } from './record.ts';

/** The text of a page that is no document, in the form of one. */
export type PageText = DocumentText & { readonly kind: PageKind };

interface Owner {
  readonly ref: string;
  readonly title: string;
  readonly path?: string | undefined;
}

/** The items of the roadmap; each has its place on the page. */
export function roadmapTexts({ board, later, earlier }: RoadmapPage): PageText[] {
  return [...board, ...later, ...earlier].flatMap(({ title, items }) => items.map((item) => roadmapText(item, title)));
}

function roadmapText({ title, path, description, outcome, quarter, status, late, moves, entities, owner }: RoadmapEntry, when: string): PageText {
  const words = [outcome, when, `${quarter} ${quarter.replace(/^(\d+)-(Q\d)$/, '$2 $1')}`, status, late ? 'late' : undefined, ...moves.map(({ why }) => why)];
  return { kind: 'roadmap-item', title, path, section: 'Roadmap', status, ...about(description, owner, entities), sections: [{ text: text(words) }] };
}

export function objectiveText({ title, path, description, serviceTitle, entities, owner, window, objectives, indicator, alerts }: ObjectivePage): PageText {
  const targets = objectives.map((row) => text([row.title, row.words, row.threshold, row.allowed, row.indicator?.title]));
  const warned = alerts.flatMap((alert) => [alert.title, alert.description, alert.condition?.words]);
  const words = [serviceTitle, ...targets, window?.words, indicator?.title, indicator?.description, indicator?.meaning, ...warned, 'SLO service level objective error budget'];
  return { kind: 'objective', title, path, section: 'Objectives', ...about(description, owner, entities), sections: [{ text: text(words) }] };
}

export function rolesText({ title, path, description, owner, roles, capabilities }: RoleMatrixPage): PageText {
  return {
    ...{ kind: 'role-matrix' as const, title, path, section: 'Roles' },
    ...about(description, owner, capabilities.map(({ entity }) => entity)),
    sections: [
      ...capabilities.map(({ id, entity, actions }) => ({ id, title: entity.title, text: text(actions.flatMap((action) => [action.title, action.note])) })),
      { id: 'roles', title: 'The roles', text: text(roles.flatMap((role) => [role.title, role.description, role.granted])) },
    ],
  };
}

export function responsibilitiesText({ title, path, description, owner, teams, areas }: ResponsibilityPage): PageText {
  const sections = areas.map((area) => ({
    id: area.id,
    title: area.title,
    text: text([area.description, ...area.entities.map((entity) => entity.title), ...teams.flatMap((team, at) => area.cells[at]?.map((part) => `${team.title} ${part}`) ?? [])]),
  }));
  return { kind: 'responsibilities', title, path, section: 'Responsibilities', ...about(description, owner, teams), sections };
}

export function surveyText({ title, path, description, owner, askedOn, open, results }: SurveyPage): PageText {
  const sections = results.map((question) => ({ id: `q-${question.id}`, title: question.text, text: text(question.labels) }));
  return { kind: 'survey', title, path, section: 'Surveys', date: askedOn, status: open ? 'open' : 'closed', ...about(description, owner, []), sections };
}

export function scorecardText({ title, path, description, owner, levels }: ScorecardPage): PageText {
  const words = levels.flatMap((level) => [level.title, level.description, ...level.checks.map((check) => check.title)]);
  return { kind: 'scorecard', title, path, section: 'Scorecards', ...about(description, owner, []), sections: [{ text: text(words) }] };
}

export function checkText({ id, title, description, scorecard, level, pillar, fix, controls }: CheckPage): PageText {
  const words = [fix?.text, pillar, level, ...controls.map((control) => text([control.id, control.title]))];
  return { kind: 'check', title, path: checkPath(scorecard.id, id), section: scorecard.title, ...about(description, undefined, []), sections: [{ text: text(words) }] };
}

export function campaignText({ title, path, description, owner, goal, due, state, scorecard }: CampaignPage): PageText {
  return { kind: 'campaign', title, path, section: 'Campaigns', date: due.slice(0, 10), status: state, ...about(description, owner, []), sections: [{ text: text([goal, scorecard.title]) }] };
}

/** The releases of a component; what the organisation wrote of it are documents of their own. None if it has no releases. */
export function changelogText({ path, entity, releases }: Pick<ChangelogPage, 'path' | 'entity' | 'releases'>): PageText[] {
  if (releases.length === 0) return [];
  const sections = releases.map(({ anchor, release, entries }) => ({ id: anchor, title: release, text: text(entries.flatMap((entry) => [entry.title, entry.breaking ? 'breaking change' : undefined])) }));
  return [{ kind: 'changelog', title: `Changelog of ${entity.title}`, path, section: entity.title, ...about(undefined, undefined, [entity]), sections }];
}

function about(description: string | undefined, owner: Owner | undefined, entities: readonly { readonly ref: string }[]): Pick<PageText, 'description' | 'owner' | 'ownerTitle' | 'ownerPath' | 'entities'> {
  return { ...defined({ description, owner: owner?.ref, ownerTitle: owner?.title, ownerPath: owner?.path }), entities: entities.map(({ ref }) => ref) };
}

function text(parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join('\n');
}
