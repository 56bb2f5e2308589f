import type { Directory } from '../directory.ts';
import type { World } from '../world.ts';

/** What every resolver is given. */
export interface GraphQLContext {
  readonly world: World;
  readonly directory: Directory;
  /** The double's time in ms since 1970: what lies after it has not happened yet. */
  readonly now: number;
  readonly grant: ReadonlySet<string>;
  /** True where a fault wants a node to come as null. */
  nullNode(): boolean;
  /** What `rateLimit` tells. */
  readonly rateLimit: Readonly<Record<string, unknown>>;
  /** A field that the double does not model, which is a defect of the double. */
  unmodelled(field: string): void;
}

/** An instant as the API writes it. */
export function iso(at: number): string {
  return new Date(at).toISOString().replace('.000Z', 'Z');
}

/** Likewise, of what may be absent or has not happened yet. */
export function isoOrNull(at: number | null, now = Infinity): string | null {
  return at === null || at > now ? null : iso(at);
}
