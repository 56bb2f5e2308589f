import { entityPath } from '../../edition/routes.ts';
import type { MarkdownLink } from '../../markdown/contract.ts';
import { absent, type ContentSpace } from '../content-space.ts';
import type { Space } from '../contract.ts';
import type { EditionDocument } from '../model.ts';
import { fullRef, nearestEntity, type KnownEntities } from '../references.ts';
import { joined, parseTarget, type Target, wayTo } from './target.ts';
import { nearestAnchor, nearestFile, nearestPath, withGuess } from './nearest.ts';

/** What is wrong with a link that leads nowhere. */
export type BrokenCode = 'ALM0721' | 'ALM0722' | 'ALM0723' | 'ALM0724';

/** Where a link leads. `path` is below the site's root, without fragment; the page of a document is named by the document. */
export type Resolved =
  | { readonly kind: 'page'; readonly path: string; readonly fragment: string; readonly document?: EditionDocument }
  | { readonly kind: 'entity'; readonly path: string; readonly fragment: string; readonly ref: string }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'outside'; readonly url: string }
  /** A file that is there but has no address: shown as plain text. */
  | { readonly kind: 'plain' }
  | { readonly kind: 'broken'; readonly code: BrokenCode; readonly what: string; readonly instead?: Resolved };

/** What links are resolved against. */
export interface LinkTargets {
  /** By the path of its page. */
  readonly documents: ReadonlyMap<string, EditionDocument>;
  /** Earlier paths of pages, and where they lead now. */
  readonly moved: ReadonlyMap<string, string>;
  readonly entities: KnownEntities;
  readonly content: ContentSpace;
  space(id: string): Space | undefined;
  /** True for a path, without slash at its end, at which the site may have a page or file that is no document. */
  isOwn(path: string): boolean;
}

/**
 * Where a link or image of a document leads.
 *
 * @param guess false where nobody will read what a broken link may have meant: to find that takes time
 */
export function resolveLink(link: Pick<MarkdownLink, 'use' | 'target'>, from: EditionDocument, targets: LinkTargets, guess = true): Resolved {
  const target = parseTarget(link.target);
  if (link.use === 'image') return resolveImage(target, link.target, from, targets);
  switch (target.kind) {
    case 'anchor':
      return toDocument(from, target.fragment, link.target, guess);
    case 'entity':
      return toEntity(target, link.target, targets);
    case 'outside':
      return target;
    case 'site':
      return from.source.trust === 'repository' ? inSpace(`/${target.path}`, { ...target, written: link.target, guess }, from, targets) : onSite(target.path, target.fragment, link.target, targets);
    case 'relative':
      return inSpace(target.path, { ...target, written: link.target, guess }, from, targets);
    case 'refused':
      return broken('ALM0722', `The link \`${shown(link.target)}\` ${target.reason}`);
  }
}

function resolveImage(target: Target, written: string, from: EditionDocument, targets: LinkTargets): Resolved {
  const missing = (reason: string, guess?: string): Resolved => broken('ALM0724', `The image \`${shown(written)}\` ${reason}`, guess);
  if (target.kind === 'outside') return missing('is on another host; pages show only what the site itself holds');
  if (target.kind === 'refused') return missing(target.reason);
  if (target.kind !== 'relative' && target.kind !== 'site') return missing('is no file');
  const file = joined(from.source.file, target.kind === 'site' ? `/${target.path}` : target.path);
  if (file === undefined) return missing('leads out of the folder that links are confined to');
  const space = targets.space(from.source.space);
  const rooted = target.kind === 'site';
  const path = space?.asset(file, rooted);
  if (path !== undefined) return { kind: 'file', path };
  if (from.source.trust === 'repository') {
    // Why one that is there was not carried over is said by who read it.
    if (space?.has?.(file, rooted) === true) return { kind: 'plain' };
    const spelling = space?.spelling?.(file);
    return missing('is not there', spelling === undefined ? undefined : wayTo(from.source.file, spelling));
  }
  const problem = targets.content.problem(file);
  return missing(problem, problem === absent ? nearestFile(file, from.source.file, targets.content.names(), true) : undefined);
}

