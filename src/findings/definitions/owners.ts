import type { CodeDefinition } from '../definition.ts';

/** Owners and CODEOWNERS: 04xx. */
export const ownerCodes = {
  ALM0401: {
    title: 'Owners disagree',
    severity: 'warning',
    why: 'Two sources name different owners. The one that ranks first is shown, with the others beside it.',
    fix: 'Make the sources agree.',
  },
  ALM0402: {
    title: 'No owner',
    severity: 'warning',
    why: 'No source names an owner.',
    fix: 'Set spec.owner in the catalog, or add a `*` rule to CODEOWNERS.',
  },
  ALM0403: {
    title: 'CODEOWNERS line is invalid',
    severity: 'warning',
    why: 'The host skips this line, so it protects nothing.',
    fix: 'Correct the line.',
  },
  ALM0404: {
    title: 'CODEOWNERS pattern is unsupported',
    severity: 'warning',
    why: 'The host does not support this syntax in CODEOWNERS, so the line is skipped.',
    fix: 'Write the pattern without it.',
  },
  ALM0405: {
    title: 'CODEOWNERS is too large',
    severity: 'warning',
    why: 'GitHub does not load a CODEOWNERS file of 3 MB or more: nothing has an owner.',
    fix: 'Use fewer, wider patterns.',
  },
  ALM0406: {
    title: 'Owner is not in the catalog',
    severity: 'note',
    why: 'A CODEOWNERS rule names a team or user that no Group or User entity matches.',
    fix: 'Declare the group, with the annotation github.com/team-slug where its name differs.',
  },
  ALM0407: {
    title: 'More than one CODEOWNERS file',
    severity: 'note',
    why: 'The host reads only the first one it finds; the others do nothing.',
    fix: 'Remove the others.',
  },
  ALM0408: {
    title: 'CODEOWNERS is a symbolic link',
    severity: 'note',
    why: 'Links are not followed, so the file was passed over.',
    fix: 'Put the file itself in this place.',
  },
  ALM0409: {
    title: 'CODEOWNERS where the host does not look',
    severity: 'note',
    why: 'The host reads no file in this place, so it does nothing.',
    fix: 'Move it to a place where the host looks.',
  },
} as const satisfies Record<`ALM04${string}`, CodeDefinition>;
