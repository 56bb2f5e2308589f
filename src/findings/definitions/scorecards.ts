import type { CodeDefinition } from '../definition.ts';

/** Scorecards and their rules: 06xx. */
export const scorecardCodes = {
  ALM0601: {
    title: 'Rule that does not compile',
    severity: 'error',
    why: 'The expression is not valid CEL, or does not fit the types of what it reads, so its check is left out.',
    fix: 'Correct the expression at the place named; docs/rules.md lists fields and functions.',
  },
  ALM0602: {
    title: 'Rule past its bounds',
    severity: 'error',
    why: 'Size, nesting and patterns of rules are bounded, so that no rule can hang or exhaust the build.',
    fix: 'Write a smaller rule, or split it into several checks.',
  },
  ALM0603: {
    title: 'Id used twice',
    severity: 'error',
    why: 'Ids name one thing each; the later one was left out.',
    fix: 'Give one of them another id.',
  },
  ALM0604: {
    title: 'Scorecards extend each other in a circle',
    severity: 'error',
    why: 'None of them has a first definition to start from, so they were left out.',
    fix: 'Take out one `extends` of the circle.',
  },
  ALM0605: {
    title: 'Reference to nothing',
    severity: 'error',
    why: 'What is named here does not exist, so what names it was left out.',
    fix: 'Correct the name, or write what it names.',
  },
  ALM0606: {
    title: 'Level without checks',
    severity: 'error',
    why: 'No check needs this level, so it would be reached by all who reach the one below.',
    fix: 'Give it a check, or take it out.',
  },
  ALM0607: {
    title: 'Unknown control',
    severity: 'error',
    why: 'The scheme of a control is unknown, or the identifier has not the form of its scheme, so it would be evidence for nothing.',
    fix: 'Correct the identifier, or declare the scheme in controls.yaml.',
  },
  ALM0608: {
    title: 'Date in the past',
    severity: 'warning',
    why: 'The day has passed, so the entry says nothing any more.',
    fix: 'Take it out, or give it a later day.',
  },
  ALM0609: {
    title: 'Incomplete check',
    severity: 'error',
    why: 'A check needs a title, a level, a pillar, and either an expression or a measure with target and direction; it was left out.',
    fix: 'Add what is missing.',
  },
  ALM0610: {
    title: 'Expired exemption',
    severity: 'warning',
    why: 'The exemption no longer holds, so the check binds again.',
    fix: 'Fix what it excused, or decide anew with a later day, then take this one out.',
  },
  ALM0611: {
    title: 'Exemption that selects nothing',
    severity: 'warning',
    why: 'No entity that the check judges matches, so the exemption does nothing.',
    fix: 'Correct the entities, or take it out.',
  },
  ALM0612: {
    title: 'Check that could not be evaluated',
    severity: 'warning',
    why: 'The rule made an error on what it read, so the verdict is unknown.',
    fix: 'Ask for what may be absent before using it: `key in map && map[key] == value`.',
  },
  ALM0613: {
    title: 'Scorecard that applies to nothing',
    severity: 'note',
    why: 'No entity matches `applies`, so nobody is judged by it.',
    fix: 'Correct `applies`, or take the scorecard out.',
  },
  ALM0614: {
    title: 'Nested repetition in a pattern',
    severity: 'warning',
    why: 'A repetition inside of a repetition says no more than one does. Here it takes linear time; elsewhere such patterns hang.',
    fix: 'Write one repetition: `(a+)+` is `a+`.',
  },
  ALM0615: {
    title: 'Measurement that does not fit',
    severity: 'warning',
    why: 'A fact brings a measurement that measurements.yaml does not declare, or of another type, so no rule can read it.',
    fix: 'Declare it, or correct its id or value.',
  },
  ALM0616: {
    title: 'Campaign that cannot be run',
    severity: 'error',
    why: 'Its days or its goal contradict each other, so it was left out.',
    fix: 'Correct the days, or name checks or a level, not both.',
  },
  ALM0617: {
    title: 'Rule out of steps',
    severity: 'error',
    why: 'The rule took more steps than one evaluation or one night allows, so its verdict is unknown.',
    fix: 'Count over fewer things: a comprehension inside of another multiplies.',
  },
  ALM0618: {
    title: 'Exemption about to expire',
    severity: 'note',
    why: 'Within 30 days the check binds again.',
    fix: 'Fix what it excuses, or decide anew before that day.',
  },
  ALM0619: {
    title: 'Rule that reads nothing',
    severity: 'warning',
    why: 'The expression reads no fact and nothing of the entity, so its verdict is the same for all.',
    fix: 'Read what the check is about.',
  },
} as const satisfies Record<`ALM06${string}`, CodeDefinition>;
