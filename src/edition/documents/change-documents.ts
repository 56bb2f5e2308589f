import type { ChangeDocument } from '../../documents/contract.ts';
import { withLinks } from '../../documents/links/html.ts';
import type { EditionDocument } from '../../documents/model.ts';
import type { RenderedDocuments } from '../../markdown/contract.ts';
import { newestFirst } from './document-index.ts';
import type { ResolvedLinks } from './resolved-links.ts';

interface ChangeRoom {
  readonly rendered: RenderedDocuments;
  readonly links: ResolvedLinks;
  /** Path that the site is served below. */
  readonly base: string;
}

/** The entries of the changelog with their texts, newest first: they are few and short, so all are kept. */
export function changeDocuments(documents: readonly EditionDocument[], { rendered, links, base }: ChangeRoom): ChangeDocument[] {
  return documents.toSorted(newestFirst).flatMap((document) => {
    const { source, link, entities } = document;
    if (source.kind !== 'change') return [];
    const body = rendered.body(source.id);
    return {
      file: source.file,
      link,
      frontMatter: source.frontMatter,
      entities,
      html: withLinks(body.html, links.of(document), base),
      text: body.sections.map(({ title, text }) => [title, text].filter((part) => part !== undefined && part !== '').join('\n')).join('\n\n'),
      updatedAt: source.updatedAt,
      positionOf: (path) => source.positionOf(path),
    };
  });
}
