import type { Instant } from '../schema/primitives.ts';

/** Where the site is served. */
export interface Site {
  /** Its address, if it is known. */
  readonly url: string | undefined;
  /** Path that it is served below, with a slash at both ends. */
  readonly base: string;
}

/** The address of a path of the site: absolute where the site has an address, else from the root of its host. */
export function addressOf(path: string, { url, base }: Site): string {
  if (url === undefined) return base + path;
  return new URL(path, url.endsWith('/') ? url : `${url}/`).href;
}

/** One entry of a feed. Texts are plain, whoever wrote them; writers escape what they must. */
export interface FeedEntry {
  /** `urn:almanac:…`: stays the same as long as the entry says the same thing. */
  readonly id: string;
  readonly title: string;
  /** Path below the site's root. */
  readonly path: string;
  readonly updated: Instant;
  /** The content as plain text. */
  readonly text: string;
  /** The same as HTML, escaped. */
  readonly html: string;
}

/** A feed, whatever format it is written in. */
export interface FeedContent {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** Name of the organisation. */
  readonly author: string;
  /** Path of the page that it accompanies. */
  readonly home: string;
  /** Path of the feed itself, in the format at hand. */
  readonly self: string;
  readonly updated: Instant;
  /** Newest first. */
  readonly entries: readonly FeedEntry[];
}

/** When a feed was last updated: with its newest entry; without one, at the instant given. */
export function updatedOf(entries: readonly FeedEntry[], otherwise: Instant): Instant {
  return entries.reduce<Instant | undefined>((newest, { updated }) => (newest === undefined || Date.parse(updated) > Date.parse(newest) ? updated : newest), undefined) ?? otherwise;
}

/** `urn:almanac:a:b`, with what a URN cannot hold in percent encoding. */
export function feedUrn(...parts: readonly string[]): string {
  return ['urn:almanac', ...parts.map((part) => encodeURIComponent(part.toWellFormed()).replace(/['()*~!]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`))].join(':');
}
