import type { EditionDocument, Person } from '../../documents/model.ts';
import type { DocumentRecord } from '../../schema/edition/document.ts';
import type { EntityLinkView } from '../../schema/edition/shared.ts';
import type { Instant } from '../../schema/primitives.ts';
import { repositoryPath } from '../routes.ts';
import { optional } from '../summaries.ts';
import type { Records } from './records/records.ts';

/** What records are made with. */
export interface RecordContext {
  readonly asOf: Instant;
  /** An entity by a reference as written. */
  entity(written: string): EntityLinkView;
  /** The owner of an entity by its reference as written. */
  ownerOf(written: string): Person | undefined;
  /** Records of runbooks, post-mortems and the like: `readRecords({ documents, catalog, asOf })`. */
  readonly knowledge: Records;
  /** Where a link of the front matter leads, written as in the text. */
  target(document: EditionDocument, written: string): { readonly path?: string; readonly url?: string };
}

/** What a document has besides its text, for the head of its page. */
export function recordOf(document: EditionDocument, context: RecordContext): DocumentRecord {
  const { source } = document;
  switch (source.kind) {
    case 'doc':
      return {
        kind: 'doc',
        journey: source.frontMatter.journey.map(({ entity, title, link }) => ({
          entity: context.entity(entity),
          title,
          ...optional('owner', context.ownerOf(entity)),
          ...(link === undefined ? {} : context.target(document, link)),
        })),
      };
    case 'change': {
      const { date, kind, breaking, affects, action, actionBy, version } = source.frontMatter;
      return {
        kind: 'change',
        date,
        change: kind,
        breaking,
        upcoming: date > context.asOf.slice(0, 10),
        ...optional('affects', affects),
        ...optional('action', action),
        ...optional('actionBy', actionBy),
        ...optional('daysLeft', actionBy === undefined ? undefined : daysBetween(context.asOf, actionBy)),
        ...optional('version', version),
      };
    }
    case 'repository-doc': {
      const { repository, file, age, provenance } = source;
      return { kind: 'repository-doc', repository, repositoryPath: repositoryPath(repository), file, provenance, ...(age.state === 'current' ? {} : { age }) };
    }
    default: {
      const record = context.knowledge.recordOf(source);
      if (record === undefined) throw new Error(`${source.file} has no record`);
      return record;
    }
  }
}

/** The day of what a document tells about, and its state in a word, where its kind has them. */
export function dateAndStatus({ source }: Pick<EditionDocument, 'source'>): { date?: string; status?: string } {
  switch (source.kind) {
    case 'change':
      return { date: source.frontMatter.date, status: source.frontMatter.kind };
    case 'postmortem':
    case 'architecture-decision':
      return { date: source.frontMatter.date, status: source.frontMatter.status };
    case 'drill':
      return { date: source.frontMatter.date, status: source.frontMatter.outcome };
    case 'minutes':
      return { date: source.frontMatter.date };
    default:
      return {};
  }
}

/** Whole days from the day of an instant to a day; negative if it has passed. */
export function daysBetween(from: Instant, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from.slice(0, 10)}T00:00:00Z`)) / 86_400_000);
}
