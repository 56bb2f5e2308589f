import type { DataQuality } from '../../src/schema/edition/data-quality.ts';
import { asOf } from './entities.ts';

type Collected = Pick<DataQuality, 'postponed' | 'withheld' | 'heldBack' | 'unreadFields' | 'hosts' | 'drift'>;

/** What a run that asked hosts leaves to be said. */
export const collected: Collected = {
  postponed: [{ collector: 'github-runs', title: 'GitHub workflow runs', reason: 'the time given to the run was up before its turn', parts: 3, examples: ['github.com/acme/payments', 'github.com/acme/orders'], neverRead: 1, oldestAt: '2026-11-19T03:00:00Z', gives: ['CI runs'] }],
  withheld: [{ collector: 'github-alerts', title: 'GitHub security alerts', reason: 'the token lacks Secret scanning alerts: read', parts: 2, examples: ['github.com/acme secret-scanning'], neverRead: 2, gives: ['Security alerts'] }],
  heldBack: [{ collector: 'github-repositories', title: 'GitHub repositories', reason: 'its source lists it no more, and 24 others of 60 with it', parts: 25, examples: ['github.com/acme/a', 'github.com/acme/b', 'github.com/acme/c', 'github.com/acme/d', 'github.com/acme/e'], neverRead: 0, oldestAt: '2026-11-20T03:00:00Z', gives: ['Repositories'] }],
  unreadFields: [{ field: 'protection', label: 'Protection of the default branch', reason: 'the token lacks Administration: read', repositories: 9_876 }],
  hosts: {
    total: [{ host: 'api.github.com', requests: 934, points: 512.4, unchanged: 12, retries: 3, waitedSeconds: 84 }],
    use: [
      { host: 'api.github.com', collector: 'github-repositories', resource: 'graphql', requests: 174, points: 248, unchanged: 0, retries: 3, waitedSeconds: 84 },
      { host: 'api.github.com', collector: 'github-runs', resource: 'audit_log', requests: 600, points: 600, unchanged: 12, retries: 0, waitedSeconds: 0 },
    ],
  },
  drift: {
    since: '2026-10-22T03:00:00Z',
    total: 201,
    fields: [
      { collector: 'github-runs', record: 'workflow-run', field: 'triggering_actor.id', change: 'missing', presence: 'never', at: asOf },
      { collector: 'github-runs', record: 'workflow-run', field: 'head_repository.custom_properties', change: 'new', presence: 'sometimes', at: '2026-11-12T03:00:00Z' },
    ],
  },
};

export const collectedNothing: Collected = { postponed: [], withheld: [], heldBack: [], unreadFields: [], hosts: { total: [], use: [] }, drift: { since: '2026-10-22T03:00:00Z', total: 0, fields: [] } };
