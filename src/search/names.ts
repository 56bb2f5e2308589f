import { spaced } from './text.ts';

/**
 * How names become words and keys. Shared by the index and the browser, so that both sides agree.
 */

/** Words of a name: `payments-gateway` and `PaymentsGateway` both give `payments gateway`. */
export function nameWords(name: string): string {
  return spaced(name)
    .replaceAll(/(\p{Ll}|\p{N})(\p{Lu})/gu, '$1 $2')
    .replaceAll(/(\p{Lu})(\p{Lu}\p{Ll}{2})/gu, '$1 $2')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .join(' ')
    .toLowerCase();
}

/** What is the same for every way to write a name: its letters and digits, small and without marks. Empty if it has none. */
export function nameKey(name: string): string {
  return name
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '');
}

/** The last part of a path or reference, which is how people call the thing: `payments` of `github.com/acme/payments`. */
export function shortName(reference: string): string {
  const trimmed = reference.replace(/[/:]+$/, '');
  return trimmed.slice(Math.max(trimmed.lastIndexOf('/'), trimmed.lastIndexOf(':')) + 1);
}
