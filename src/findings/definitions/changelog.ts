import type { CodeDefinition } from '../definition.ts';

/** Changelogs, their feeds, announcements: 090x of repositories, 091x of the organisation's own entries, 092x announcing. */
export const changelogCodes = {
  ALM0901: {
    title: 'Changelog that names no release',
    severity: 'note',
    why: 'No heading in it is a version, so nobody sees here what its releases brought.',
    fix: 'Give each release a heading of its own, as https://keepachangelog.com/en/1.1.0/ has it: `## [1.2.3] - 2026-01-31`.',
  },
  ALM0902: {
    title: 'Changelogs read in part',
    severity: 'note',
    why: 'They are more, or longer, than are read of one repository, so old releases are not shown.',
    fix: 'Nothing, if only the newest releases matter; otherwise move old ones into a file of their own.',
  },
  ALM0903: {
    title: 'Release with a date that is no day',
    severity: 'warning',
    why: 'Without a date the release stands in no feed by its day.',
    fix: 'Write the day as YYYY-MM-DD.',
  },
  ALM0910: {
    title: 'Changelog entry about nothing in the catalog',
    severity: 'warning',
    why: 'It is in the changelog of the whole platform only: no component shows it, and no team is told.',
    fix: 'Name what changed under `entities`, or put the entry into a folder with the name of a component.',
  },
  ALM0911: {
    title: 'Deadline without an action',
    severity: 'error',
    why: 'Readers see that they have to do something by a day, but not what.',
    fix: 'Say under `action` what has to be done, or remove `actionBy`.',
  },
  ALM0912: {
    title: 'Breaking change that does not say what to do',
    severity: 'warning',
    why: 'Those affected learn that something of theirs stops working, but not how to go on.',
    fix: 'Say under `action` what they have to do, if only to read on, and under `actionBy` until when.',
  },
  ALM0913: {
    title: 'Change to come without the day it was announced',
    severity: 'note',
    why: 'Feeds list it under the day it takes effect, which some readers hide until then.',
    fix: 'Say under `announced` on which day it was first announced.',
  },
  ALM0920: {
    title: 'Webhook without a usable address',
    severity: 'error',
    why: 'Nothing can be posted to it, so the channel is not told of changes.',
    fix: 'Set the environment variable to the address of the webhook, which begins with https.',
  },
  ALM0921: {
    title: 'Webhook that refuses announcements',
    severity: 'error',
    why: 'It was removed, or expects another format, so the channel is not told of changes.',
    fix: 'Make a new webhook, or correct `format` in almanac.yaml.',
  },
} as const satisfies Record<`ALM09${string}`, CodeDefinition>;
