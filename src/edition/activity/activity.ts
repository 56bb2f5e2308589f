import type { z } from 'zod';
import type { Knowledge } from '../../knowledge/knowledge.ts';
import type { RepositoryRecord } from '../../knowledge/repository-record.ts';
import type { RepositoryActivity } from '../../schema/edition/activity.ts';
import type { Store, WorkedGroup } from '../../store/store.ts';
import { Cursor } from '../cursor.ts';
import type { HostTeams } from '../host-teams.ts';
import { optional, type Summaries } from '../summaries.ts';
import { alertNumbers, toolOf, unknownTools } from './alerts.ts';
import { Coverage } from './coverage.ts';
import { GroupSizes } from './group-sizes.ts';
import { issueNumbers } from './issues.ts';
import { activityParts, type ActivityParts, type Part } from './parts.ts';
import { standingOf, type Standing } from './standing.ts';

type Worked<K extends keyof ActivityParts> = z.infer<ActivityParts[K]['schema']>;
type Groups = { readonly [K in keyof ActivityParts]: WorkedGroup<Worked<K>> | undefined };

/** What a query would give of a repository of which there is nothing. */
const none: {
  readonly runs: Worked<'runs'>;
  readonly deployments: Worked<'deployments'>;
  readonly issues: Worked<'issues'>;
  readonly usage: Worked<'usage'>;
  readonly teams: Worked<'teams'>;
  readonly list: { readonly rows: number; readonly items: [] };
} = {
  runs: { rows: 0, decided: 0, succeeded: 0, unfinished: 0 },
  deployments: { rows: 0, production: 0, succeeded: 0, failed: 0, unclassified: 0 },
  issues: { rows: 0, open: {}, opened: {}, all: {} },
  usage: { rows: 0, minutes: 0, netAmount: 0, grossAmount: 0 },
  teams: { rows: 0, items: [], writers: [] },
  list: { rows: 0, items: [] },
};

interface ActivityInput {
  readonly store: Store;
  readonly knowledge: Knowledge;
  readonly summaries: Summaries;
  readonly hostTeams: HostTeams;
  readonly minimumGroup: number;
}

/** What happens in repositories, one after the other in the store's order: one query per kind for all of them. */
export class Activity {
  readonly #input: ActivityInput;
  readonly #parts: ActivityParts;
  readonly #coverage: Coverage;
  readonly #sizes: GroupSizes;
  readonly #at: (repository: string) => Promise<Groups>;

