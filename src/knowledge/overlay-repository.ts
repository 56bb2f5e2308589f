import type { FactView } from '../schema/edition/shared.ts';
import type { Repository } from '../schema/facts/repository.ts';
import { repositoryFields } from './repository-fields.ts';
import type { RepositoryRecord } from './repository-record.ts';

/**
 * What a checkout says of its commit. All else is about the repository as a whole, its branches and tags and its default
 * branch: a checkout in CI is shallow and holds one branch, so it knows less of that than a night does.
 */
const ofCommit: ReadonlySet<keyof Repository> = new Set(['head', 'empty', 'lastCommitAt', 'sizeBytes', 'files', 'languages', 'license', 'wellKnownFiles']);

/** What a shallow checkout cannot tell, or tells wrong: counts of what was not fetched, and a guess at the default branch. */
const notInShallow: ReadonlySet<keyof Repository> = new Set(['defaultBranch', 'firstCommitAt', 'branches', 'mergedBranches', 'tags', 'latestRelease', 'latestReleaseAt', 'gitBytes']);

const untold = 'a shallow checkout does not tell, and nothing that was collected before does';

/** Where a field is taken from; `undefined` if neither can tell. */
type Choice = (field: keyof Repository, isKnown: (record: RepositoryRecord | undefined) => boolean) => 'now' | 'before' | undefined;

/** Brought facts over what was known before: each field from what was read now, if it is in there. */
export function overlayRepository(before: RepositoryRecord | undefined, now: RepositoryRecord): RepositoryRecord {
  return compose(now, before, (_, isKnown) => (isKnown(now) || !isKnown(before) ? 'now' : 'before'));
}

/**
 * A checkout over what was known before: of its commit all that the checkout says, of the whole repository what was known
 * before, or else what the checkout can tell.
 */
export function overlayCheckout(before: RepositoryRecord | undefined, now: RepositoryRecord): RepositoryRecord {
  const shallow = now.known.shallow === true;
  return compose(now, before, (field, isKnown) => {
    if (ofCommit.has(field)) return 'now';
    if (isKnown(before)) return 'before';
    return shallow && notInShallow.has(field) ? undefined : 'now';
  });
}

function compose(now: RepositoryRecord, before: RepositoryRecord | undefined, choose: Choice): RepositoryRecord {
  const known: Partial<Repository> = {};
  const facts: FactView[] = [];
  for (const { field } of repositoryFields) {
    const id = `repository.${field}`;
    const viewOf = (record: RepositoryRecord | undefined): FactView | undefined => record?.facts.find((fact) => fact.id === id);
    const choice = choose(field, (record) => viewOf(record)?.value !== undefined);
    const record = choice === 'before' ? before : now;
    const view = viewOf(record);
    if (view === undefined) continue;
    if (choice === undefined) {
      const { value: _, provenance: __, ...rest } = view;
      facts.push({ ...rest, unknown: untold });
      continue;
    }
    facts.push(view);
    const value = record?.known[field];
    if (value !== undefined) Object.assign(known, { [field]: value });
  }
  return { ...now, known, facts };
}
