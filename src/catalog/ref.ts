import { entityRef } from '../schema/entity.ts';

/** The namespace of an entity that names none. */
export const defaultNamespace = 'default';

/** The three parts of an entity reference, as written (case kept). */
export interface EntityRefParts {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** Kind, namespace and name of 63 characters each, with a colon and a slash between them. */
const maxRefLength = 3 * 63 + 2;

/** What fills the parts that a reference leaves out. */
export interface RefDefaults {
  readonly defaultKind?: string | undefined;
  readonly defaultNamespace?: string | undefined;
}

/**
 * Parses `[<kind>:][<namespace>/]<name>` as `parseEntityRef` of `@backstage/catalog-model` 1.10 does: the first colon
 * ends the kind unless a slash comes before it, the first slash ends the namespace, and the rest is the name.
 *
 * @throws TypeError if a part is empty, or the kind is absent and has no default
 */
export function parseEntityRef(ref: string, defaults: RefDefaults = {}): EntityRefParts {
  if (ref === '') throw new TypeError('An entity reference must not be empty');
  const slash = ref.indexOf('/');
  const firstColon = ref.indexOf(':');
  const colon = slash !== -1 && slash < firstColon ? -1 : firstColon;
  const kind = colon === -1 ? undefined : ref.slice(0, colon);
  const namespace = slash === -1 ? undefined : ref.slice(colon + 1, slash);
  const name = ref.slice(Math.max(colon, slash) + 1);
  if (kind === '' || namespace === '' || name === '') {
    throw new TypeError(`\`${ref}\` is not of the form [<kind>:][<namespace>/]<name>`);
  }
  const fullKind = kind ?? defaults.defaultKind;
  if (fullKind === undefined || fullKind === '') {
    throw new TypeError(`\`${ref}\` does not say its kind, as in component:${ref}`);
  }
  return { kind: fullKind, namespace: namespace ?? (defaults.defaultNamespace || defaultNamespace), name };
}

/** `kind:namespace/name` in lower case: the identity of an entity. */
export function stringifyEntityRef(parts: { kind: string; namespace?: string | undefined; name: string }): string {
  return `${parts.kind.toLowerCase()}:${(parts.namespace ?? defaultNamespace).toLowerCase()}/${parts.name.toLowerCase()}`;
}

/**
 * Resolves a reference to its full form, or says why it cannot be one. Stricter than {@link parseEntityRef}, which takes
 * spaces and further slashes in a name: no entity can have such a name, so such a reference can never be met.
 */
export function resolveRef(ref: string, defaults: RefDefaults): { ref: string } | { problem: string } {
  if (ref.length > maxRefLength) return { problem: `\`${ref.slice(0, 80)}…\` is longer than any reference` };
  try {
    const full = stringifyEntityRef(parseEntityRef(ref, defaults));
    return entityRef.safeParse(full).success ? { ref: full } : { problem: `\`${ref}\` holds characters that no name can have` };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}
