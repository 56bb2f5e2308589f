import { stringify } from 'yaml';
import { compareText } from '../findings/codes.ts';
import type { Repository } from '../schema/facts/repository.ts';
import type { Ownership } from '../schema/entity.ts';
import type { Observed } from './model.ts';
import { defaultNamespace, parseEntityRef, stringifyEntityRef } from './ref.ts';
import { guessType, type TypeGuess } from './type-guess.ts';

/** A Component that stands for a repository which no catalog file claims. */
export interface Inferred {
  readonly ref: string;
  readonly name: string;
  readonly repository: Observed<Repository>;
  readonly guess: TypeGuess;
  readonly lifecycle: 'unknown' | 'archived';
  readonly annotations: Readonly<Record<string, string>>;
}

const maxNameLength = 63;

/**
 * Infers a Component for each repository. It is named like the repository; where that name is taken, or several
 * repositories have it, all of them by organisation and name, then by host as well, so that no repository's address
 * depends on which came first.
 *
 * @param taken references that are declared
 */
export function inferComponents(repositories: readonly Observed<Repository>[], taken: ReadonlySet<string>): Inferred[] {
  const sorted = [...repositories].sort((a, b) => compareText(a.value.repository, b.value.repository));
  const names = chooseNames(sorted.map(({ value }) => value.repository), taken);
  return sorted.map((repository): Inferred => {
    const { value } = repository;
    const name = names.get(value.repository) ?? '';
    return {
      ref: componentRef(name),
      name,
      repository,
      guess: guessType(value),
      lifecycle: value.archived === true ? 'archived' : 'unknown',
      annotations: annotationsOf(value),
    };
  });
}

function chooseNames(ids: readonly string[], taken: ReadonlySet<string>): Map<string, string> {
  const chosen = new Map<string, string>();
  const used = new Set(taken);
  let open = ids;
  for (const parts of [1, 2, Number.POSITIVE_INFINITY]) {
    const candidates = new Map(open.map((id) => [id, entityNameOf(id.split('/').slice(-parts).join('-'))]));
    const counts = new Map<string, number>();
    for (const name of candidates.values()) counts.set(componentRef(name), (counts.get(componentRef(name)) ?? 0) + 1);
    const settled = open.filter((id) => {
      const ref = componentRef(candidates.get(id) ?? '');
      return counts.get(ref) === 1 && !used.has(ref);
    });
    for (const id of settled) {
      const name = candidates.get(id) ?? '';
      chosen.set(id, name);
      used.add(componentRef(name));
    }
    open = open.filter((id) => !chosen.has(id));
  }
  // Only names that are alike but for characters no name can have, or for what was cut off, are left: they are numbered.
  const next = new Map<string, number>();
  for (const id of open) {
    const base = entityNameOf(id.split('/').join('-'));
    let number = next.get(base) ?? 2;
    const numbered = (): string => entityNameOf(`${base.slice(0, maxNameLength - 6)}-${number}`);
    while (used.has(componentRef(numbered()))) number += 1;
    chosen.set(id, numbered());
    used.add(componentRef(numbered()));
    next.set(base, number + 1);
  }
  return chosen;
}

/** A valid entity name made of any text: what no name can have becomes a hyphen. */
export function entityNameOf(text: string): string {
  const name = text
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+/, '')
    .slice(0, maxNameLength)
    .replace(/[^A-Za-z0-9]+$/, '');
  return name === '' ? 'repository' : name;
}

function componentRef(name: string): string {
  return stringifyEntityRef({ kind: 'Component', name });
}

function annotationsOf({ repository, webUrl }: Repository): Record<string, string> {
  const slug = repository.slice(repository.indexOf('/') + 1);
  const host = repository.split('/', 1)[0];
  if (host === 'github.com' || host === 'gitlab.com') return { [`${host}/project-slug`]: slug };
  return webUrl === undefined ? {} : { 'backstage.io/source-location': `url:${webUrl}` };
}

/**
 * The catalog-info.yaml that would declare an inferred component, ready to be put at the root of its repository. What is
 * not known is filled with the commonest value and says so in a comment.
 */
export function declareSnippet({ name, annotations, guess, lifecycle }: Inferred, { owner, resolved }: Ownership): string {
  const text = (value: string): string => stringify(value).trimEnd();
  const known = owner !== undefined && resolved ? shortOwner(owner) : undefined;
  const lines = [
    'apiVersion: backstage.io/v1alpha1',
    'kind: Component',
    'metadata:',
    `  name: ${text(name)}`,
    ...(Object.keys(annotations).length === 0 ? [] : ['  annotations:']),
    ...Object.entries(annotations).map(([key, value]) => `    ${key}: ${text(value)}`),
    'spec:',
    guess.type === 'unknown' ? '  type: service # or library, website, documentation' : `  type: ${guess.type}`,
    lifecycle === 'archived' ? '  lifecycle: deprecated' : '  lifecycle: production # or experimental, deprecated',
    known === undefined ? '  owner: your-team # the name of its Group' : `  owner: ${text(known)}`,
  ];
  return `${lines.join('\n')}\n`;
}

/** `payments` for group:default/payments, which is what an owner without a kind means; otherwise the full reference. */
function shortOwner(ref: string): string {
  const { kind, namespace, name } = parseEntityRef(ref);
  return kind === 'group' && namespace === defaultNamespace ? name : ref;
}
