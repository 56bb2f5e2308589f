import type { EditionDocument, KeptDocument } from '../../documents/model.ts';
import { fullRef } from '../../documents/references.ts';
import type { DocumentOutline } from '../../markdown/contract.ts';
import type { DocumentLink } from '../../schema/edition/document.ts';
import type { Instant } from '../../schema/primitives.ts';
import { optional } from '../summaries.ts';
import type { Names } from './names.ts';
import { dateAndStatus } from './records.ts';

/** Longest description in a list. */
const descriptionLength = 300;

/** Puts together what is known of a document once it is rendered. */
export function editionDocument(source: KeptDocument, outline: DocumentOutline, { names, asOf }: { readonly names: Names; readonly asOf: Instant }): EditionDocument {
  const title = source.title ?? outline.title ?? titleOfFile(source.file);
  const description = source.description ?? outline.summary;
  const overdue = source.reviewBy !== undefined && source.reviewBy < asOf.slice(0, 10);
  const link: DocumentLink = {
    kind: source.kind,
    title,
    path: source.path,
    ...optional('description', description?.slice(0, descriptionLength)),
    ...dateAndStatus({ source }),
    ...(overdue ? { overdue } : {}),
  };
  const about = [...source.entities, ...(source.kind === 'charter' ? [source.frontMatter.team] : [])];
  return {
    source,
    title,
    description,
    outline,
    anchors: new Map([...(outline.renamed ?? []), ...outline.anchors.map((id) => [id, id] as const)]),
    owner: source.owner === undefined ? undefined : names.person(source.owner),
    entities: [...new Set(about.flatMap((written) => fullRef(written, source.kind === 'charter' && written === source.frontMatter.team ? 'group' : undefined) ?? []))],
    overdue,
    link,
  };
}

/** `Release process` of `docs/release-process.md`; a README is called so. */
export function titleOfFile(file: string): string {
  const segments = file.replace(/\.[^./]*$/, '').split('/');
  const last = segments.at(-1) ?? '';
  const name = /^index$/i.test(last) ? (segments.at(-2) ?? last) : last;
  const words = name.replace(/[-_]+/g, ' ').trim();
  return /^readme$/i.test(words) ? 'README' : words.slice(0, 1).toUpperCase() + words.slice(1);
}
