import { makeBadge } from 'badge-maker';

/** Colours of levels from none to highest: one hue that deepens, since a level is a rank and no alarm. White text on each keeps 4.5:1. */
const ramp = ['#5f6b7a', '#4a6f93', '#2f6a9e', '#14609f', '#004f94'] as const;
const unknownColor = '#5f6b7a';

/** Drawn once per text: thousands of entities share the few levels of a scorecard. */
const drawn = new Map<string, string>();

/**
 * The SVG badge of a level: the scorecard's title and the level's.
 *
 * @param level title of the level; undefined for none
 * @param rank its index among `of` levels, -1 for none
 */
export function levelBadge(title: string, level: string | undefined, rank: number, of: number): string {
  const color = rank < 0 ? ramp[0] : (ramp[Math.max(1, Math.round(((rank + 1) / Math.max(1, of)) * (ramp.length - 1)))] ?? unknownColor);
  return draw(title, level ?? 'no level yet', color);
}

/** The badge of a whole scorecard: how many of those it judges are at its highest level. */
export function shareBadge(title: string, level: string, reached: number, of: number): string {
  return draw(title, of === 0 ? 'nobody judged' : `${reached} of ${of} ${level}`, of === 0 ? unknownColor : ramp[4]);
}

function draw(label: string, message: string, color: string): string {
  const key = `${label}\n${message}\n${color}`;
  let svg = drawn.get(key);
  if (svg === undefined) {
    svg = `${makeBadge({ label: plain(label), message: plain(message), color, labelColor: '#3a3f47', style: 'flat' })}\n`;
    drawn.set(key, svg);
  }
  return svg;
}

/** Characters that XML 1.0 forbids, and those that change the direction of text, have no place in a badge. */
function plain(text: string): string {
  return text.toWellFormed().replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff]/g, ' ').slice(0, 80);
}
