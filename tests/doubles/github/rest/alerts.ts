import { iso, isoOrNull } from '../graphql/context.ts';
import type { WorldAlert } from '../world.ts';
import { byCursor, numbered, type RestCall, type RestReply, type Route } from './contract.ts';
import { notFound, simpleRepository, simpleUser } from './records.ts';

type Body = Readonly<Record<string, unknown>>;

/** What all three kinds of alerts have. */
function common(call: RestCall, alert: WorldAlert, kind: string): Body {
  const home = call.world.repositories.get(alert.repository);
  const resolved = alert.resolvedAt !== null && alert.resolvedAt <= call.now;
  const path = `${home?.owner ?? ''}/${home?.name ?? ''}`;
  return {
    number: alert.number,
    created_at: iso(alert.createdAt),
    updated_at: iso(resolved ? alert.updatedAt : alert.createdAt),
    url: `${call.root}/repos/${path}/${kind}/alerts/${alert.number}`,
    html_url: `https://${call.world.host}/${path}/security/${kind}/${alert.number}`,
    repository: home === undefined ? undefined : simpleRepository(call, home),
  };
}

function dependabot(call: RestCall, alert: WorldAlert): Body {
  const state = stateOf(alert, call.now);
  const held = { ecosystem: 'npm', name: alert.package };
  const vulnerability = { package: held, severity: alert.severity, vulnerable_version_range: '< 1.2.3', first_patched_version: { identifier: '1.2.3' } };
  return {
    ...common(call, alert, 'dependabot'),
    state,
    dependency: { package: held, manifest_path: 'package-lock.json', scope: 'runtime', relationship: 'direct' },
    security_advisory: { ghsa_id: alert.rule, cve_id: null, summary: 'Something', description: 'Something', vulnerabilities: [vulnerability], severity: alert.severity, cvss: { score: 5, vector_string: null }, cwes: [], identifiers: [{ type: 'GHSA', value: alert.rule }], references: [], published_at: iso(alert.createdAt), updated_at: iso(alert.createdAt), withdrawn_at: null, cvss_severities: { cvss_v3: null, cvss_v4: null } },
    security_vulnerability: vulnerability,
    dismissed_at: state === 'dismissed' ? isoOrNull(alert.resolvedAt) : null,
    dismissed_by: state === 'dismissed' ? simpleUser(call, 'user-00004', 9_000_004) : null,
    dismissed_reason: state === 'dismissed' ? 'tolerable_risk' : null,
    dismissed_comment: null,
    fixed_at: state === 'fixed' ? isoOrNull(alert.resolvedAt) : null,
    auto_dismissed_at: null,
  };
}

function codeScanning(call: RestCall, alert: WorldAlert): Body {
  const state = stateOf(alert, call.now);
  const url = `${call.root}/x/instances`;
  return {
    ...common(call, alert, 'code-scanning'),
    state,
    instances_url: url,
    fixed_at: state === 'fixed' ? isoOrNull(alert.resolvedAt) : null,
    dismissed_by: null,
    dismissed_at: state === 'dismissed' ? isoOrNull(alert.resolvedAt) : null,
    dismissed_reason: state === 'dismissed' ? 'false positive' : null,
    dismissed_comment: null,
    rule: { id: alert.rule, name: alert.rule, severity: alert.severity === 'low' ? 'warning' : 'error', security_severity_level: alert.severity, description: 'Something', tags: ['security'] },
    tool: { name: 'CodeQL', guid: null, version: '2.0.0' },
    most_recent_instance: { ref: 'refs/heads/main', analysis_key: 'k', category: '', environment: '', state, commit_sha: '0'.repeat(40), message: { text: 'Here' }, location: { path: 'src/secret-place.js', start_line: 1, end_line: 1, start_column: 1, end_column: 2 }, classifications: [] },
  };
}

function secretScanning(call: RestCall, alert: WorldAlert): Body {
  const resolved = stateOf(alert, call.now) !== 'open';
  return {
    ...common(call, alert, 'secret-scanning'),
    locations_url: `${call.root}/x/locations`,
    state: resolved ? 'resolved' : 'open',
    resolution: resolved ? (alert.state === 'dismissed' ? 'wont_fix' : 'revoked') : null,
    resolved_at: resolved ? isoOrNull(alert.resolvedAt) : null,
    resolved_by: resolved ? simpleUser(call, 'user-00004', 9_000_004) : null,
    secret_type: alert.rule,
    secret_type_display_name: 'Some service',
    ...(call.query.get('hide_secret') === 'true' ? {} : { secret: canarySecret }),
    push_protection_bypassed: false,
    push_protection_bypassed_by: null,
    push_protection_bypassed_at: null,
    resolution_comment: null,
    validity: 'unknown',
    publicly_leaked: false,
    multi_repo: false,
    is_base64_encoded: false,
    first_location_detected: { path: 'src/secret-place.js', start_line: 1, end_line: 1, start_column: 1, end_column: 2, blob_sha: 'a', blob_url: 'b', commit_sha: 'c', commit_url: 'd' },
    has_more_locations: false,
  };
}

/** The secret in each secret scanning alert: nothing that is stored or published may hold it. */
export const canarySecret = 'canary-of-a-leaked-secret';

function stateOf(alert: WorldAlert, now: number): WorldAlert['state'] {
  return alert.resolvedAt !== null && alert.resolvedAt <= now ? alert.state : 'open';
}

function listed(call: RestCall, tool: WorldAlert['tool']): WorldAlert[] {
  const { world, now, query } = call;
  const states = (query.get('state') ?? '').split(',').filter((state) => state !== '');
  const fits = (state: WorldAlert['state']): boolean => states.length === 0 || states.some((wanted) => (wanted === 'resolved' || wanted === 'closed' ? state !== 'open' : wanted === state));
  const updated = (alert: WorldAlert): number => (stateOf(alert, now) === 'open' ? alert.createdAt : alert.updatedAt);
  const sort = query.get('sort') === 'updated' ? updated : (alert: WorldAlert): number => alert.createdAt;
  const sign = query.get('direction') === 'asc' ? 1 : -1;
  return world.alerts
    .filter((alert) => alert.tool === tool && alert.createdAt <= now && world.repositories.get(alert.repository) !== undefined && fits(stateOf(alert, now)))
    .sort((a, b) => (sort(a) - sort(b) || a.databaseId - b.databaseId) * sign);
}

function list(call: RestCall, tool: WorldAlert['tool'], body: (call: RestCall, alert: WorldAlert) => Body): RestReply {
  if (call.path['org']?.toLowerCase() !== call.world.organisation.login.toLowerCase()) return notFound;
  const items = listed(call, tool);
  const wantsNumbers = tool !== 'dependabot' && !call.query.has('after') && !call.query.has('before');
  const { page, links } = wantsNumbers ? numbered(call, items) : byCursor(call, items, ({ databaseId }) => String(databaseId));
  return { status: 200, body: page.map((alert) => body(call, alert)), links };
}

/** Dependabot's list has cursors only, the other two pages by number as well. */
export const alertRoutes: readonly Route[] = [
  { method: 'GET', template: '/orgs/{org}/dependabot/alerts', permission: 'vulnerability_alerts', answer: (call) => list(call, 'dependabot', dependabot) },
  { method: 'GET', template: '/orgs/{org}/code-scanning/alerts', permission: 'security_events', answer: (call) => list(call, 'code-scanning', codeScanning) },
  { method: 'GET', template: '/orgs/{org}/secret-scanning/alerts', permission: 'secret_scanning_alerts', answer: (call) => list(call, 'secret-scanning', secretScanning) },
];
