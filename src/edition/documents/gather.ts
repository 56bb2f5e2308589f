import type { ContentDocuments } from '../../documents/content.ts';
import { ContentSpace } from '../../documents/content-space.ts';
import { contentSpace } from '../../documents/content.ts';
import type { RepositoryDocuments } from '../../documents/contract.ts';
import type { LinkTargets } from '../../documents/links/resolve.ts';
import type { EditionDocument, KeptDocument } from '../../documents/model.ts';
import { mayBeOwn } from '../../documents/page-paths.ts';
import type { KnownEntities } from '../../documents/references.ts';
import type { Layout } from '../../documents/sidebar.ts';
import type { RenderedDocuments } from '../../markdown/contract.ts';
import type { Finding } from '../../schema/finding.ts';
import type { Instant } from '../../schema/primitives.ts';
import type { Names } from './names.ts';
import { editionDocument } from './prepare.ts';
import { type FoundRedirects, redirectsOf } from './redirects.ts';
import { type ResolvedLinks, resolveLinks } from './resolved-links.ts';

/** What links are resolved from, once all texts are rendered. */
export interface GatherInput {
  readonly dir: string;
  readonly content: ContentDocuments;
  readonly layout: Layout;
  readonly repositories: RepositoryDocuments;
  /** In order of path. */
  readonly kept: readonly KeptDocument[];
  readonly rendered: RenderedDocuments;
  readonly names: Names;
  readonly entities: KnownEntities;
  readonly asOf: Instant;
}

/** All documents with their links. */
export interface Gathered {
  /** In order of path. */
  readonly documents: readonly EditionDocument[];
  readonly byPath: ReadonlyMap<string, EditionDocument>;
  readonly redirects: FoundRedirects;
  readonly links: ResolvedLinks;
  readonly targets: LinkTargets;
  /** What the texts themselves, their redirects and their links have wrong. */
  readonly findings: readonly Finding[];
}

/** Puts rendered documents together and resolves their redirects and links, which may lead from any to any other. */
export function gather({ dir, content, layout, repositories, kept, rendered, names, entities, asOf }: GatherInput): Gathered {
  const documents = kept.map((source) => {
    const outline = rendered.outline(source.id);
    if (outline === undefined) throw new Error(`${source.id} was not rendered`);
    return editionDocument(source, outline, { names, asOf });
  });
  const byPath = new Map(documents.map((document) => [document.source.path, document]));
  const redirects = redirectsOf(byPath, layout.folders);
  const contentFolder = new ContentSpace(dir, content, layout.folders);
  const targets: LinkTargets = {
    documents: byPath,
    moved: redirects.moved,
    entities,
    content: contentFolder,
    space: (id) => (id === contentSpace ? contentFolder : repositories.space(id)),
    isOwn: mayBeOwn,
  };
  const links = resolveLinks(documents, targets);
  const findings = [...documents.flatMap(({ outline }) => outline.findings), ...redirects.findings, ...links.blocking, ...links.warnings];
  return { documents, byPath, redirects, links, targets, findings };
}
