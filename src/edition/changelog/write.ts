import type { EntityChangelog } from '../../schema/edition/changelog.ts';
import type { EditionIndex } from '../../schema/edition/index-file.ts';
import type { Store } from '../../store/store.ts';
import type { BaseContext } from '../context.ts';

/** What the rest of the edition asks about changelogs. */
export interface ChangelogIndex {
  ofEntity(ref: string): EntityChangelog | undefined;
  /** What the edition's index says of them. */
  readonly overview: EditionIndex['changelog'];
}

/** Writes changelogs of entities, of teams and of the whole platform, their feeds and the calendar of what is to come. */
export async function writeChangelogs(_context: BaseContext, _store: Store): Promise<ChangelogIndex> {
  return { ofEntity: () => undefined, overview: undefined };
}
