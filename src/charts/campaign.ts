import { count, date, percent } from '../components/format.ts';
import type { CampaignPage } from '../schema/edition/scorecard.ts';

const width = 640;
const height = 160;

/** Progress of a campaign, in a box of `width` by `height`: time to the right, share done upwards from 0 to 100%. */
export interface CampaignDrawing {
  readonly width: number;
  readonly height: number;
  /** Share done as published: a line, and a dot for each point. */
  readonly line: string;
  readonly dots: readonly { readonly x: number; readonly y: number }[];
  /** From the last point to what is projected for the due day. */
  readonly projection: string | undefined;
  readonly target: number;
  readonly due: number;
  readonly today: number;
  readonly text: string;
}

/** Draws a campaign from its start, or the first that was published of it, to its due day or the edition's own, whichever is later. */
export function drawCampaign(campaign: Pick<CampaignPage, 'asOf' | 'start' | 'due' | 'target' | 'progress' | 'projected' | 'entities' | 'done'>): CampaignDrawing {
  const now = Date.parse(campaign.asOf);
  const due = Date.parse(`${campaign.due}T23:59:59Z`);
  const times = [Date.parse(campaign.start), ...campaign.progress.map(({ at }) => Date.parse(at))];
  const first = Math.min(now, ...times);
  const last = Math.max(now, due);
  const x = (time: number): number => round(((time - first) / Math.max(1, last - first)) * (width - 8) + 4);
  const y = (share: number): number => round((1 - Math.min(1, Math.max(0, share))) * (height - 8) + 4);
  const dots = campaign.progress.filter(({ of }) => of > 0).map(({ at, done, of }) => ({ x: x(Date.parse(at)), y: y(done / of) }));
  const end = dots.at(-1);
  return {
    width,
    height,
    line: dots.map((dot, at) => `${at === 0 ? 'M' : 'L'}${dot.x} ${dot.y}`).join(''),
    dots,
    projection: campaign.projected === undefined || end === undefined || due <= now ? undefined : `M${end.x} ${end.y}L${x(due)} ${y(campaign.projected / 100)}`,
    target: y(campaign.target / 100),
    due: x(due),
    today: x(now),
    text: `${count(campaign.done)} of ${count(campaign.entities)} done${campaign.entities === 0 ? '' : ` (${percent(campaign.done / campaign.entities)})`}; target ${percent(campaign.target / 100)} by ${date(campaign.due)}`,
  };
}

function round(n: number): number {
  return Math.round(n * 10) / 10;
}
