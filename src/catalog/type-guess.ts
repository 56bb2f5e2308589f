import type { Repository } from '../schema/facts/repository.ts';

/** A type of component, with the sign it was read from. Without any sign the type is `unknown`. */
export interface TypeGuess {
  readonly type: 'library' | 'service' | 'website' | 'documentation' | 'unknown';
  readonly sign?: string;
}

type Known = Exclude<TypeGuess['type'], 'unknown'>;

const topicTypes: ReadonlyMap<string, Known> = new Map<string, Known>([
  ['library', 'library'],
  ['sdk', 'library'],
  ['service', 'service'],
  ['microservice', 'service'],
  ['website', 'website'],
  ['frontend', 'website'],
  ['documentation', 'documentation'],
  ['docs', 'documentation'],
]);

const nameTypes: readonly (readonly [RegExp, Known])[] = [
  [/\.(?:github|gitlab)\.io$/, 'website'],
  [/(?:^|[-_.])(?:website|site|frontend)$/, 'website'],
  [/(?:^|[-_.])(?:docs|documentation|handbook)$/, 'documentation'],
  [/(?:^|[-_.])(?:lib|library|sdk)$/, 'library'],
  [/[-_.](?:service|server|backend)$/, 'service'],
];

/** Languages that pages are written in; a repository of nothing else is a website. */
const pageLanguages = new Set(['HTML', 'CSS', 'SCSS', 'Sass', 'Less']);

/**
 * Guesses what a repository is from what it says of itself, the most deliberate sign first: its topics, its name, the
 * languages it is written in, a Dockerfile.
 */
export function guessType(repository: Repository): TypeGuess {
  for (const topic of repository.topics ?? []) {
    const type = topicTypes.get(topic.toLowerCase());
    if (type !== undefined) return { type, sign: `its topic \`${topic}\`` };
  }
  const name = repository.repository.slice(repository.repository.lastIndexOf('/') + 1).toLowerCase();
  const named = nameTypes.find(([pattern]) => pattern.test(name));
  if (named !== undefined) return { type: named[1], sign: `its name \`${name}\`` };
  const languages = repository.languages ?? [];
  if (languages.length > 0 && languages.every((language) => pageLanguages.has(language.name))) {
    return { type: 'website', sign: `its languages: ${languages.map((language) => language.name).join(', ')}` };
  }
  const dockerfile = repository.wellKnownFiles?.find((found) => found.file === 'dockerfile');
  return dockerfile === undefined ? { type: 'unknown' } : { type: 'service', sign: `its ${dockerfile.path}` };
}
