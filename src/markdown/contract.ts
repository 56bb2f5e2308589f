import type { Finding } from '../schema/finding.ts';

/** How far the author of a text is trusted: the organisation's own content, or whatever stands in a repository. */
export type Trust = 'organisation' | 'repository';

/** One text to render. */
export interface MarkdownSource {
  /** Unique among the sources of one rendering; what results are asked for by. */
  readonly id: string;
  /** Path that findings name. */
  readonly file: string;
  /** The repository that findings name, where the file stands in one. */
  readonly repository?: string | undefined;
  readonly format: 'markdown' | 'mdx';
  readonly trust: Trust;
  /** The text without its front matter. */
  readonly text: string;
  /** Line of the file on which `text` begins, from 1. */
  readonly firstLine: number;
  /** Stands before every anchor of the document, so that it can share a page with others: `2-4-0-`. */
  readonly anchorPrefix?: string | undefined;
}

/** A link or image of a document, unresolved: `html` holds `almanac-link:N` in its place, N being its index. */
export interface MarkdownLink {
  readonly use: 'link' | 'image';
  /** As written, decoded: `../ci/runners.md#arm`, `entity:component:payments`, `#top`, `https://…`. */
  readonly target: string;
  /** What it shows: the text of a link, the alternative text of an image. */
  readonly text: string;
  /** Where it stands in the file; absent where the parser does not tell (raw HTML). */
  readonly line?: number | undefined;
  readonly column?: number | undefined;
}

export interface MarkdownHeading {
  /** 2 to 6: a page has one heading of the first level, its title. */
  readonly depth: number;
  /** Its anchor, unique in the document. */
  readonly id: string;
  readonly text: string;
}

/** What stands under one heading as plain text, for search; without `id`, what stands before the first. */
export interface MarkdownSection {
  readonly id?: string | undefined;
  readonly title?: string | undefined;
  readonly text: string;
}

/** What is kept in memory of a rendered document. */
export interface DocumentOutline {
  /** Text of a heading of the first level that begins the document; it is not part of `html`. */
  readonly title?: string | undefined;
  /** The first paragraph as plain text, at most 300 characters. */
  readonly summary?: string | undefined;
  readonly headings: readonly MarkdownHeading[];
  /** Every anchor of the document, headings included. */
  readonly anchors: readonly string[];
  /** Anchors that the text would have elsewhere, where every page has an element of that name, each with what it is called here. */
  readonly renamed?: readonly (readonly [wanted: string, anchor: string])[] | undefined;
  readonly links: readonly MarkdownLink[];
  readonly findings: readonly Finding[];
  readonly words: number;
}

/** What is read from disk when it is asked for. */
export interface DocumentBody {
  /**
   * Safe to put into a page: no script, no style, no event handler, no address but placeholders. Placeholders stand as
   * `href="almanac-link:N"` on `a` and as the first attribute, `src="almanac-link:N"`, of `img`.
   */
  readonly html: string;
  readonly sections: readonly MarkdownSection[];
}

/** Rendered documents: outlines in memory, bodies on disk. */
export interface RenderedDocuments {
  /** Undefined for an id that was not among the sources. */
  outline(id: string): DocumentOutline | undefined;
  /** @throws if there is no such document */
  body(id: string): DocumentBody;
  /** How many were rendered anew, and how many came from the cache. */
  readonly rendered: number;
  readonly cached: number;
  /** Gives up the file that bodies are read from. */
  close(): void;
}

export interface RenderingOptions {
  /** Folder of the cache, which holds what the last rendering gave and is replaced by this one's. */
  readonly cacheDir: string;
  readonly signal: AbortSignal;
  readonly log: (line: string) => void;
  /** Processes that render; by default as many as there are cores, at most 4, and none where everything is cached. */
  readonly processes?: number;
  /** Milliseconds after which a document is given up and shown as it is written, with a finding. */
  readonly timeLimit?: number;
}
