import { daysBetween, dayOf } from '../../assess/days.ts';
import type { Catalog } from '../../catalog/model.ts';
import type { ChangeDocument } from '../../documents/contract.ts';
import { feedUrn } from '../../feeds/feed.ts';
import { compareText } from '../../findings/codes.ts';
import type { ChangeEntry } from '../../schema/edition/changelog.ts';
import type { EntityLinkView } from '../../schema/edition/shared.ts';
import type { Instant } from '../../schema/primitives.ts';
import { optional } from '../summaries.ts';

/** An entry that the organisation wrote, with what it is about. */
export interface OrganisationChange {
  readonly document: ChangeDocument;
  /** Full references of what changed, of those that the catalog has. */
  readonly about: readonly string[];
  readonly entry: ChangeEntry;
}

/** What entries are made with. */
export interface ChangeRoom {
  readonly asOf: Instant;
  readonly organisation: string;
  readonly catalog: Catalog;
  link(ref: string): EntityLinkView;
}

/** Kinds of entity that a folder of entries may be called after, in this order. */
const folderKinds = ['component', 'capability', 'api', 'system', 'resource', 'domain', 'group'] as const;

/**
 * What an entry is about: what its front matter names and, in a folder called like an entity of the default namespace,
 * that entity. Only what the catalog has.
 */
export function aboutOf(file: string, entities: readonly string[], catalog: Catalog): string[] {
  const folder = /^changelog\/([^/]+)\//.exec(file)?.[1]?.toLowerCase();
  const called = folder === undefined ? undefined : folderKinds.map((kind) => `${kind}:default/${folder}`).find((ref) => catalog.entities.has(ref));
  return [...new Set([...(called === undefined ? [] : [called]), ...entities])].filter((ref) => catalog.entities.has(ref));
}

/** The entries in the order of the documents, which is newest first. */
export function organisationChanges(documents: readonly ChangeDocument[], room: ChangeRoom): OrganisationChange[] {
  return documents.map((document) => {
    const about = aboutOf(document.file, document.entities, room.catalog);
    return { document, about, entry: entryOf(document, about, room) };
  });
}

/** `urn:almanac:<organisation>:change:<folder>/<name>`: stays while the file keeps its name. */
export function changeId(organisation: string, file: string): string {
  return feedUrn(organisation, 'change', ...file.replace(/^changelog\//, '').replace(/\.mdx?$/i, '').split('/'));
}

function entryOf({ file, link, frontMatter }: ChangeDocument, about: readonly string[], { asOf, organisation, link: linkTo }: ChangeRoom): ChangeEntry {
  const { date, announced, kind, breaking, affects, action, actionBy, version, description } = frontMatter;
  const today = dayOf(asOf);
  const toEffect = daysBetween(today, date);
  const toAct = actionBy === undefined ? undefined : daysBetween(today, actionBy);
  return {
    id: changeId(organisation, file),
    kind,
    title: link.title,
    ...optional('description', description),
    breaking,
    date,
    ...optional('announced', announced),
    ...(toEffect > 0 ? { daysToEffect: toEffect } : {}),
    ...optional('version', version),
    path: link.path,
    ...optional('affects', affects),
    ...optional('action', action),
    ...optional('actionBy', actionBy),
    ...(toAct !== undefined && toAct >= 0 ? { daysToAct: toAct } : {}),
    entities: about.map((ref) => linkTo(ref)),
  };
}

/** True for what is no more to come. */
export function isInEffect({ daysToEffect }: ChangeEntry): boolean {
  return daysToEffect === undefined;
}

/** True for what is still to take effect, or asks for something whose last day has not passed. */
export function isUpcoming({ daysToEffect, daysToAct }: ChangeEntry): boolean {
  return daysToEffect !== undefined || daysToAct !== undefined;
}

/** What comes first is what has to be done, or begins, first. */
export function soonestFirst(a: ChangeEntry, b: ChangeEntry): number {
  const next = ({ daysToEffect = Number.POSITIVE_INFINITY, daysToAct = Number.POSITIVE_INFINITY }: ChangeEntry): number => Math.min(daysToEffect, daysToAct);
  return next(a) - next(b) || compareText(a.date ?? '', b.date ?? '') || compareText(a.id, b.id);
}
