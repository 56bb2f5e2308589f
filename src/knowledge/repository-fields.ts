import type { FactView } from '../schema/edition/shared.ts';
import { type Repository, repository } from '../schema/facts/repository.ts';

/** A field of a repository as pages show it. */
export interface RepositoryField {
  readonly field: keyof Repository;
  readonly label: string;
  readonly unit: FactView['unit'];
  readonly description: string | undefined;
}

const labels: readonly (readonly [keyof Repository, string, FactView['unit']])[] = [
  ['description', 'Description', 'text'],
  ['webUrl', 'Web address', 'url'],
  ['remoteUrl', 'Remote', 'text'],
  ['defaultBranch', 'Default branch', 'text'],
  ['head', 'Commit at its tip', 'text'],
  ['lastCommitAt', 'Last commit', 'instant'],
  ['firstCommitAt', 'First commit', 'instant'],
  ['branches', 'Branches', 'count'],
  ['mergedBranches', 'Merged branches', 'count'],
  ['tags', 'Tags', 'count'],
  ['releases', 'Releases', 'count'],
  ['latestRelease', 'Latest release', 'text'],
  ['latestReleaseAt', 'Latest release on', 'instant'],
  ['license', 'Licence', 'text'],
  ['languages', 'Languages', 'list'],
  ['files', 'Files', 'count'],
  ['sizeBytes', 'Size of the files', 'bytes'],
  ['gitBytes', 'Size of the git store', 'bytes'],
  ['wellKnownFiles', 'Well-known files', 'list'],
  ['topics', 'Topics', 'list'],
  ['customProperties', 'Custom properties', 'list'],
  ['protection', 'Protection of the default branch', 'text'],
  ['openPullRequests', 'Open Pull Requests', 'text'],
  ['visibility', 'Visibility', 'text'],
  ['pushedAt', 'Last push', 'instant'],
  ['createdAt', 'Created', 'instant'],
  ['archived', 'Archived', 'boolean'],
  ['fork', 'Fork', 'boolean'],
  ['template', 'Template', 'boolean'],
  ['formerNames', 'Former names', 'list'],
  ['key', "Id at its host", 'text'],
  ['empty', 'Without commits', 'boolean'],
  ['bare', 'Bare clone', 'boolean'],
  ['shallow', 'Shallow clone', 'boolean'],
];

/** All fields in the order of the page; the definition is the schema's own description. */
export const repositoryFields: readonly RepositoryField[] = labels.map(([field, label, unit]) => ({
  field,
  label,
  unit,
  description: repository.shape[field].description,
}));

/** The fields shown on the page of the entity that a repository belongs to. */
export const excerptFields: ReadonlySet<string> = new Set(
  (['defaultBranch', 'lastCommitAt', 'latestRelease', 'license', 'languages', 'branches', 'sizeBytes'] as const).map(
    (field) => `repository.${field}`,
  ),
);
