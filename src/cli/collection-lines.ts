import type { EditionCounts } from '../edition/edition.ts';
import type { HostUse } from '../network/contract.ts';
import { waitText } from '../network/duration.ts';
import { counted, formatCount } from './format.ts';

type UnreadPart = EditionCounts['ages'][number];

const unreadShown = 5;

/** What was not read, together by collector and reason, what was read longest ago first. */
export function unreadLines(ages: readonly UnreadPart[]): string[] {
  if (ages.length === 0) return [];
  const lines = [...Map.groupBy(ages, ({ collector, reason }) => `${collector}\n${reason}`).values()]
    .map((parts) => ({ parts, days: Math.max(...parts.map(({ days }) => days ?? Infinity)) }))
    .toSorted((a, b) => (a.days === b.days ? 0 : b.days - a.days))
    .flatMap(({ parts, days }) => unreadLine(parts, days));
  const left = lines.length - unreadShown;
  return [`  not read in the last run: ${counted(ages.length, 'part')}`, ...lines.slice(0, unreadShown), ...(left > 0 ? [`    and more, for ${counted(left, 'other reason')}`] : [])];
}

/** @param days since that of the parts was read which was read longest ago; infinite if one never was */
function unreadLine(parts: readonly UnreadPart[], days: number): string[] {
  const [first] = parts;
  if (first === undefined) return [];
  const which = parts.length === 1 ? first.shard : `${counted(parts.length, 'part')} (${first.shard}, …)`;
  const last = days === Infinity ? 'never read' : days === 0 ? 'last read less than a day ago' : `last read ${counted(days, 'day')} ago`;
  return [`    ${first.collector} ${which}: ${last}: ${first.reason}`];
}

/**
 * What was asked of each host, by budget: `asked of api.github.com: 15 requests (5 core, 8 graphql for 12 points), no waiting`.
 * Budgets are called what their host calls them; a request is a point where nothing else is said.
 */
export function hostLines(uses: readonly HostUse[]): string[] {
  return [...Map.groupBy(uses, ({ host }) => host)].map(([host, own]) => {
    const budgets = [...Map.groupBy(own, ({ resource }) => resource)].map(([resource, some]) => {
      const requests = sum(some, 'requests');
      const points = sum(some, 'points');
      return `${formatCount(requests)} ${resource}${points === requests ? '' : ` for ${counted(points, 'point')}`}`;
    });
    const waited = sum(own, 'waitedSeconds');
    const said = [
      `${counted(sum(own, 'requests'), 'request')} (${budgets.join(', ')})`,
      ...(sum(own, 'unchanged') > 0 ? [`${formatCount(sum(own, 'unchanged'))} unchanged`] : []),
      ...(sum(own, 'retries') > 0 ? [`${formatCount(sum(own, 'retries'))} sent again`] : []),
      waited === 0 ? 'no waiting' : `${waitText(waited * 1000)} waited`,
    ];
    return `  asked of ${host}: ${said.join(', ')}`;
  });
}

function sum(uses: readonly HostUse[], what: 'requests' | 'points' | 'unchanged' | 'retries' | 'waitedSeconds'): number {
  return uses.reduce((so, use) => so + use[what], 0);
}
