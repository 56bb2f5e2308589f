import type { CodeDefinition } from '../definition.ts';

/** Content and configuration: 01xx. */
export const contentCodes = {
  ALM0101: {
    title: 'Unreadable YAML',
    severity: 'error',
    why: 'The file is not valid YAML, so nothing in it was read.',
    fix: 'Correct the syntax at the place named.',
  },
  ALM0102: {
    title: 'Does not match its schema',
    severity: 'error',
    why: 'The value is not what this key takes, so it was not used.',
    fix: 'Write the value as the schema says; an editor with the YAML language server shows it while typing.',
  },
  ALM0103: {
    title: 'Unknown key',
    severity: 'error',
    why: 'Hand-written files are read strictly, so that a misspelt key is never silently ignored.',
    fix: 'Use the key named, or remove it.',
  },
  ALM0104: {
    title: 'File too large',
    severity: 'error',
    why: 'Files past the limit are not parsed, so that no file can exhaust the build.',
    fix: 'Split the file, or keep generated data out of it.',
  },
  ALM0105: {
    title: 'Path leaves its folder',
    severity: 'error',
    why: 'What is read is confined to the folder it belongs to; a link or path out of it is not followed.',
    fix: 'Replace it with a path inside the folder.',
  },
  ALM0106: {
    title: 'Missing content',
    severity: 'error',
    why: 'A file or folder that was named is not there.',
    fix: 'Create it, or correct the name.',
  },
} as const satisfies Record<`ALM01${string}`, CodeDefinition>;
