/**
 * How names become words of the search index. Shared by the index and the search page, so that both sides agree.
 */

/** Words of a name: `payments-gateway` and `PaymentsGateway` both give `payments gateway`. */
export function nameWords(name: string): string {
  return name
    .replaceAll(/(\p{Ll}|\p{N})(\p{Lu})/gu, '$1 $2')
    .replaceAll(/(\p{Lu})(\p{Lu}\p{Ll}{2})/gu, '$1 $2')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .join(' ')
    .toLowerCase();
}

/**
 * The word under which exactly this name is indexed: its letters and digits, closed by an underscore. `payments_` is a
 * word that `payments-gateway` does not have, so a phrase search for it finds the things of that very name, however
 * many others hold the word; being spelt like the name, it lies in the part of the index that is loaded anyway. Empty
 * if the name has neither letters nor digits.
 */
export function nameToken(name: string): string {
  const letters = name.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '');
  return letters === '' ? '' : `${letters}_`;
}

/** The last part of a path or reference, which is how people call the thing: `payments` of `github.com/acme/payments`. */
export function shortName(reference: string): string {
  const trimmed = reference.replace(/[/:]+$/, '');
  return trimmed.slice(Math.max(trimmed.lastIndexOf('/'), trimmed.lastIndexOf(':')) + 1);
}
