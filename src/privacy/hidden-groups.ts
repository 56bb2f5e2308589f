/**
 * Complementary suppression of the groups of one total, as official statistics do it (Statistical Disclosure Control
 * Handbook, "Frequency tables": https://sdctools.github.io/HandbookSDC/): a group that is too small is withheld, and so many more with
 * it that what is left when all shown groups are subtracted from the total is again no group that is too small, and no
 * single group.
 *
 * @param sizes how many persons are in each group; together they are the total
 * @param minimum persons below which a group is withheld
 * @param fixed groups that are withheld anyway, because another table about the same persons withholds them
 * @returns the places of the groups to withhold; what they have together may be shown if any other group is
 */
export function hiddenGroups(sizes: readonly number[], minimum: number, fixed: ReadonlySet<number> = new Set()): Set<number> {
  const hidden = new Set(sizes.flatMap((size, place) => (size < minimum || fixed.has(place) ? [place] : [])));
  const shown = sizes
    .map((size, place) => ({ size, place }))
    .filter(({ place }) => !hidden.has(place))
    .toSorted((a, b) => a.size - b.size || a.place - b.place);
  for (const { place } of shown) {
    if (isProtected(sizes, hidden, minimum)) break;
    hidden.add(place);
  }
  return hidden;
}

/** True if the hidden groups cannot be told apart by subtraction: nobody is in them, or enough are, in two or more. */
function isProtected(sizes: readonly number[], hidden: ReadonlySet<number>, minimum: number): boolean {
  const filled = [...hidden].map((place) => sizes[place] ?? 0).filter((size) => size > 0);
  const rest = filled.reduce((sum, size) => sum + size, 0);
  return rest === 0 || (filled.length >= 2 && rest >= minimum);
}
