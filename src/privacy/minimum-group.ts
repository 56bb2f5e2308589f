/**
 * The rule that keeps numbers about few people from being numbers about each of them: counts of a group smaller than
 * `privacy.minimumGroup` are withheld before anything is written, cached pages included.
 */

/**
 * True if counts that describe `people` different persons must be withheld.
 *
 * @param people how many persons the counts are about; where it is uncertain, the smallest number it can be
 * @param minimumGroup people below which counts are withheld; 5 unless the organisation says otherwise
 */
export function isTooFew(people: number, minimumGroup: number): boolean {
  return !(people >= minimumGroup);
}

/**
 * `counts` with `suppressed: false` if the group is large enough, else nothing but `suppressed: true`: not even a zero
 * is left behind.
 */
export function withholdSmallGroup<T extends object>(counts: T, people: number, minimumGroup: number): (T & { suppressed: false }) | { suppressed: true } {
  return isTooFew(people, minimumGroup) ? { suppressed: true } : { ...counts, suppressed: false };
}
