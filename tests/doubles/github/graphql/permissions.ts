/** Permissions that fields of the GraphQL API need, by GitHub's names of permissions; what is not here needs `metadata`. */
export const fieldPermissions: Readonly<Record<string, string>> = {
  'Organization.teams': 'members',
  'Organization.team': 'members',
  'Organization.membersWithRole': 'members',
  'Organization.rulesets': 'organization_administration',
  'Team.members': 'members',
  'Repository.object': 'contents',
  'Repository.codeowners': 'contents',
  'Repository.releases': 'contents',
  'Repository.pullRequests': 'pull_requests',
  'Repository.issues': 'issues',
  'Repository.deployments': 'deployments',
  'Repository.environments': 'actions',
  'Repository.branchProtectionRules': 'administration',
  'Ref.branchProtectionRule': 'administration',
};

/** Every permission that a grant may hold. */
export const allPermissions = [
  'metadata',
  'contents',
  'pull_requests',
  'issues',
  'deployments',
  'environments',
  'actions',
  'administration',
  'members',
  'organization_administration',
  'organization_custom_properties',
  'organization_audit_log',
  'vulnerability_alerts',
  'security_events',
  'secret_scanning_alerts',
] as const;
export type Permission = (typeof allPermissions)[number];
