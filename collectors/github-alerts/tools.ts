import { z } from 'zod';
import { instantOf } from '../../src/github/instant-of.ts';
import { type LooseRecord, record } from '../../src/github/picked.ts';
import { permissions } from '../../src/github/permissions.ts';
import type { Alert } from '../../src/schema/facts/alert.ts';

/** A tool that raises alerts, and how GitHub tells of them. */
export interface AlertTool {
  readonly name: Alert['tool'];
  /** What the records are called in the census. */
  readonly record: string;
  /** What would let its alerts be read. */
  readonly permission: string;
  /** Parameters that ask for alerts that are resolved; of a tool that cannot name them all at once, one after the other. */
  readonly resolved: readonly string[];
  /** Parameters of every question. */
  readonly always: string;
  /** The parameter for a first page, where cursors must be asked for. */
  readonly first: string;
  /** What is kept of an alert, as it came: nothing of its place, its text or who dismissed it. */
  project(alert: LooseRecord): Record<string, unknown>;
}

/** GitHub, "REST API endpoints for Dependabot alerts", list Dependabot alerts for an organization. */
const dependabot: AlertTool = {
  name: 'dependabot',
  record: 'dependabot-alert',
  permission: permissions.dependabotAlerts,
  resolved: ['&state=auto_dismissed,dismissed,fixed'],
  always: '',
  first: '',
  project: (alert) => {
    const vulnerability = record(alert['security_vulnerability']);
    const advisory = record(alert['security_advisory']);
    const component = record(record(alert['dependency'])['package'] ?? vulnerability['package']);
    return {
      state: alert['state'],
      severity: plain(vulnerability['severity']) ?? plain(advisory['severity']),
      rule: plain(advisory['ghsa_id']),
      ecosystem: plain(component['ecosystem']),
      package: plain(component['name']),
      resolved: earliest(alert['fixed_at'], alert['dismissed_at'], alert['auto_dismissed_at']),
    };
  },
};

/** GitHub, "REST API endpoints for code scanning", list code scanning alerts for an organization: those of default branches. */
const codeScanning: AlertTool = {
  name: 'code-scanning',
  record: 'code-scanning-alert',
  permission: permissions.codeScanningAlerts,
  resolved: ['&state=dismissed', '&state=fixed'],
  always: '',
  first: '',
  project: (alert) => {
    const rule = record(alert['rule']);
    return {
      state: alert['state'],
      severity: plain(rule['security_severity_level']) ?? plain(rule['severity']),
      rule: plain(rule['id']) ?? plain(rule['name']),
      resolved: earliest(alert['fixed_at'], alert['dismissed_at']),
    };
  },
};

/** GitHub, "REST API endpoints for secret scanning", list secret scanning alerts for an organization. */
const secretScanning: AlertTool = {
  name: 'secret-scanning',
  record: 'secret-scanning-alert',
  permission: permissions.secretScanningAlerts,
  resolved: ['&state=resolved'],
  // The secrets themselves stay where they are.
  always: '&hide_secret=true',
  // "To receive an initial cursor on your first request, include an empty after query string."
  first: '&after=',
  project: (alert) => ({
    state: alert['state'] === 'resolved' && alert['resolution'] === 'revoked' ? 'fixed' : alert['state'],
    rule: plain(alert['secret_type']),
    resolved: earliest(alert['resolved_at']),
  }),
};

export const alertTools: readonly AlertTool[] = [codeScanning, dependabot, secretScanning];

/** Simple text that is short enough to be a name; anything else is not kept. */
function plain(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' && value.length <= 300 ? value : undefined;
}

function earliest(...values: readonly unknown[]): string | undefined {
  return values.flatMap((value) => instantOf(value) ?? []).toSorted()[0];
}

/** What is kept of an alert of any tool. */
export const alertRecord = z.object({
  repository: z.string(),
  repositoryKey: z.string(),
  number: z.int().positive(),
  created: z.iso.datetime(),
  state: z.string().optional(),
  severity: z.string().optional(),
  rule: z.string().optional(),
  ecosystem: z.string().optional(),
  package: z.string().optional(),
  resolved: z.iso.datetime().optional(),
});
export type AlertRecord = z.infer<typeof alertRecord>;
