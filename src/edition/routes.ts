/**
 * Where everything is on the site and in the static API: the one place that knows. Paths are relative to the site's
 * root, without a leading slash; pages put the base before them.
 *
 * A path is also the name of a file, so every segment is plain ASCII that means the same to URLs and file systems:
 * what is not a letter, digit or one of `-_.!'()*@+` becomes `~` and two hexadecimal digits per byte of UTF-8 (`c#` is
 * `c~23`), and so do the dots of `.` and `..`, which would leave their folder.
 */

function encodePath(path: string): string {
  return path.split('/').map(encodeSegment).join('/');
}

function encodeSegment(segment: string): string {
  if (segment === '.' || segment === '..') return segment.replaceAll('.', '~2E');
  return encodeURIComponent(segment.toWellFormed())
    .replaceAll('~', '%7E')
    .replaceAll('%40', '@')
    .replaceAll('%2B', '+')
    .replaceAll('%', '~');
}

/** `catalog/component/default/payments/` of `component:default/payments`. */
export function entityPath(ref: string): string {
  const [kind = '', rest = ''] = splitOnce(ref, ':');
  return `catalog/${encodePath(`${kind}/${rest}`.toLowerCase())}/`;
}

/** `api/v1/entities/component/default/payments.json`. */
export function entityFile(ref: string): string {
  const [kind = '', rest = ''] = splitOnce(ref, ':');
  return `entities/${encodePath(`${kind}/${rest}`.toLowerCase())}.json`;
}

/** `repositories/github.com/acme/payments/`. */
export function repositoryPath(repository: string): string {
  return `repositories/${encodePath(repository)}/`;
}

/** `repositories/github.com/acme/payments.json`, below `api/v1/`. */
export function repositoryFile(repository: string): string {
  return `repositories/${encodePath(repository)}.json`;
}

/** What there is in the catalog, kind by kind. */
export const catalogPath = 'catalog/';

/** The components of the site and the tokens of its design, for those who change it. */
export const designPath = 'design/';

/** `browse/component/` and `browse/component/2/`; `repository` for repositories. */
export function listPath(kind: string, page = 1): string {
  return page === 1 ? `browse/${kind.toLowerCase()}/` : `browse/${kind.toLowerCase()}/${page}/`;
}

/** `lists/component/1.json`, below `api/v1/`. */
export function listFile(kind: string, page: number): string {
  return `lists/${kind.toLowerCase()}/${page}.json`;
}

/** `data-quality/alm0305/` and `data-quality/alm0305/2/`. */
export function findingPath(code: string, page = 1): string {
  return page === 1 ? `data-quality/${code.toLowerCase()}/` : `data-quality/${code.toLowerCase()}/${page}/`;
}

/** `findings/alm0305/1.json`, below `api/v1/`. */
export function findingFile(code: string, page: number): string {
  return `findings/${code.toLowerCase()}/${page}.json`;
}

/** `scorecards/`, `scorecards/changes/`, … : pages over all scorecards. Ids of scorecards are never these words. */
export const scorecardRoutes = {
  list: 'scorecards/',
  changes: 'scorecard-changes/',
  decisions: 'decisions/',
  controls: 'controls/',
  campaigns: 'campaigns/',
} as const;

/** `scorecards/production-readiness/`. */
export function scorecardPath(id: string): string {
  return `scorecards/${id}/`;
}

/** `scorecards/production-readiness/entities/` and `…/entities/2/`. */
export function assessmentListPath(id: string, page = 1): string {
  return page === 1 ? `scorecards/${id}/entities/` : `scorecards/${id}/entities/${page}/`;
}

/** `scorecards/production-readiness/checks/has-owner/`. */
export function checkPath(scorecard: string, check: string): string {
  return `scorecards/${scorecard}/checks/${check}/`;
}

/** `campaigns/gold-by-spring/`. */
export function campaignPath(id: string): string {
  return `campaigns/${id}/`;
}