  private constructor(input: ActivityInput, sizes: GroupSizes) {
    const { store, knowledge } = input;
    const parts = activityParts(knowledge.asOf);
    const cursor = <S extends z.ZodType>({ kind, aggregation, schema }: Part<S>): Cursor<WorkedGroup<z.infer<S>>> =>
      new Cursor(store.aggregates(kind, knowledge.asOf, knowledge.collectors, { ...aggregation, by: 'repository', schema }));
    const cursors = {
      alerts: cursor(parts.alerts),
      runs: cursor(parts.runs),
      deployments: cursor(parts.deployments),
      merges: cursor(parts.merges),
      issues: cursor(parts.issues),
      usage: cursor(parts.usage),
      releases: cursor(parts.releases),
      environments: cursor(parts.environments),
      teams: cursor(parts.teams),
    };
    this.#input = input;
    this.#parts = parts;
    this.#sizes = sizes;
    this.#coverage = new Coverage(knowledge);
    this.#at = async (repository) => ({
      alerts: await cursors.alerts.at(repository),
      runs: await cursors.runs.at(repository),
      deployments: await cursors.deployments.at(repository),
      merges: await cursors.merges.at(repository),
      issues: await cursors.issues.at(repository),
      usage: await cursors.usage.at(repository),
      releases: await cursors.releases.at(repository),
      environments: await cursors.environments.at(repository),
      teams: await cursors.teams.at(repository),
    });
  }

  static async read(input: ActivityInput): Promise<Activity> {
    return new Activity(input, await GroupSizes.read(input.store, input.knowledge));
  }

  /** What happens in a repository. Must be asked in the store's order. */
  async of(record: RepositoryRecord): Promise<RepositoryActivity> {
    const groups = await this.#at(record.repository);
    const { runs, deployments, issues, usage, releases, environments, teams } = groups;
    const parts = this.#parts;
    return {
      ...this.#alerts(record, groups.alerts),
      ...optional('runs', this.#part(parts.runs, record, runs, none.runs, ({ rows, ...numbers }) => ({ runs: rows, ...numbers }), runs?.value.decided)),
      ...optional('deployments', this.#part(parts.deployments, record, deployments, none.deployments, ({ rows: _, ...numbers }) => numbers, deployments?.value.production)),
      ...optional('merges', this.#merges(record, groups)),
      ...optional('issues', this.#part(parts.issues, record, issues, none.issues, issueNumbers)),
      // That nothing is billed for a repository may be so because the export is of another account.
      ...optional('usage', usage === undefined ? undefined : this.#part(parts.usage, record, usage, none.usage, ({ rows: _, ...numbers }) => numbers)),
      ...optional('releases', this.#part(parts.releases, record, releases, none.list, ({ rows, items }) => ({ total: rows, latest: items }))),
      ...optional('environments', this.#part(parts.environments, record, environments, none.list, ({ rows, items }) => ({ total: rows, list: items }))),
      ...optional('teams', this.#part(parts.teams, record, teams, none.teams, (worked) => this.#teams(worked))),
    };
  }

  /**
   * A part with what its numbers owe their reader; undefined where nobody would know.
   *
   * @param nothing what stands for a group that has no row
   */
  #part<T extends { readonly rows: number }, N>(part: Part, record: RepositoryRecord, group: WorkedGroup<T> | undefined, nothing: T, numbers: (worked: T) => N, n = group?.value.rows ?? 0) {
    const standing = standingOf(part, group, { record, coverage: this.#coverage, ages: this.#input.knowledge.ages });
    if (standing === undefined) return undefined;
    return { ...owed(part, standing, n), ...(standing.unknown === undefined ? { known: numbers(group?.value ?? nothing) } : { unknown: standing.unknown }) };
  }

  #alerts(record: RepositoryRecord, group: Groups['alerts']): Pick<RepositoryActivity, 'alerts'> {
    const { ages } = this.#input.knowledge;
    const part = this.#parts.alerts;
    const collectors = [...this.#coverage.of(part.kind, record).map(({ collector }) => collector), ...(group?.origins ?? []).map(({ collector }) => collector)];
    const unknown = unknownTools([...new Set(collectors)].flatMap((collector) => this.#coverage.unread(collector, record.repository)));
    const standing = standingOf(part, group, { record, coverage: this.#coverage, ages, without: (shard) => unknown.has(toolOf(shard) ?? '') });
    if (standing === undefined) return {};
    const known = alertNumbers(group?.value, unknown);
    const reason = standing.unknown ?? (known.byTool.every(({ open }) => open === undefined) ? known.byTool[0]?.unknown : undefined);
    return { alerts: { ...owed(part, standing, known.open), ...(reason === undefined ? { known } : { unknown: reason }) } };
  }

  /** Withheld where it could be one person's work: of few Pull Requests, or where it is not known that enough people work there. */
  #merges(record: RepositoryRecord, { merges, teams }: Groups): RepositoryActivity['merges'] {
    const part = this.#parts.merges;
    const standing = standingOf(part, merges, { record, coverage: this.#coverage, ages: this.#input.knowledge.ages });
    if (standing === undefined) return undefined;
    if (standing.unknown !== undefined) return { ...owed(part, standing, 0), unknown: standing.unknown };
    const { minimumGroup } = this.#input;
    const n = merges?.value.rows ?? 0;
    if (merges === undefined || n < minimumGroup) return { ...owed(part, standing, 0), withheld: `fewer than ${minimumGroup} were merged, or none: so few could be one person's work` };
    if (!this.#sizes.isKnown(record.repository, teams?.value.writers ?? [], minimumGroup)) {
      return { ...owed(part, standing, 0), withheld: `it is not known that at least ${minimumGroup} people work in this repository` };
    }
    return { ...owed(part, standing, n), known: { merged: n, medianHours: merges.value.medianHours } };
  }

  #teams({ rows, items }: Worked<'teams'>): NonNullable<NonNullable<RepositoryActivity['teams']>['known']> {
    const { summaries, hostTeams } = this.#input;
    return {
      total: rows,
      list: items.map(({ team, permission }) => {
        const group = hostTeams.groupOf(team);
        return { team, permission, ...optional('url', hostTeams.urlOf(team)), ...optional('entity', group === undefined ? undefined : summaries.link(group)) };
      }),
    };
  }
}

function owed(part: Part, { age, sources }: Standing, n: number) {
  return { ...optional('from', part.from), n, age, sources };
}
