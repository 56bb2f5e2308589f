import { mkdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { LastRendering, NewRendering, type BodyFile, type Entry } from './cache-file.ts';
import type { DocumentOutline, MarkdownSource, RenderedDocuments, RenderingOptions } from './contract.ts';
import { findingOf } from './problem.ts';
import { RenderPool } from './render-pool.ts';
import { renderMarkdown } from './render-markdown.ts';
import type { RenderedOutline, Rendering } from './rendering.ts';
import { cacheKey } from './version.ts';

/** Documents of the organisation, and characters of each, that are rendered in this process: starting others takes longer. */
const few = { documents: 20, characters: 64 * 1024 };

/** Documents that wait to be rendered while more are read. */
const ahead = 256;

const defaults = { processes: 4, timeLimit: 10_000 };

/**
 * Renders texts to outlines, which are kept, and bodies, which go to a file in `cacheDir`. A text that was among those of
 * the last rendering comes from there. What a text holds never throws: it becomes a finding of the outline.
 *
 * @throws Error if two sources have the same id, if the folder cannot be written, or if processes cannot be started;
 *   the reason of the signal if it is aborted. The last rendering stays in each case
 */
export async function renderDocuments(sources: Iterable<MarkdownSource> | AsyncIterable<MarkdownSource>, options: RenderingOptions): Promise<RenderedDocuments> {
  mkdirSync(options.cacheDir, { recursive: true });
  const last = new LastRendering(options.cacheDir);
  const written = new NewRendering(options.cacheDir);
  const { processes = Math.min(availableParallelism(), defaults.processes), timeLimit = defaults.timeLimit, signal, log } = options;
  const pool = new RenderPool({ processes, timeLimit, signal, log });
  const documents = new Map<string, Document>();
  let [rendered, cached] = [0, 0];
  // What is rendered here if there is not more of it.
  let held: MarkdownSource[] | undefined = options.processes === undefined ? [] : undefined;

  const keep = (source: MarkdownSource, key: string, rendering: Rendering) => {
    // That something took too long is true of one night, so no other one finds it.
    const late = rendering.outline.problems.some(({ code }) => code === 'ALM0702');
    documents.set(source.id, { entry: written.add(late ? `late ${source.id}` : key, rendering), source: withoutText(source) });
  };
  const hand = (source: MarkdownSource) => pool.add(source, (rendering) => keep(source, cacheKey(source), rendering));

  try {
    for await (const source of sources) {
      signal.throwIfAborted();
      if (documents.has(source.id)) throw new Error(`Two documents have the id ${source.id}.`);
      const key = cacheKey(source);
      const before = last.find(key);
      if (before !== undefined) {
        cached += 1;
        documents.set(source.id, { entry: written.copy(key, before.outline, before.body), source: withoutText(source) });
        continue;
      }
      rendered += 1;
      // Its place in the order, and its id, are taken.
      documents.set(source.id, { entry: undefined, source: withoutText(source) });
      if (held !== undefined && held.length < few.documents && source.trust === 'organisation' && source.text.length <= few.characters) held.push(source);
      else {
        for (const earlier of held ?? []) hand(earlier);
        held = undefined;
        hand(source);
      }
      await pool.until(ahead);
    }
    for (const source of held ?? []) {
      signal.throwIfAborted();
      keep(source, cacheKey(source), await renderMarkdown(source));
    }
    await pool.until(0);
    return new Documents(documents, written.finish(), rendered, cached);
  } catch (error) {
    written.abandon();
    throw error;
  } finally {
    pool.close();
    last.close();
  }
}

interface Document {
  /** Absent until it is rendered. */
  readonly entry: Entry | undefined;
  readonly source: MarkdownSource;
}

/** Texts are not kept: the memory of thousands of documents is that of their outlines. */
const withoutText = (source: MarkdownSource): MarkdownSource => ({ ...source, text: '' });

class Documents implements RenderedDocuments {
  readonly rendered: number;
  readonly cached: number;
  readonly #documents: ReadonlyMap<string, Document>;
  readonly #bodies: BodyFile;

  constructor(documents: ReadonlyMap<string, Document>, bodies: BodyFile, rendered: number, cached: number) {
    this.#documents = documents;
    this.#bodies = bodies;
    this.rendered = rendered;
    this.cached = cached;
  }

  outline(id: string): DocumentOutline | undefined {
    const document = this.#documents.get(id);
    return document?.entry === undefined ? undefined : outlineOf(document.entry.outline, document.source);
  }

  body(id: string) {
    const entry = this.#documents.get(id)?.entry;
    if (entry === undefined) throw new Error(`No document ${id} was rendered.`);
    return this.#bodies.read(entry);
  }

  close(): void {
    this.#bodies.close();
  }
}

/** The outline with the lines and the names of the file that it comes from. */
export function outlineOf({ problems, links, ...rest }: RenderedOutline, source: MarkdownSource): DocumentOutline {
  const offset = source.firstLine - 1;
  return {
    ...rest,
    links: offset === 0 ? links : links.map((link) => (link.line === undefined ? link : { ...link, line: link.line + offset })),
    findings: problems.map((problem) => findingOf(problem, source)),
  };
}
