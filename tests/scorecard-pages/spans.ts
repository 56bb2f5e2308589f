import type { EntityPage } from '../../src/schema/edition/entity.ts';
import type { ChangeSpan } from '../../src/schema/edition/assessment.ts';
import { changeOf, distributionOf } from './judged.ts';
import type { Card } from './judged.ts';

/** A day on which nothing changed, a week with changes of every cause, and a quarter of which nothing was published. */
export function spans(card: Card, entities: readonly EntityPage[]): ChangeSpan[] {
  const none = { levels: { better: 0, worse: 0 }, checks: { better: 0, worse: 0 }, causes: { facts: 0, rules: 0, 'facts-and-rules': 0, decision: 0, membership: 0 }, changes: [], total: 0 };
  const changes = entities.slice(0, 5).map((entity, at) => changeOf(card, entity, at));
  const now = distributionOf(card, [4, 10, 14, 6]);
  return [
    { span: 'day', since: '2026-11-20T03:00:00Z', compared: true, ...none, published: now, rejudged: now, now },
    {
      span: 'week', since: '2026-11-14T03:00:00Z', compared: true,
      levels: { better: 3, worse: 1 }, checks: { better: 12, worse: 1_204 }, causes: { facts: 9, rules: 2, 'facts-and-rules': 1, decision: 3, membership: 1 },
      published: distributionOf(card, [9, 12, 9, 4]), rejudged: distributionOf(card, [7, 12, 11, 4]), now, changes, total: 140,
    },
    { span: 'quarter', since: '2026-08-22T03:00:00Z', compared: false, ...none, now },
  ];
}
