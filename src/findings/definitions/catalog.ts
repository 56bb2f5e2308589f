import type { CodeDefinition } from '../definition.ts';

/** The catalog: 03xx. */
export const catalogCodes = {
  ALM0301: {
    title: 'Unreadable catalog file',
    severity: 'warning',
    why: 'The YAML could not be parsed, so its entities are missing from the catalog.',
    fix: 'Correct the syntax at the place named.',
  },
  ALM0302: {
    title: 'Invalid entity',
    severity: 'warning',
    why: "The entity breaks a rule of Backstage's catalog model, so it was not taken in.",
    fix: 'Correct the field at the place named.',
  },
  ALM0303: {
    title: 'Unknown kind kept aside',
    severity: 'note',
    why: 'The kind or version is not one of the core ones; the entity is kept but has no page.',
    fix: 'Nothing, if that is meant; otherwise check the spelling of kind and apiVersion.',
  },
  ALM0304: {
    title: 'Entity declared twice',
    severity: 'warning',
    why: 'Kind, namespace and name identify an entity; the first declaration in order is used.',
    fix: 'Remove or rename one of the declarations.',
  },
  ALM0305: {
    title: 'Relation points nowhere',
    severity: 'warning',
    why: 'The entity referred to is not in the catalog.',
    fix: 'Declare that entity, or correct the reference.',
  },
  ALM0306: {
    title: 'Location target not found',
    severity: 'warning',
    why: 'A Location names files that are not there.',
    fix: 'Correct the target, or mark the Location `presence: optional`.',
  },
  ALM0307: {
    title: 'Placeholder could not be resolved',
    severity: 'warning',
    why: 'A $text, $json or $yaml placeholder names a file that cannot be read from here.',
    fix: 'Name a file inside the same repository.',
  },
  ALM0308: {
    title: 'Catalog file too large or too deep',
    severity: 'warning',
    why: 'Files past the limits of size, depth or aliases are not parsed, so that no file can exhaust the build.',
    fix: 'Split the file; remove nested aliases.',
  },
  ALM0309: {
    title: 'Template is not an entity',
    severity: 'note',
    why: 'The file holds unfilled template expressions, so it was left aside.',
    fix: 'Nothing, if it is a template.',
  },
  ALM0310: {
    title: 'Catalog file is not UTF-8',
    severity: 'note',
    why: 'YAML is written in UTF-8; the file was read by a guess at its encoding, so some letters may be wrong.',
    fix: 'Save the file as UTF-8.',
  },
} as const satisfies Record<`ALM03${string}`, CodeDefinition>;
