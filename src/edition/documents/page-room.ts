import { resolveLink } from '../../documents/links/resolve.ts';
import { positionsOf } from '../../documents/positions.ts';
import type { DocumentFrame } from '../../schema/edition/document.ts';
import type { Gathered } from './gather.ts';
import { listCrumb, type PageRoom } from './pages.ts';
import type { Records } from './records/records.ts';
import type { Versions } from './versions.ts';

/** What a room for pages is made from. */
export interface RoomInput extends Pick<PageRoom, 'asOf' | 'base' | 'names'> {
  readonly gathered: Gathered;
  readonly frames: ReadonlyMap<string, DocumentFrame>;
  readonly versions: Versions;
  readonly records: Records;
}

/** What pages ask about the documents around them. Positions are worked out once a sidebar, when its first page asks. */
export function pageRoom({ asOf, base, names, gathered, frames, versions, records }: RoomInput): PageRoom {
  const { byPath, links, targets } = gathered;
  const positions = new Map<string, ReturnType<typeof positionsOf>>();
  return {
    asOf,
    base,
    names,
    documents: byPath,
    records: {
      asOf,
      entity: (written) => names.written(written),
      ownerOf: (written) => names.ownerOf(written),
      knowledge: records,
      target: (document, written) => {
        const resolved = resolveLink({ use: 'link', target: written }, document, targets);
        if (resolved.kind === 'page' || resolved.kind === 'entity') return { path: resolved.path + (resolved.fragment === '' ? '' : `#${encodeURIComponent(resolved.fragment)}`) };
        if (resolved.kind === 'file') return { path: resolved.path };
        return resolved.kind === 'outside' ? { url: resolved.url } : {};
      },
    },
    links: (document) => links.of(document),
    mentions: (document) => links.mentions(document.source.path).filter((one) => !versions.isOutdated(one)),
    position: ({ source: { frame, path } }) => {
      const found = frame === undefined ? undefined : frames.get(frame);
      if (found === undefined) return undefined;
      const known = positions.get(found.id) ?? positionsOf(found);
      positions.set(found.id, known);
      return known.get(path);
    },
    version: (document) => versions.of(document),
    rootCrumbs: (document) => {
      const about = document.source.frame === undefined ? undefined : frames.get(document.source.frame)?.about;
      return about === undefined ? listCrumb(document) : [{ title: about.title, path: about.path }];
    },
  };
}
