import { changeWord } from '../changelog/words.ts';
import type { Announcement, Announcements } from '../schema/cli/announcement.ts';

const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'] as const;

/** `21 November 2026` */
export function dayWords(day: string): string {
  const [year = '', month = '', date = ''] = day.split('-');
  return `${Number(date)} ${months[Number(month) - 1] ?? month} ${year}`;
}

/** `Harbour Logistics: changes of 21 November 2026`, with the team it is for. */
export function headline({ organisation, team, since, day }: Announcements): string {
  const days = since === day ? dayWords(day) : `${dayWords(since)} to ${dayWords(day)}`;
  return `${organisation}${team === undefined ? '' : `, ${team}`}: changes of ${days}`;
}

/** Headings of the parts of a message. */
export const reasonWords: Readonly<Record<Announcement['reason'], string>> = {
  reminder: 'To do soon',
  'in-effect': 'In effect',
  announced: 'Announced',
  release: 'Released',
};

/** `Removed, breaking`; of a reminder `7 days left`. */
export function markOf(item: Announcement): string {
  if (item.reason !== 'reminder' || item.daysLeft === undefined) return changeWord(item);
  return item.daysLeft === 0 ? 'Last day' : item.daysLeft === 1 ? '1 day left' : `${item.daysLeft} days left`;
}

/** What is said of an item besides its title, as label and text. */
export function factsOf({ reason, affects, action, actionBy, date, entities }: Announcement): (readonly [label: string, text: string])[] {
  const facts: readonly (readonly [string, string | undefined])[] = [
    [actionBy === undefined ? 'What to do' : `What to do by ${dayWords(actionBy)}`, action],
    ['Takes effect', date === undefined || reason === 'in-effect' || reason === 'release' ? undefined : dayWords(date)],
    ['Who is affected', affects],
    ['What changes', entities.length === 0 ? undefined : entities.join(', ')],
  ];
  return facts.flatMap(([label, text]) => (text === undefined ? [] : [[label, text] as const]));
}