/** Files of scorecards, below `api/v1/`. */
export const scorecardFiles = {
  list: 'scorecards.json',
  changes: 'changes.json',
  decisions: 'decisions.json',
  controls: 'controls.json',
  scorecard: (id: string): string => `scorecards/${id}.json`,
  csv: (id: string): string => `scorecards/${id}.csv`,
  entities: (id: string, page: number): string => `scorecards/${id}/entities/${page}.json`,
  check: (id: string, check: string): string => `scorecards/${id}/checks/${check}.json`,
  checkCsv: (id: string, check: string): string => `scorecards/${id}/checks/${check}.csv`,
  campaign: (id: string): string => `campaigns/${id}.json`,
} as const;

/** `api/v1/badges/production-readiness/component/default/payments.svg`: the badge of an entity. */
export function entityBadgePath(scorecard: string, ref: string): string {
  return `api/v1/badges/${scorecard}/${entityFile(ref).replace(/^entities\//, '').replace(/\.json$/, '.svg')}`;
}

/** `api/v1/badges/production-readiness.svg`: the badge of a scorecard. */
export function scorecardBadgePath(scorecard: string): string {
  return `api/v1/badges/${scorecard}.svg`;
}

/** `feeds/changes.atom` and `feeds/changes.json`; of a team `feeds/teams/default/payments/changes.atom`. */
export function changeFeedPath(format: 'atom' | 'json', team?: string): string {
  if (team === undefined) return `feeds/changes.${format}`;
  return `feeds/teams/${encodePath(team.slice(team.indexOf(':') + 1).toLowerCase())}/changes.${format}`;
}

/** `scorecards/production.yaml:14` as an anchor on the page of decisions. */
export function decisionAnchor(file: string, line: number): string {
  return `decision-${file.replace(/^decisions\//, '').replace(/\.ya?ml$/, '').replace(/[^A-Za-z0-9-]/g, '-')}-${line}`;
}

/** Pages that list what an organisation writes, by kind of document. */
export const documentListPaths = {
  doc: 'docs/',
  change: 'changelog/',
  runbook: 'runbooks/',
  postmortem: 'postmortems/',
  'architecture-decision': 'architecture-decisions/',
  drill: 'drills/',
  minutes: 'minutes/',
  charter: 'charters/',
  question: 'questions/',
} as const;

/** What an organisation knows about its services and teams: every kind, and what is still to be done. */
export const knowledgePath = 'knowledge/';

/** `runbooks/` and `knowledge/runbooks/2/`: below `runbooks/` a document may be called `2`. */
export function documentListPath(kind: keyof typeof documentListPaths, page = 1): string {
  return page === 1 ? documentListPaths[kind] : `${knowledgePath}${documentListPaths[kind]}${page}/`;
}

/** Page of a document of the content folder: `docs/ci/runners/` of `docs/ci/runners.md`, `docs/ci/` of `docs/ci/index.md`. */
export function contentDocumentPath(file: string): string {
  const place = file.replace(/\.mdx?$/i, '').replace(/(^|\/)(index|README)$/i, '$1').replace(/\/$/, '');
  return `${encodePath(place)}/`;
}

/** Page of a document of a repository: `repositories/github.com/acme/payments/docs/guide/setup/` of `guide/setup.md`; of its README `…/docs/`. */
export function repositoryDocumentPath(repository: string, file: string): string {
  const place = file.replace(/\.(md|markdown|mdx|mdown|mkd)$/i, '');
  return `${repositoryPath(repository)}docs/${place === '' ? '' : `${encodePath(place)}/`}`;
}

/** `documents/pages/docs/ci/runners.json`, below `api/v1/`, of the page `docs/ci/runners/`. */
export function documentFile(path: string): string {
  return `documents/pages/${path.replace(/\/$/, '')}.json`;
}

/** `docs/ci/runners.md`: the Markdown twin of the page `docs/ci/runners/`, below the site's root. */
export function markdownTwinPath(path: string): string {
  return `${path.replace(/\/$/, '')}.md`;
}

