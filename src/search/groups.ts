/** Parts of the site that have indexes of their own: in the order of their records' numbers, and of the bits of a {@link GroupSet}. */
export const groups = ['catalog', 'docs', 'components'] as const;
export type Group = (typeof groups)[number];

/** A set of groups: the bit of the n-th is 2^n. */
export type GroupSet = number;

export const allGroups: GroupSet = 2 ** groups.length - 1;

export function bitOf(group: Group): GroupSet {
  return 2 ** groups.indexOf(group);
}
