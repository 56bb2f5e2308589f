import { resolveRef } from '../catalog/ref.ts';
import { nearestKey } from '../content/document.ts';
import { makeFinding } from '../findings/codes.ts';
import type { Finding } from '../schema/finding.ts';
import type { ContentDocuments } from './content.ts';
import type { ContentDocument } from './contract.ts';
import { withGuess } from './links/nearest.ts';

/** A reference to an entity that front matter holds. */
export interface Reference {
  readonly written: string;
  /** Where it stands in the front matter. */
  readonly path: readonly PropertyKey[];
  /** What it means where it names no kind: owners are groups; what a page is about has no default. */
  readonly defaultKind: 'group' | undefined;
}

/** Every reference in the front matter of a document, in the order of its keys. */
export function referencesOf(document: ContentDocument): Reference[] {
  const { frontMatter } = document;
  const group = (written: string | undefined, ...path: PropertyKey[]): Reference[] => (written === undefined ? [] : [{ written, path, defaultKind: 'group' }]);
  const items = (key: string, actions: readonly { readonly owner?: string | undefined }[]): Reference[] => actions.flatMap(({ owner }, n) => group(owner, key, n, 'owner'));
  const common: Reference[] = [
    ...group(frontMatter.owner, 'owner'),
    ...frontMatter.entities.map((written, n): Reference => ({ written, path: ['entities', n], defaultKind: undefined })),
  ];
  switch (document.kind) {
    case 'doc':
      return [...common, ...document.frontMatter.journey.map(({ entity }, n): Reference => ({ written: entity, path: ['journey', n, 'entity'], defaultKind: undefined }))];
    case 'postmortem':
    case 'drill':
      return [...common, ...items('actions', document.frontMatter.actions)];
    case 'minutes':
      return [...common, ...items('followUps', document.frontMatter.followUps)];
    case 'architecture-decision':
      return [...common, ...(['deciders', 'consulted', 'informed'] as const).flatMap((key) => document.frontMatter[key].flatMap((written, n) => group(written, key, n)))];
    case 'runbook':
      return [...common, ...document.frontMatter.escalateTo.flatMap((written, n) => group(written, 'escalateTo', n))];
    case 'charter':
      return [
        ...common,
        ...group(document.frontMatter.team, 'team'),
        ...document.frontMatter.notResponsibleFor.flatMap(({ team }, n) => group(team, 'notResponsibleFor', n, 'team')),
      ];
    default:
      return common;
  }
}

/** The full form of a reference as written; undefined if it cannot be one. */
export function fullRef(written: string, defaultKind?: 'group'): string | undefined {
  const resolved = resolveRef(written, { defaultKind });
  return 'ref' in resolved ? resolved.ref : undefined;
}

/** What entities there are. */
export interface KnownEntities {
  has(ref: string): boolean;
  keys(): Iterable<string>;
}

/** References of documents and sections that lead nowhere, each with its line and the nearest name that there is. */
export function referenceFindings({ documents, sections }: ContentDocuments, known: KnownEntities): Finding[] {
  const owners = [...sections.ownerPlaces()].flatMap(({ file, owner, line }) => unknown({ written: owner, path: ['owner'], defaultKind: 'group' }, () => ({ file, line, column: 1 }), known));
  return [
    ...owners,
    ...documents.flatMap((document) => referencesOf(document).flatMap((reference) => unknown(reference, () => ({ file: document.file, ...document.positionOf(reference.path) }), known))),
  ];
}

function unknown({ written, path, defaultKind }: Reference, at: () => { readonly file: string; readonly line: number; readonly column: number }, known: KnownEntities): Finding[] {
  const resolved = resolveRef(written, { defaultKind });
  if ('ref' in resolved && known.has(resolved.ref)) return [];
  const { file, line, column } = at();
  const place = { file, line, column };
  if ('problem' in resolved) return [makeFinding('ALM0721', { what: `\`${String(path[0])}\`: ${resolved.problem}.`, fix: 'Write it as kind:name, as in component:payments.', ...place })];
  return [makeFinding('ALM0721', { what: withGuess(`\`${String(path[0])}\` names \`${written}\`, which is not in the catalog`, nearestEntity(resolved.ref, known)), ...place })];
}

/** The entity whose reference is nearest, one of the same kind first; as people write it. */
export function nearestEntity(ref: string, known: KnownEntities): string | undefined {
  const name = nameOf(ref);
  const all = [...known.keys()];
  const kind = ref.slice(0, ref.indexOf(':') + 1);
  const ofKind = new Map(all.filter((one) => one.startsWith(kind)).map((one) => [nameOf(one), one]));
  // Names alone are compared: kind and namespace are alike in all.
  const nearest = ofKind.get(nearestKey(name, [...ofKind.keys()]) ?? '') ?? all.find((one) => nameOf(one) === name);
  return nearest?.replace(':default/', ':');
}

function nameOf(ref: string): string {
  return ref.slice(ref.indexOf('/') + 1);
}
