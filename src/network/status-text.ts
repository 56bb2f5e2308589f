import { STATUS_CODES } from 'node:http';
import { visibleText } from '../text/visible-text.ts';
import type { HttpResponse } from './contract.ts';

/** How much of what a host says is shown. */
const mostShown = 200;

/** What an answer was, in words: `it answered 502 Bad Gateway`, with what the host said itself where that is known. */
export function statusText({ status }: Pick<HttpResponse, 'status'>, said?: string): string {
  const answered = `it answered ${status} ${STATUS_CODES[status] ?? ''}`.trimEnd();
  return said === undefined || said === '' ? answered : `${answered} (${shown(said)})`;
}

/** A text of a host, short, on one line and without characters that hide others. */
export function shown(text: string): string {
  const line = visibleText(text).replace(/\s+/g, ' ').trim();
  return line.length > mostShown ? `${line.slice(0, mostShown)}…` : line;
}
