import { nearestKey } from '../../content/document.ts';
import { wayTo } from './target.ts';

/** A sentence, with what may have been meant if anything is near. */
export function withGuess(what: string, guess: string | undefined): string {
  return guess === undefined ? `${what}.` : `${what}; did you mean \`${guess}\`?`;
}

/**
 * The file that a link may have meant, as the link would name it: one of the same name in another folder, or the one
 * whose path differs least. Undefined if none is near.
 */
export function nearestFile(file: string, from: string, files: Iterable<string>, images: boolean): string | undefined {
  const all = [...files].filter((one) => (images ? /\.(png|jpe?g|gif|webp|avif|svg)$/i : /\.mdx?$/i).test(one));
  const name = baseName(file);
  const namesakes = all.filter((one) => baseName(one) === name);
  const found = namesakes.length === 1 ? namesakes[0] : (nearestKey(file, all) ?? namesakes[0]);
  return found === undefined ? undefined : wayTo(from, found);
}

/** The same for a path of the site. */
export function nearestPath(path: string, paths: Iterable<string>): string | undefined {
  const found = nearestKey(path, [...paths]);
  return found === undefined ? undefined : `/${found}`;
}

/** The same for an anchor. */
export function nearestAnchor(fragment: string, anchors: readonly string[]): string | undefined {
  const found = nearestKey(fragment, anchors) ?? anchors.find((one) => one.startsWith(fragment) || fragment.startsWith(one));
  return found === undefined ? undefined : `#${found}`;
}

/** `runners` of `docs/ci/runners.md`: the ending is what is forgotten most often. */
function baseName(file: string): string {
  return (file.split('/').at(-1) ?? '').replace(/\.[^.]*$/, '').toLowerCase();
}
