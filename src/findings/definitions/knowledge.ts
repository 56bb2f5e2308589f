import type { CodeDefinition } from '../definition.ts';

/** Runbooks, post-mortems, decisions and the like: 080x and 081x. */
export const knowledgeCodes = {
  ALM0801: {
    title: 'Entity where a team belongs',
    severity: 'error',
    why: 'What is decided, owed or answered for is so by a team, on whose page it is listed; the reference was left out.',
    fix: 'Name a Group: group:platform.',
  },
  ALM0802: {
    title: 'Times that contradict each other',
    severity: 'error',
    why: 'What ends before it begins has no duration, so none is shown.',
    fix: 'Correct the one that is wrong; instants are in UTC.',
  },
  ALM0803: {
    title: 'Date in the future of something that happened',
    severity: 'warning',
    why: 'What is told as past cannot lie after the edition that tells it, unless the edition is of an earlier day than the texts.',
    fix: 'Correct the date, or mark it as planned or proposed where its kind allows that.',
  },
  ALM0804: {
    title: 'Superseded decision that does not exist',
    severity: 'error',
    why: 'A decision supersedes others beside it by the names of their files, so that each leads to the other.',
    fix: 'Name the file of the decision: 0003-one-queue.md.',
  },
  ALM0805: {
    title: 'Superseded decision that does not say so',
    severity: 'error',
    why: 'Who finds the older decision would take it for the one that holds.',
    fix: 'Set `status: superseded` in the older decision, or take it out of `supersedes` of the newer.',
  },
  ALM0806: {
    title: 'Decision superseded by nothing',
    severity: 'error',
    why: 'A superseded decision leads to the one that holds instead; here there is none.',
    fix: 'Name it under `supersedes` of the newer decision, or set `status: deprecated` if nothing took its place.',
  },
  ALM0807: {
    title: 'Drill of a runbook that does not exist',
    severity: 'error',
    why: 'A drill shows that its runbooks work; it counts for those that it names.',
    fix: 'Name the runbook by its path below the content folder: runbooks/position-ingest.md.',
  },
  ALM0808: {
    title: 'Overdue action that nobody owns',
    severity: 'note',
    why: 'An action without an owner is on no page of a team, so nobody is reminded of it.',
    fix: 'Set its `owner` to a team, or its `done` to the day it was done.',
  },
  ALM0809: {
    title: 'Runbook not tested for a year',
    severity: 'note',
    why: 'Systems change under their runbooks: one that nobody has followed for a year may no longer lead anywhere.',
    fix: 'Follow it in a drill, and record the drill under content/drills; or set `lastTested` to the day it was last followed in earnest.',
  },
  ALM0810: {
    title: 'Runbook for nothing',
    severity: 'note',
    why: 'Without an entity it is on the page of no service, where it is looked for when that service fails.',
    fix: 'Name what it is for under `entities`.',
  },
  ALM0811: {
    title: 'Two charters of one team',
    severity: 'error',
    why: 'A team has one mission and one line where its responsibility ends; of two charters nobody knows which one holds.',
    fix: 'Merge them, or keep the older one as a draft.',
  },
  ALM0812: {
    title: 'Decisions that supersede each other in a circle',
    severity: 'error',
    why: 'None of them would be the one that holds.',
    fix: 'Remove the older one’s `supersedes`.',
  },
  ALM0813: {
    title: 'Planned day that has passed',
    severity: 'note',
    why: 'A drill that is still planned for a day in the past was either not held or not recorded.',
    fix: 'Set its `outcome`, or a new `date`.',
  },
  ALM0814: {
    title: 'Post-mortem unfinished for a month',
    severity: 'note',
    why: 'What was learnt fades: a post-mortem is worth most in the weeks after the incident.',
    fix: 'Finish it and set `status: final`.',
  },
  ALM0815: {
    title: 'Number used by two decisions',
    severity: 'error',
    why: 'Decisions are spoken of by their numbers.',
    fix: 'Give the newer one the next free number.',
  },
  ALM0816: {
    title: 'Post-mortem without actions',
    severity: 'note',
    why: 'A final post-mortem that changes nothing lets the same happen again.',
    fix: 'Add what is done about it under `actions`; what was done in the incident itself counts, with its `done`.',
  },
  ALM0817: {
    title: 'Person where a team belongs',
    severity: 'error',
    why: 'What an individual owes or decided is not published; the reference was left out.',
    fix: 'Name the team.',
  },
  ALM0818: {
    title: 'Question with two answers',
    severity: 'note',
    why: 'The same words lead to two pages, so a reader may find the older answer.',
    fix: 'Merge the pages, or take the words out of `alsoAsked` of one.',
  },
} as const satisfies Record<`ALM08${string}`, CodeDefinition>;
