import type { Age } from '../schema/edition/shared.ts';
import type { EntityKind, OwnerEvidence } from '../schema/entity.ts';
import type { WellKnownFile } from '../schema/facts/repository.ts';
import type { Severity } from '../schema/finding.ts';
import { date, days } from './format.ts';

/** What a kind is called on pages, in the singular. */
export const kindWords: Readonly<Record<EntityKind, string>> = {
  Component: 'Component',
  API: 'API',
  Resource: 'Resource',
  System: 'System',
  Domain: 'Domain',
  Group: 'Team',
  User: 'User',
  Capability: 'Capability',
};

/** What an organisation without any entity of a kind can do about it. */
export const emptyKinds: Readonly<Record<EntityKind, string>> = {
  Component: 'Point Almanac at a folder of clones, or declare a component with a catalog-info.yaml in its repository.',
  API: 'Declare an API with kind API, and name it under providesApis of the component that offers it.',
  Resource: 'Declare databases, queues and buckets with kind Resource, and name them under dependsOn.',
  System: 'Declare a system with kind System, and name it under spec.system of the components that make it up.',
  Domain: 'Declare a domain with kind Domain, and name it under spec.domain of its systems.',
  Group: 'Declare teams with kind Group in content/catalog, so that owners have a page.',
  User: 'Users are optional: owners are best named as teams.',
  Capability: 'Declare what the platform offers with kind Capability in content/catalog.',
};

export const evidenceWords: Readonly<Record<OwnerEvidence['source'], string>> = {
  content: 'The organisation (owners.yaml or content/catalog)',
  catalog: 'Catalog file',
  codeowners: 'CODEOWNERS',
};

export const severityWords: Readonly<Record<Severity, string>> = { error: 'Error', warning: 'Warning', note: 'Note' };

export const fileWords: Readonly<Record<WellKnownFile, string>> = {
  readme: 'README',
  license: 'Licence',
  security: 'Security policy',
  contributing: 'Contributing guide',
  'code-of-conduct': 'Code of conduct',
  changelog: 'Changelog',
  codeowners: 'CODEOWNERS',
  'catalog-info': 'Catalog file',
  ci: 'CI configuration',
  lockfile: 'Lockfile',
  dockerfile: 'Dockerfile',
  docs: 'Documentation',
  tests: 'Tests',
  editorconfig: 'EditorConfig',
  'dependency-updates': 'Dependency updates',
};

const byKind: ReadonlyMap<string, string> = new Map(Object.entries(kindWords).map(([kind, word]) => [kind.toLowerCase(), word]));

/** The word for a kind as a reference or link names it; a kind that has no pages as it is. */
export function kindWord(kind: string): string {
  return byKind.get(kind.toLowerCase()) ?? kind;
}

const byFile: ReadonlyMap<string, string> = new Map(Object.entries(fileWords));

/** The words for a well-known file named by its id; an id without words as it is. */
export function fileWord(file: string): string {
  return byFile.get(file) ?? file;
}

/** A short mark for a value that is not current: `3 days old`, `never read`. Undefined for a current one. */
export function ageMark(age: Age): string | undefined {
  if (age.state === 'current') return undefined;
  if (age.state === 'unknown' && age.observedAt === undefined) return age.reason === undefined ? undefined : 'never read';
  return age.days === undefined ? 'old' : `${days(age.days)} old`;
}

/** The age in a sentence: since when the source could not be read, and why. Undefined for a current one. */
export function ageSentence(age: Age): string | undefined {
  if (age.state === 'current') return undefined;
  const because = age.reason === undefined ? '' : ` Reason: ${age.reason}`;
  if (age.observedAt === undefined) return `No source could be read that tells about it.${because}`;
  const since = `It could not be read for this edition. It was last read on ${date(age.observedAt)}${age.days === undefined ? '' : `, ${days(age.days)} before this edition`}.`;
  const shown = age.state === 'old' ? ' What is shown is what was read then.' : ' That is longer ago than its source allows, so its values count as unknown.';
  return `${since}${shown}${because}`;
}
