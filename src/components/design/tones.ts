import type { IconName } from './icons.ts';

/** Colours of badges and callouts, by what they mean. `error` is `bad` and `warning` is `warn`, as severities name them. */
export type Tone = 'good' | 'warn' | 'warning' | 'bad' | 'error' | 'rare' | 'note' | 'tag';

/** The icon that goes before the title of a callout of a tone. */
export const toneIcons: Readonly<Record<Exclude<Tone, 'tag'>, IconName>> = {
  good: 'tip',
  note: 'info',
  rare: 'question',
  warn: 'warning',
  warning: 'warning',
  bad: 'error',
  error: 'error',
};
