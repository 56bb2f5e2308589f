import { compareText } from '../../../findings/codes.ts';
import type { ActionItem } from '../../../schema/documents/page.ts';
import type { FollowUp } from '../../../schema/edition/document.ts';
import { optional } from '../../summaries.ts';
import type { DocumentOf, RecordRoom } from './room.ts';

/** Kinds of document that ask for something to be done. */
export type AskingDocument = DocumentOf<'postmortem'> | DocumentOf<'drill'> | DocumentOf<'minutes'>;

/** The action items of a document in the order in which they are written, each with whom it is asked of and whether it is late. */
export function followUps(room: RecordRoom, document: AskingDocument): FollowUp[] {
  const [key, items]: [string, readonly ActionItem[]] =
    document.kind === 'minutes' ? ['followUps', document.frontMatter.followUps] : ['actions', document.frontMatter.actions];
  const link = room.link(document);
  return items.map((item, index): FollowUp => {
    const { owner: written, ...rest } = item;
    const owner = written === undefined ? undefined : room.team(document, written, [key, index, 'owner']);
    const overdue = item.done === undefined && item.due !== undefined && item.due < room.today;
    room.past(document, item.done, [key, index, 'done'], `\`${item.text}\` was done`);
    if (overdue && written === undefined) {
      room.report('ALM0808', document, [key, index], `\`${item.text}\` was due on ${item.due}, and nobody owns it.`);
    }
    return {
      ...rest,
      ...(owner === undefined ? {} : { owner: owner.ref, ownerTitle: owner.title, ...optional('ownerPath', owner.path) }),
      overdue,
      document: link,
    };
  });
}

/** Open ones first, the longest overdue before those that are due later, those without a day last; done ones, latest first. */
export function compareFollowUps(a: FollowUp, b: FollowUp): number {
  return (
    Number(a.done !== undefined) - Number(b.done !== undefined) ||
    compareText(b.done ?? '', a.done ?? '') ||
    compareText(a.due ?? '9999', b.due ?? '9999') ||
    compareText(a.document.path, b.document.path) ||
    compareText(a.text, b.text)
  );
}
