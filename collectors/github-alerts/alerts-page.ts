import { z } from 'zod';
import type { Output } from '../../src/collect/contract.ts';
import { type Alert, alertKind } from '../../src/schema/facts/alert.ts';
import { type AlertRecord, alertRecord, type AlertTool } from './tools.ts';

/** An alert that could not be understood: where it belongs, and which of its fields were not as they should be. */
const unfitAlert = z.strictObject({ repository: z.string(), fields: z.array(z.string()) });
export type UnfitAlert = z.infer<typeof unfitAlert>;

const page = z.strictObject({ alerts: z.array(alertRecord), unfit: z.array(unfitAlert) });

/** The text of a page: nothing but what becomes a fact, since pages are kept on disk. */
export function alertsPage(alerts: readonly AlertRecord[], unfit: readonly UnfitAlert[]): string {
  return JSON.stringify({ alerts, unfit });
}

/** The facts of a page. */
export function* alertFacts(body: string, tool: AlertTool['name']): Iterable<Output> {
  const { alerts, unfit } = page.parse(JSON.parse(body));
  for (const { repository, fields } of unfit) {
    yield { type: 'quarantine', kind: alertKind.kind, record: `${tool} alert of ${repository}`, reason: `not as expected: ${fields.join(', ')}`, source: repository };
  }
  for (const alert of alerts) {
    const state = stateOf(alert);
    if (state === undefined) {
      yield { type: 'quarantine', kind: alertKind.kind, record: `${tool} alert ${alert.number} of ${alert.repository}`, reason: 'its state is not known', source: alert.repository };
      continue;
    }
    const fact: Alert = {
      repository: alert.repository,
      repositoryKey: alert.repositoryKey,
      tool,
      id: String(alert.number),
      severity: severities.get(alert.severity ?? '') ?? 'unknown',
      state,
      createdAt: alert.created,
      ...(alert.resolved === undefined || state === 'open' ? {} : { resolvedAt: alert.resolved }),
      ...(alert.rule === undefined ? {} : { rule: alert.rule }),
      ...(alert.package === undefined ? {} : { package: [alert.ecosystem, alert.package].filter((part) => part !== undefined).join('/').slice(0, 300) }),
    };
    yield { type: 'fact', kind: alertKind.kind, value: fact, source: `${alert.repository} ${tool} ${alert.number}`, url: `https://${alert.repository}/security/${tool}/${alert.number}` };
  }
}

/** States of all tools; of secret scanning `resolved` is a dismissal, for whatever reason, unless the secret was revoked. */
const states: ReadonlyMap<string, Alert['state']> = new Map([
  ['open', 'open'],
  ['fixed', 'fixed'],
  ['closed', 'fixed'],
  ['dismissed', 'dismissed'],
  ['auto_dismissed', 'dismissed'],
  ['resolved', 'dismissed'],
]);

/** Code scanning says of some alerts nothing but when they were resolved. */
function stateOf({ state, resolved }: AlertRecord): Alert['state'] | undefined {
  if (state === undefined) return resolved === undefined ? 'open' : 'fixed';
  return states.get(state);
}

/** Security severities as they are; those of a code scanning rule that has none of these (GitHub, schema `code-scanning-alert-rule`). */
const severities: ReadonlyMap<string, Alert['severity']> = new Map([
  ['critical', 'critical'],
  ['high', 'high'],
  ['medium', 'medium'],
  ['moderate', 'medium'],
  ['low', 'low'],
  ['error', 'high'],
  ['warning', 'medium'],
  ['note', 'note'],
  ['none', 'note'],
]);
