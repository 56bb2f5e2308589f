import type { CodeDefinition } from '../definition.ts';

/** Collection and repositories: 02xx. */
export const collectionCodes = {
  ALM0201: {
    title: 'Repository could not be read',
    severity: 'warning',
    why: 'git could not read this clone, so its last good facts are kept and marked with their age.',
    fix: 'Run `git fsck` in the clone, or clone it again.',
  },
  ALM0202: {
    title: 'Repository without commits',
    severity: 'note',
    why: 'There is nothing to read yet: no commit, no file, no date.',
    fix: 'Push a first commit, or archive the repository.',
  },
  ALM0203: {
    title: 'Detached HEAD',
    severity: 'note',
    why: 'The clone does not say which branch is the default one; the best guess is shown.',
    fix: 'Run `git remote set-head origin --auto` or check out the default branch in the clone.',
  },
  ALM0204: {
    title: 'Shallow clone',
    severity: 'note',
    why: 'Its history is cut off, so counts and first dates cover only what was fetched.',
    fix: 'Run `git fetch --unshallow` in the clone.',
  },
  ALM0205: {
    title: 'File name is not UTF-8 or holds control characters',
    severity: 'note',
    why: 'The name is shown with its bytes escaped, since many tools cannot open it.',
    fix: 'Rename the file.',
  },
  ALM0206: {
    title: 'Symbolic link leaves the repository',
    severity: 'note',
    why: 'The link was not followed: what is read is confined to the repository.',
    fix: 'Link inside the repository, or copy the file.',
  },
  ALM0207: {
    title: 'Record in quarantine',
    severity: 'warning',
    why: 'The record does not match the schema of its kind, so it was set aside and counts nowhere.',
    fix: 'Correct the record at its source; the next collection takes it in.',
  },
  ALM0208: {
    title: 'Source could not be collected',
    severity: 'warning',
    why: 'The last good facts of this source are kept and marked with their age.',
    fix: 'See the reason given, and run `almanac collect` again.',
  },
  ALM0209: {
    title: 'Same thing reported twice',
    severity: 'warning',
    why: 'Two places claim to be the same thing; the first in order is used.',
    fix: 'Remove one of them.',
  },
  ALM0210: {
    title: 'Nothing found at a source',
    severity: 'error',
    why: 'The source named holds nothing of the kind it should.',
    fix: 'Check the path.',
  },
  ALM0211: {
    title: 'Fields that are not part of the kind',
    severity: 'note',
    why: 'A file brings columns that the kind of fact does not have; they were left out.',
    fix: 'Nothing, if they are not meant for Almanac; otherwise check their spelling.',
  },
  ALM0212: {
    title: 'Files that were not read',
    severity: 'note',
    why: 'They are too large, or more than are read of one repository, so what they say is not known.',
    fix: 'Split large files; leave generated ones out of the repository.',
  },
  ALM0213: {
    title: 'Workflow that is not valid',
    severity: 'warning',
    why: 'GitHub does not run a workflow that it cannot read, so what it was meant to do is not done.',
    fix: 'Correct the workflow; its page on GitHub shows the same error.',
  },
  ALM0214: {
    title: 'New fields in the records of a source',
    severity: 'note',
    why: 'They are not read, and may hold what a later version of Almanac could use. Everything else was taken in as before.',
    fix: 'Nothing; it is said for two weeks.',
  },
  ALM0215: {
    title: 'Fields missing from the records of a source',
    severity: 'warning',
    why: 'They had always been there. What is made of them may be missing too; everything else was taken in as before.',
    fix: 'Look at the release notes of the host. If it left them out for good, look for a newer version of Almanac.',
  },
  ALM0216: {
    title: 'Parts that were not reached in the time given',
    severity: 'note',
    why: 'The run stopped asking hosts when its time was up. What is known of these parts stays, marked with its age.',
    fix: 'Nothing; the next run goes on there. If it is said every night, give runs more time (--max-minutes, collect.maxMinutes).',
  },
  ALM0217: {
    title: 'Parts that may not be read with the credentials given',
    severity: 'warning',
    why: 'What they would tell is unknown; everything else was collected.',
    fix: 'Give the token or App the permission that the message names, or leave the source out of almanac.yaml.',
  },
  ALM0218: {
    title: 'Sudden drop held back',
    severity: 'error',
    why: 'So much disappearing at once is more often a fault at the source, or credentials that see less, than the truth. What was known stays until then.',
    fix: 'Look whether the credentials still see everything. If the drop is right, run once with --accept-drop.',
  },
} as const satisfies Record<`ALM02${string}`, CodeDefinition>;
