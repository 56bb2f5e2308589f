/** Han characters and kana, which are written without spaces. */
const unspaced = String.raw`\u3005\u3007\u3041-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9d`;
const anyUnspaced = new RegExp(`[${unspaced}]`);
const everyUnspaced = new RegExp(`[${unspaced}]`, 'g');
const runs = new RegExp(`[${unspaced}]|[^${unspaced}]+`, 'g');

/**
 * The words of a text, as Pagefind 1.5 tells them apart and counts them: what stands between white space. Results give
 * the places of words as numbers, so excerpts are right only if both sides count alike. White space that only one of
 * Rust and JavaScript knows separates here, and Pagefind's own marks, which a hostile page could hold, lose their form.
 * Each character of Chinese and Japanese is a word: what is typed is found as a phrase of them.
 */
export function wordsOf(text: string): string[] {
  const words: string[] = text.match(/[^\s\u0085\u200B\uFEFF]+/g) ?? [];
  const parted = anyUnspaced.test(text) ? words.flatMap((word) => word.match(runs) ?? []) : words;
  return text.includes('PAGEFIND_') ? parted.map((word) => word.replace(/^_{3,}(?=(?:END_)?PAGEFIND_)/, '__')) : parted;
}

/** A text that has these words, as `wordsOf` tells them. */
export function joinWords(words: readonly string[]): string {
  return words.length > 0 && words.some((word) => anyUnspaced.test(word)) ? words.map((word, at) => word + gap(word, words[at + 1])).join('') : words.join(' ');
}

/** What stands between two neighbouring words. */
export function gap(word: string, next: string | undefined): string {
  return next === undefined || anyUnspaced.test(word.slice(-1)) || anyUnspaced.test(next.slice(0, 1)) ? '' : ' ';
}

/** The text with space around each character that is a word of its own. */
export function spaced(text: string): string {
  return anyUnspaced.test(text) ? text.replaceAll(everyUnspaced, ' $& ') : text;
}
