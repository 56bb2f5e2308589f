/**
 * The words of a text, as Pagefind 1.5 tells them apart and counts them: what stands between white space. Results give
 * the places of words as numbers, so excerpts are right only if both sides count alike. White space that only one of
 * Rust and JavaScript knows separates here, and Pagefind's own marks, which a hostile page could hold, lose their form.
 */
export function wordsOf(text: string): string[] {
  return text
    .split(/[\s\u0085\u200B\uFEFF]+/u)
    .filter((word) => word !== '')
    .map((word) => word.replace(/^_{3,}(?=(?:END_)?PAGEFIND_)/, '__'));
}
