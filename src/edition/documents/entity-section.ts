import type { DocumentIndex } from '../../documents/contract.ts';
import type { EntityDocuments } from '../../schema/edition/document.ts';

/** The documents on the page of an entity; undefined if there are none. */
export function entityDocuments(_documents: DocumentIndex, _ref: string): EntityDocuments | undefined {
  return undefined;
}
