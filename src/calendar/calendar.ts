import ical, { ICalCalendarMethod, ICalEventTransparency } from 'ical-generator';
import { changeWord } from '../changelog/words.ts';
import { addressOf, type Site } from '../feeds/feed.ts';
import { cleanText } from '../feeds/text.ts';
import type { ChangeEntry } from '../schema/edition/changelog.ts';
import type { Instant } from '../schema/primitives.ts';

/** Days that an event stays in the calendar once it is past: readers see why they did something. */
export const keptDays = 365;
const dayMs = 86_400_000;

/** What a calendar is made of. */
export interface CalendarInput {
  /** `Harbour Logistics: changes` */
  readonly name: string;
  readonly description: string;
  /** When the edition is of: the stamp of every event, so that the same edition gives the same file. */
  readonly asOf: Instant;
  readonly site: Site;
  readonly changes: readonly ChangeEntry[];
}

/** Something that happens on a day. */
interface DayEvent {
  readonly id: string;
  readonly day: string;
  readonly summary: string;
  readonly change: ChangeEntry;
}

/**
 * The days on which changes take effect, and those by which something has to be done, as iCalendar (RFC 5545): events of
 * whole days, which take no time of anyone's (`TRANSP:TRANSPARENT`). Their UIDs stay, so that a reader who subscribes
 * sees a changed day move and not twice. Undefined without an event: a calendar needs one.
 */
export function changeCalendar({ name, description, asOf, site, changes }: CalendarInput): string | undefined {
  const from = new Date(Date.parse(asOf) - keptDays * dayMs).toISOString().slice(0, 10);
  const events = changes.flatMap(eventsOf).filter(({ day }) => day >= from).toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : a.id < b.id ? -1 : 1));
  if (events.length === 0) return undefined;
  const calendar = ical({
    name: escaped(name),
    description: escaped(description),
    method: ICalCalendarMethod.PUBLISH,
    prodId: { company: 'Almanac', product: 'Changelog', language: 'EN' },
    ttl: 12 * 60 * 60,
  });
  for (const { id, day, summary, change } of events) {
    const event = calendar.createEvent({ id, stamp: new Date(asOf), start: dateOf(day), end: dateOf(day, 1), allDay: true, summary: plain(summary), description: plain(descriptionOf(change)), transparency: ICalEventTransparency.TRANSPARENT });
    if (change.path !== undefined && site.url !== undefined) event.url(addressOf(change.path, site));
    for (const { title } of change.entities) event.createCategory({ name: plain(title) });
  }
  return `${calendar.toString()}\r\n`;
}

/** The day of a change stands in the calendar if it is to come or asked for something; the last day for that always. */
function eventsOf(change: ChangeEntry): DayEvent[] {
  const { id, title, date, action, actionBy, daysToEffect, breaking } = change;
  const effect = date !== undefined && (daysToEffect !== undefined || breaking || action !== undefined);
  return [
    ...(effect ? [{ id: `${id}:effect`, day: date, summary: `${changeWord(change)}: ${title}`, change }] : []),
    ...(actionBy === undefined ? [] : [{ id: `${id}:action`, day: actionBy, summary: `Last day: ${action ?? title}`, change }]),
  ];
}

function descriptionOf({ title, description, affects, action, actionBy, entities }: ChangeEntry): string {
  const lines: readonly (string | undefined)[] = [
    title,
    description,
    entities.length === 0 ? undefined : `What changes: ${entities.map((entity) => entity.title).join(', ')}`,
    affects === undefined ? undefined : `Who is affected: ${affects}`,
    action === undefined ? undefined : `What to do${actionBy === undefined ? '' : ` by ${actionBy}`}: ${action}`,
  ];
  return lines.filter((line) => line !== undefined).join('\n');
}

/** The library writes the day that it is in UTC, wherever it runs. */
function dateOf(day: string, plus = 0): Date {
  return new Date(Date.parse(`${day}T00:00:00Z`) + plus * dayMs);
}

/** Text of a property of the calendar itself, which the library writes as it is given (RFC 5545, 3.3.11). */
function escaped(text: string): string {
  return plain(text).replaceAll(/[\\;,]/g, '\\$&').replaceAll('\n', '\\n');
}

function plain(text: string): string {
  return cleanText(text).replaceAll(/\r\n?/g, '\n');
}
