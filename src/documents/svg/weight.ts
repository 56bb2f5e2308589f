/** How often elements of an image are drawn at most. */
const maxDrawn = 20_000;

/**
 * Whether drawing an image stays in proportion to its size: `use`, patterns and masks draw what others hold, and thirty
 * of them that each name the one before twice would be drawn a billion times. A circle is refused as well.
 *
 * @param references ids that each element refers to, by the ids of the elements around it; `''` for the whole image
 */
export function isProportionate(references: ReadonlyMap<string, readonly string[]>): boolean {
  const drawn = new Map<string, number>();
  const open = new Set<string>();
  const count = (id: string): number => {
    const known = drawn.get(id);
    if (known !== undefined) return known;
    if (open.has(id) || open.size > 100) return Number.POSITIVE_INFINITY;
    open.add(id);
    let sum = 1;
    for (const next of references.get(id) ?? []) {
      sum += count(next);
      if (sum > maxDrawn) break;
    }
    open.delete(id);
    drawn.set(id, sum);
    return sum;
  };
  return count('') <= maxDrawn;
}
