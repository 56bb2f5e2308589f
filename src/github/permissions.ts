/**
 * Permissions that collectors need, as GitHub names those of Apps and fine-grained tokens. docs/github.md has the scopes of
 * classic tokens beside them.
 */
export const permissions = {
  teams: 'Members: read',
  pullRequests: 'Pull requests: read',
  issues: 'Issues: read',
  releases: 'Contents: read',
  deployments: 'Deployments: read',
  environments: 'Actions: read',
  runs: 'Actions: read',
  auditLog: 'Administration: read (organisation), or read:audit_log',
  dependabotAlerts: 'Dependabot alerts: read',
  codeScanningAlerts: 'Code scanning alerts: read',
  secretScanningAlerts: 'Secret scanning alerts: read',
} as const;