function toDocument(document: EditionDocument, fragment: string, written: string, guess = true): Resolved {
  const page = { kind: 'page', path: document.source.path, fragment, document } as const;
  const anchor = document.anchors.get(fragment);
  if (anchor !== undefined) return { ...page, fragment: anchor };
  if (fragment === '' || fragment.toLowerCase() === 'top') return page;
  const what = `The link \`${shown(written)}\` names no heading of ${document.source.file}`;
  return { ...broken('ALM0723', what, guess ? nearestAnchor(fragment, document.outline.anchors) : undefined), instead: { ...page, fragment: '' } };
}

function toEntity({ ref, fragment }: Extract<Target, { kind: 'entity' }>, written: string, { entities }: LinkTargets): Resolved {
  const full = fullRef(ref);
  if (full === undefined) return broken('ALM0722', `The link \`${shown(written)}\` is not of the form entity:kind:name`);
  if (!entities.has(full)) return broken('ALM0721', `The link \`${shown(written)}\` names an entity that is not in the catalog`, nearestEntity(full, entities));
  return { kind: 'entity', path: entityPath(full), fragment, ref: full };
}

function onSite(path: string, fragment: string, written: string, targets: LinkTargets): Resolved {
  const { documents, moved, content } = targets;
  const bare = path.replace(/(^|\/)index\.html$/, '$1').replace(/\/$/, '');
  const page = `${bare}/`;
  const document = documents.get(page) ?? documents.get(moved.get(page) ?? '') ?? documents.get(content.page(bare) ?? '');
  if (document !== undefined) return toDocument(document, fragment, written);
  if (targets.isOwn(bare)) return { kind: 'page', path: bare === '' || /\.[a-z0-9]+$/i.test(bare) ? bare : page, fragment };
  const file = content.asset(bare);
  if (file !== undefined) return { kind: 'file', path: file };
  return broken('ALM0722', `The link \`${shown(written)}\` leads to no page of the site`, nearestPath(page, documents.keys()));
}

interface Written {
  readonly written: string;
  readonly fragment: string;
  readonly guess: boolean;
}

function inSpace(path: string, { written, fragment, guess }: Written, from: EditionDocument, targets: LinkTargets): Resolved {
  const { source } = from;
  const file = joined(source.file, path);
  if (file === undefined) return broken('ALM0722', `The link \`${shown(written)}\` leads out of the ${source.trust === 'repository' ? 'repository' : 'content folder'}`);
  const space = targets.space(source.space);
  const rooted = path.startsWith('/');
  const page = space?.page(file, rooted);
  const document = page === undefined ? undefined : targets.documents.get(page);
  if (document !== undefined) return toDocument(document, fragment, written, guess);
  if (page !== undefined) return { kind: 'page', path: page, fragment };
  const asset = space?.asset(file, rooted);
  if (asset !== undefined) return { kind: 'file', path: asset };
  const url = space?.fileUrl(file, rooted);
  if (url !== undefined) return { kind: 'outside', url };
  if (space?.has?.(file, rooted) === true) return { kind: 'plain' };
  if (source.trust === 'repository') {
    const spelling = space?.spelling?.(file);
    return broken('ALM0722', `The link \`${shown(written)}\` leads to ${file === '' ? 'the root of the repository' : file}, which is not there`, spelling === undefined ? undefined : wayTo(source.file, spelling));
  }
  const problem = targets.content.problem(file);
  const what = `The link \`${shown(written)}\` leads to ${file}, which ${problem}`;
  return problem === absent ? broken('ALM0722', what, nearestFile(file, source.file, targets.content.names(), false)) : broken('ALM0724', what);
}

function broken(code: BrokenCode, what: string, guess?: string): Extract<Resolved, { kind: 'broken' }> {
  return { kind: 'broken', code, what: withGuess(what, guess) };
}

/** A target in a message: whole unless it is very long. */
function shown(written: string): string {
  return written.length > 120 ? `${written.slice(0, 120)}…` : written;
}
