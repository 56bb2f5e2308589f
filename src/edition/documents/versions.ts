import type { EditionDocument } from '../../documents/model.ts';
import type { Sections, SectionVersion } from '../../documents/sections.ts';
import type { DocumentFrame } from '../../schema/edition/document.ts';
import { contentDocumentPath } from '../routes.ts';

/** Versions of sections, as pages ask about them. */
export interface Versions {
  /** True for a page of a version that is not the current one: lists, search and `llms.txt` leave it out. */
  isOutdated(document: EditionDocument): boolean;
  /** The version of a page and, unless it is the current one, the path of the same page there, or of the first one if it has none. */
  of(document: EditionDocument): { readonly version: SectionVersion; readonly current: string | undefined } | undefined;
}

/** @param has true for the path of a page that there is */
export function versionsOf(sections: Sections, frames: ReadonlyMap<string, DocumentFrame>, has: (path: string) => boolean): Versions {
  const of: Versions['of'] = ({ source }) => {
    const found = source.kind === 'doc' ? sections.versionOf(source.file) : undefined;
    if (found === undefined) return undefined;
    const { folder, version } = found;
    if (version.status === 'current') return { version, current: undefined };
    const current = sections.settings(folder)?.versions.find(({ status }) => status === 'current');
    if (current === undefined) return { version, current: undefined };
    const same = contentDocumentPath(`${folder}/${current.id}${source.file.slice(folder.length + 1 + version.id.length)}`);
    return { version, current: has(same) ? same : frames.get(`${folder}/${current.id}`)?.path };
  };
  return {
    isOutdated: (document) => {
      const status = of(document)?.version.status;
      return status !== undefined && status !== 'current';
    },
    of,
  };
}
