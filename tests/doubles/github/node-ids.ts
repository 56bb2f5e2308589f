/**
 * Global node ids in GitHub's present form: a prefix for the type, then MessagePack of `[0, id]` or of `[0, repository, id]`,
 * in base64url: `R_kgDOABCDEA`, `PR_kwDOABCDEM5AAAAB`.
 */

function unsigned(value: number): number[] {
  return [0xce, (value >>> 24) & 255, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];
}

export function nodeId(prefix: string, ...ids: readonly number[]): string {
  return `${prefix}_${Buffer.from([0x91 + ids.length, 0, ...ids.flatMap(unsigned)]).toString('base64url')}`;
}

/** Prefix and database ids; undefined for what is no such id. */
export function readNodeId(id: string): { readonly prefix: string; readonly ids: readonly number[] } | undefined {
  const cut = id.indexOf('_');
  if (cut < 1) return undefined;
  const bytes = Buffer.from(id.slice(cut + 1), 'base64url');
  const first = bytes[0];
  if (first === undefined || first < 0x92 || first > 0x94 || bytes.length !== 2 + (first - 0x91) * 5) return undefined;
  return { prefix: id.slice(0, cut), ids: Array.from({ length: first - 0x91 }, (_, index) => bytes.readUInt32BE(3 + index * 5)) };
}