/** An image or other file that is carried over: `media/content/docs/ci/runners.png`. */
export function mediaPath(space: string, file: string): string {
  return `media/${encodePath(space)}/${encodePath(file)}`;
}

/** Files of documents, below `api/v1/`. */
export const documentFiles = {
  summaries: 'documents.ndjson',
  redirects: 'documents/redirects.json',
  frame: (id: string): string => `documents/frames/${encodePath(id)}.json`,
  kind: (kind: string, page = 1): string => (page === 1 ? `documents/kinds/${kind}.json` : `documents/kinds/${kind}/${page}.json`),
  knowledge: 'documents/knowledge.json',
  followUps: 'documents/follow-ups.ndjson',
} as const;

/** `changelog/component/default/payments/`: the changelog of an entity. */
export function changelogPath(ref: string): string {
  return `changelog/${entityPath(ref).slice('catalog/'.length)}`;
}

/** Files of changelogs, below `api/v1/`. */
export const changelogFiles = {
  overview: 'changelog.json',
  entities: 'changelog/entities.ndjson',
  entity: (ref: string): string => `changelog/${entityFile(ref).slice('entities/'.length)}`,
} as const;

/** Feeds of changelogs: of everything, of an entity, of what a team owns. */
export function changelogFeedPath(format: 'atom' | 'json', ref?: string): string {
  return ref === undefined ? `feeds/changelog.${format}` : `feeds/changelog/${entityFile(ref).slice('entities/'.length).replace(/\.json$/, '')}.${format}`;
}

/** The calendar of what is to come: of everything, or of what an entity or a team is told about. */
export function changelogCalendarPath(ref?: string): string {
  return ref === undefined ? 'feeds/upcoming.ics' : `feeds/changelog/${entityFile(ref).slice('entities/'.length).replace(/\.json$/, '')}.ics`;
}

/** Pages of what is planned and agreed. */
export const planningRoutes = {
  objectives: 'objectives/',
  roadmap: 'roadmap/',
  roles: 'roles/',
  responsibilities: 'responsibilities/',
  surveys: 'surveys/',
} as const;

/** `objectives/checkout-availability/`: the page of an SLO. */
export function objectivePath(name: string): string {
  return `${planningRoutes.objectives}${encodePath(name.toLowerCase())}/`;
}

/** `objectives/` and `objectives/page/2/`: an SLO may be called `2`, but has no page below its own. */
export function objectiveListPath(page = 1): string {
  return page === 1 ? planningRoutes.objectives : `${planningRoutes.objectives}page/${page}/`;
}

/** `roadmap/#item-faster-builds`: an item of the roadmap. */
export function roadmapItemPath(id: string): string {
  return `${planningRoutes.roadmap}#item-${id}`;
}

/** `roles/platform/`, `responsibilities/platform/`, `surveys/2026-autumn/`. */
export function planningPath(part: 'roles' | 'responsibilities' | 'surveys', id: string): string {
  return `${planningRoutes[part]}${encodePath(id)}/`;
}

/** Files of what is planned and agreed, below `api/v1/`. */
export const planningFiles = {
  objectives: (page: number): string => `planning/objectives/${page}.json`,
  objective: (name: string): string => `planning/objectives/by-name/${encodePath(name.toLowerCase())}.json`,
  roadmap: 'planning/roadmap.json',
  list: (part: 'roles' | 'responsibilities' | 'surveys'): string => `planning/${part}.json`,
  one: (part: 'roles' | 'responsibilities' | 'surveys', id: string): string => `planning/${part}/${encodePath(id)}.json`,
} as const;

/** A search with filters set: `search/?owner=group%3Adefault%2Fpayments`. */
export function searchPath(filters: Readonly<Record<string, string>>): string {
  const query = new URLSearchParams(filters).toString();
  return query === '' ? 'search/' : `search/?${query}`;
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? ['', text] : [text.slice(0, at), text.slice(at + separator.length)];
}
