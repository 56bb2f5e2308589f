import { baseOf } from '../../edition/base.ts';
import type { EditionIndex } from '../../schema/edition/index-file.ts';

/** The page that feedback is about. */
export interface FeedbackPage {
  readonly title: string;
  /** Path below the site's root. */
  readonly path: string;
  /** The file that it is made of, where there is one. */
  readonly sourceFile?: string | undefined;
}

/** Longest title that goes into an address: browsers and trackers cut addresses off at some 8,000 characters. */
const longestTitle = 200;

/**
 * An address of the edition's index with the page filled in, percent-encoded. Undefined where there is none, or if it
 * would be anything else than http, https or mailto.
 */
export function feedbackHref(address: string | undefined, page: FeedbackPage, siteUrl: string | undefined): string | undefined {
  if (address === undefined) return undefined;
  const url = siteUrl === undefined ? `${baseOf(undefined)}${page.path}` : `${siteUrl.replace(/\/*$/, '/')}${page.path}`;
  const fields = new Map([['title', page.title.slice(0, longestTitle)], ['path', page.path], ['url', url], ['file', page.sourceFile ?? page.path]]);
  const filled = address.replace(/\{(title|path|url|file)\}/g, (whole, name: string) => encodeURIComponent((fields.get(name) ?? whole).toWellFormed()));
  const parsed = URL.parse(filled);
  return parsed !== null && /^(https?|mailto):$/.test(parsed.protocol) && parsed.username === '' && parsed.password === '' ? filled : undefined;
}

/** The addresses for a page; undefined if the organisation wants no feedback. */
export function feedbackLinks({ feedback, siteUrl }: Pick<EditionIndex, 'feedback' | 'siteUrl'>, page: FeedbackPage): { useful: string | undefined; notUseful: string | undefined; problem: string | undefined; ask: { title: string; url: string } | undefined } | undefined {
  if (feedback === undefined) return undefined;
  const fill = (address: string | undefined): string | undefined => feedbackHref(address, page, siteUrl);
  return { useful: fill(feedback.useful), notUseful: fill(feedback.notUseful), problem: fill(feedback.problem), ask: feedback.ask };
}
