import { compareText } from '../../findings/codes.ts';
import type { EntityChangelog } from '../../schema/edition/changelog.ts';
import type { EditionIndex } from '../../schema/edition/index-file.ts';
import type { Store } from '../../store/store.ts';
import { baseOf } from '../base.ts';
import type { BaseContext } from '../context.ts';
import { type ChangeRoom, type OrganisationChange, organisationChanges } from './changes.ts';
import { Overview } from './overview.ts';
import { RepositoryReleases } from './repository-releases.ts';
import { type Subject, type SubjectRoom, writeSubject } from './subject.ts';
import { Uses } from './uses.ts';

/** What the rest of the edition asks about changelogs. */
export interface ChangelogIndex {
  ofEntity(ref: string): EntityChangelog | undefined;
  /** What the edition's index says of them. */
  readonly overview: EditionIndex['changelog'];
}

/** Writes changelogs of entities, of teams and of the whole platform, their feeds and the calendar of what is to come. */
export async function writeChangelogs(context: BaseContext, store: Store): Promise<ChangelogIndex> {
  const { knowledge, catalog, organisation, summaries, writer, documents } = context;
  const { asOf } = knowledge;
  const { name, site } = organisation.config;
  const changeRoom: ChangeRoom = { asOf, organisation: name, catalog, link: (ref) => summaries.link(ref) };
  const changes = organisationChanges(documents.changes(), changeRoom);
  const concerns = concernsOf(changes, context);
  const excerpts = new Map<string, EntityChangelog>();
  const room: SubjectRoom = {
    asOf,
    organisation: name,
    site: { url: site.url, base: baseOf(site.url) },
    writer,
    titleOf: ({ repository, release }) => `${titleOfRepository(repository, context)} ${release}`,
  };
  const overview = new Overview(changes, room);

  const write = async (ref: string, of: Pick<Subject, 'releases' | 'releasesTotal' | 'age'>): Promise<void> => {
    const { about = [], affecting = [] } = concerns.get(ref) ?? {};
    if (about.length === 0 && affecting.length === 0 && of.releases.length === 0) return;
    const link = summaries.link(ref);
    excerpts.set(ref, await writeSubject({ link, changes: about, affecting, ...of }, room));
    overview.subject(link, { latest: latestOf(about, of), changes: about.length + of.releasesTotal, anchors: new Set(of.releases.map(({ anchor }) => anchor)) });
  };

  const releases = new RepositoryReleases(context);
  for await (const { ref, ...of } of releases.read(store, (release, entities) => overview.release(release, entities))) await write(ref, of);
  for (const ref of catalog.entities.keys()) {
    if (!excerpts.has(ref)) await write(ref, releases.ofTeam(ref));
  }
  const written = await overview.write();
  return { ofEntity: (ref) => excerpts.get(ref), overview: written };
}

/** The newest day of what is known of a subject. */
function latestOf(about: readonly OrganisationChange[], { releases }: Pick<Subject, 'releases'>): string | undefined {
  return [...about.map(({ entry }) => (entry.daysToEffect === undefined ? entry.date : undefined)), ...releases.map(({ date }) => date)].filter((day) => day !== undefined).toSorted(compareText).at(-1);
}

interface Concern {
  readonly about: OrganisationChange[];
  readonly affecting: { readonly change: OrganisationChange; readonly via: Subject['affecting'][number]['via'] }[];
}

/** Which entries are about each entity and team, and which affect it. */
function concernsOf(changes: readonly OrganisationChange[], { catalog, summaries }: BaseContext): Map<string, Concern> {
  const concerns = new Map<string, Concern>();
  const of = (ref: string): Concern => {
    const known = concerns.get(ref) ?? { about: [], affecting: [] };
    concerns.set(ref, known);
    return known;
  };
  const uses = new Uses(catalog);
  const groups = [...catalog.entities.values()].filter(({ kind }) => kind === 'Group').map(({ ref }) => ref);
  const ownerOf = (ref: string): string | undefined => {
    const ownership = catalog.entities.get(ref)?.ownership;
    return ownership?.resolved === true ? ownership.owner : undefined;
  };
  for (const change of changes) {
    const affected = uses.affectedBy(change);
    for (const ref of change.about) if (!ref.startsWith('group:')) of(ref).about.push(change);
    for (const ref of affected) of(ref).affecting.push({ change, via: [] });
    const owners = new Set(change.about.flatMap((ref) => ownerOf(ref) ?? []));
    const named = new Set(change.about.filter((ref) => ref.startsWith('group:')));
    const viaOf = Map.groupBy(affected, (ref) => ownerOf(ref) ?? '');
    // An entry that names a team is told to it and to all that belong to it.
    const told = groups.filter((group) => !owners.has(group) && (viaOf.has(group) || (named.size > 0 && uses.lineOf(group).some((ref) => named.has(ref)))));
    for (const owner of owners) of(owner).about.push(change);
    for (const group of told) of(group).affecting.push({ change, via: (viaOf.get(group) ?? []).map((ref) => summaries.link(ref)) });
  }
  return concerns;
}

/** The title of what a repository is, or its own name. */
function titleOfRepository(repository: string, { catalog, summaries }: BaseContext): string {
  const ref = catalog.repositories.get(repository)?.entities[0];
  return ref === undefined ? repository.slice(repository.lastIndexOf('/') + 1) : summaries.link(ref).title;
}
