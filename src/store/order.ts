/** The store's order of texts: by bytes of UTF-8, which differs from JavaScript's beyond the basic plane. */
export function compareStored(a: string, b: string): number {
  return a === b ? 0 : Buffer.compare(Buffer.from(a), Buffer.from(b));
}
