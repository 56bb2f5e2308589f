import type { ChangeKind } from '../schema/documents/changelog.ts';

const words: Readonly<Record<ChangeKind, string>> = { added: 'Added', changed: 'Changed', deprecated: 'Deprecated', removed: 'Removed', fixed: 'Fixed', security: 'Security' };

/** Kind of a change in a word; one that breaks something says so. */
export function changeWord({ kind, breaking }: { readonly kind: ChangeKind; readonly breaking: boolean }): string {
  return breaking ? `${words[kind]}, breaking` : words[kind];
}
