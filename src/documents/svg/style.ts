/** `url(#gradient)`: a reference within the same image. */
const ownReference = /url\(\s{0,20}(["']?)#([\w.:-]{1,200})\1\s{0,20}\)/gi;

/**
 * What style sheets can fetch or run with. A backslash could spell any of it (`u\72 l`), so it is refused as well; so is
 * whatever could end the element that holds the sheet.
 */
const reaching = /\\|<|url|@(?!media\b|supports\b|keyframes\b)|expression\s*\(|javascript:|image(?:-set)?\s*\(|cross-fade\s*\(|element\s*\(|src\s*\(|behaviou?r\s*:|-moz-binding/i;

/** True for a style sheet, declaration or value that refers to nothing outside its image. */
export function isInert(style: string): boolean {
  return !reaching.test(style.replace(ownReference, 'none'));
}

/** Ids of the same image that a style or value refers to. */
export function referencedIds(style: string): string[] {
  return [...style.matchAll(ownReference)].map(([, , id = '']) => id);
}
