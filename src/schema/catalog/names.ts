import { z } from 'zod';

/*
 * The formats of names in an entity, as `makeValidator()` of `@backstage/catalog-model` 1.10 has them. They follow
 * Kubernetes: letters mean ASCII letters, and lengths are counted in UTF-16 units.
 */

const objectNamePattern = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
const dnsLabelPattern = /^[a-z0-9]+(?:-+[a-z0-9]+)*$/;
const tagPattern = /^[a-z0-9:+#]+(-[a-z0-9:+#]+)*$/;

const objectNameRule = 'must be letters and digits, with any of `-_.` between them, at most 63 characters';

/** True for what Kubernetes calls an object name: 1 to 63 characters, letters, digits and `-_.` inside. */
function isObjectName(text: string): boolean {
  return text.length <= 63 && objectNamePattern.test(text);
}

/** True for a DNS label (RFC 1123): 1 to 63 lower-case letters, digits and inner hyphens. */
function isDnsLabel(text: string): boolean {
  return text.length <= 63 && dnsLabelPattern.test(text);
}

function isDnsSubdomain(text: string): boolean {
  return text.length >= 1 && text.length <= 253 && text.split('.').every(isDnsLabel);
}

/** True for `<suffix>` or `<dns subdomain>/<suffix>`. */
function isPrefixed(text: string, isSuffix: (suffix: string) => boolean): boolean {
  const [first = '', second, ...more] = text.split('/');
  if (more.length > 0) return false;
  return second === undefined ? isSuffix(first) : isDnsSubdomain(first) && isSuffix(second);
}

/** `metadata.name`. */
export const entityName = z.string().max(63, objectNameRule).regex(objectNamePattern, objectNameRule);

/** `metadata.namespace`. The Backstage documentation allows capitals; its validator refuses them. */
export const namespaceName = z
  .string()
  .max(63, 'must be at most 63 characters')
  .regex(dnsLabelPattern, 'must be lower-case letters and digits, with hyphens between them');

export const apiVersionName = z
  .string()
  .refine((text) => isPrefixed(text, (suffix) => /^[a-z0-9A-Z]{1,63}$/.test(suffix)), 'must be like backstage.io/v1alpha1');

export const kindName = z
  .string()
  .max(63, 'must be at most 63 characters')
  .regex(/^[a-zA-Z][a-z0-9A-Z]*$/, 'must be letters and digits, starting with a letter');

/** Keys of labels and of annotations: `team` or `example.com/team`. */
export const prefixedName = z
  .string()
  .refine((text) => isPrefixed(text, isObjectName), 'must be a name, or a domain, a slash and a name: example.com/team');

export const labelValue = z.string().refine((text) => text === '' || isObjectName(text), objectNameRule);

export const tagName = z
  .string()
  .max(63, 'must be at most 63 characters')
  .regex(tagPattern, 'must be lower-case letters, digits and any of `:+#`, with hyphens between them');

/** Text that may not be empty. */
export const filled = z.string().min(1, 'must not be empty');

/** Text that may not be blank: Backstage trims titles and icons of links before it looks. */
export const notBlank = z.string().regex(/\S/, 'must not be blank');
