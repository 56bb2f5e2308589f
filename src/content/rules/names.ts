import { nearestKey } from '../document.ts';
import { placeText, type Report, type Spot } from './report.ts';

/** Something with an id, and where the id is written. */
export interface Named<T> {
  readonly id: string;
  readonly spot: Spot;
  readonly value: T;
}

/**
 * Things by id. Of several with the same id the first stands, and each later one is a finding.
 *
 * @param noun what they are, as a sentence starts: `Scorecard`
 */
export function uniqueById<T>(noun: string, entries: readonly Named<T>[], report: Report): Map<string, T> {
  const first = new Map<string, Named<T>>();
  for (const entry of entries) {
    const other = first.get(entry.id);
    if (other === undefined) first.set(entry.id, entry);
    else report.add('ALM0603', entry.spot, { what: `${noun} \`${entry.id}\` is defined twice: at ${placeText(other.spot)} and here.` });
  }
  return new Map([...first.values()].map(({ id, value }) => [id, value]));
}

/**
 * `There is no scorecard \`prodction\`; did you mean \`production\`?`
 *
 * @param scorecard of which it would be a part: `Scorecard \`production\` has no level \`gld\`; …`
 */
export function noSuch(noun: string, name: string, known: Iterable<string>, scorecard?: string): string {
  const nearest = nearestKey(name, [...known]);
  const subject = scorecard === undefined ? 'There is no' : `Scorecard \`${scorecard}\` has no`;
  return `${subject} ${noun} \`${name}\`${nearest === undefined ? '.' : `; did you mean \`${nearest}\`?`}`;
}

/** What to do about a name that does not exist, where few are known. */
export function knownNames(nouns: string, known: Iterable<string>): { fix: string } | Record<never, never> {
  const names = [...known];
  return names.length === 0 || names.length > 20 ? {} : { fix: `Known ${nouns}: ${names.join(', ')}.` };
}

/** `a`, `a and b`, `a, b and c`. */
export function sentenceList(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}
