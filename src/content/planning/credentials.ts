import { withoutCredentials as redacted } from '../../text/redaction.ts';
import { isRecord } from '../rules/file.ts';

/** Names of keys whose values are secret in the sources of metrics that OpenSLO's examples name. */
const secretName = /secret|passw(or)?d|passphrase|token|credential|(access|api|app|application|private|license|account)[-_]?key|^(auth|authorization|bearer|pwd)$/i;

/** Paths of the keys, anywhere in a value, that hold what looks like a credential. */
export function credentialPaths(value: unknown, path: readonly PropertyKey[] = []): (readonly PropertyKey[])[] {
  if (Array.isArray(value)) return value.flatMap((item: unknown, index) => credentialPaths(item, [...path, index]));
  if (!isRecord(value)) return typeof value === 'string' && redacted(value) !== value ? [path] : [];
  return Object.entries(value).flatMap(([key, inner]) => (isSecret(key, inner) ? [[...path, key]] : credentialPaths(inner, [...path, key])));
}

/** A value as it may be published: keys that look like credentials are left out, and those in addresses. */
export function withoutCredentials(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutCredentials);
  if (typeof value === 'string') return redacted(value);
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).flatMap(([key, inner]) => (isSecret(key, inner) ? [] : [[key, withoutCredentials(inner)]])));
}

/** A reference to a secret that is kept elsewhere is none. */
function isSecret(key: string, value: unknown): boolean {
  return secretName.test(key) && value !== null && value !== '' && typeof value !== 'boolean' && !/(ref|name|file|env)$/i.test(key);
}
