import { isObject } from '../../src/catalog/json.ts';
import type { JsonValue } from '../../src/catalog/json.ts';
import { compareText } from '../../src/findings/codes.ts';
import type { SupplyChain } from '../../src/schema/facts/supply-chain.ts';

/** What a `permissions` key grants. */
export interface Permissions {
  readonly permissions: SupplyChain['workflows'][number]['permissions'];
  /** Scopes that may be written, sorted; `all` for `write-all`. */
  readonly writes: string[];
}

const maxScopes = 100;

/** Reads `permissions`: `read-all`, `write-all`, `{}` or scopes. A word that GitHub does not know counts as the worst. */
export function readPermissions(value: JsonValue | undefined): Permissions {
  if (value === undefined) return { permissions: 'unspecified', writes: [] };
  if (isObject(value)) {
    const scopes = Object.entries(value).slice(0, maxScopes);
    const writes = scopes.filter(([, level]) => level === 'write').map(([scope]) => scope.slice(0, 100)).sort(compareText);
    const reads = scopes.some(([, level]) => level === 'read');
    return { permissions: writes.length > 0 ? 'write' : reads ? 'read' : 'none', writes };
  }
  if (value === null || value === '') return { permissions: 'none', writes: [] };
  return value === 'read-all' ? { permissions: 'read', writes: [] } : { permissions: 'write', writes: ['all'] };
}
