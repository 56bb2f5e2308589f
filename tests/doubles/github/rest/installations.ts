import { iso } from '../graphql/context.ts';
import { allPermissions } from '../graphql/permissions.ts';
import type { SignIn } from '../sign-in.ts';
import type { RestCall, RestReply, Route } from './contract.ts';
import { notFound, simpleUser } from './records.ts';

/** How an App finds where it is installed and gets a token for it. */
export function installationRoutes(signIn: SignIn, grant: ReadonlySet<string>): readonly Route[] {
  const permissions = (): Record<string, string> => Object.fromEntries(allPermissions.filter((name) => grant.has(name) && name !== 'organization_audit_log').map((name) => [name, 'read']));
  const installation = (call: RestCall): RestReply => {
    const { organisation } = call.world;
    if (call.path['org'] !== undefined && call.path['org'].toLowerCase() !== organisation.login.toLowerCase()) return notFound;
    return {
      status: 200,
      body: {
        id: signIn.installation,
        account: simpleUser(call, organisation.login, organisation.databaseId, 'Organization'),
        repository_selection: 'all',
        access_tokens_url: `${call.root}/app/installations/${signIn.installation}/access_tokens`,
        repositories_url: `${call.root}/installation/repositories`,
        html_url: `https://${call.world.host}/organizations/${organisation.login}/settings/installations/${signIn.installation}`,
        app_id: signIn.appId,
        app_slug: 'almanac',
        target_id: organisation.databaseId,
        target_type: 'Organization',
        permissions: permissions(),
        events: [],
        created_at: iso(0),
        updated_at: iso(0),
        single_file_name: null,
        suspended_by: null,
        suspended_at: null,
      },
    };
  };
  const token = (call: RestCall): RestReply => {
    if (call.path['installation_id'] !== String(signIn.installation)) return notFound;
    const { token: made, expiresAt } = signIn.issue(call.clock);
    return { status: 201, body: { token: made, expires_at: iso(expiresAt), permissions: permissions(), repository_selection: 'all' } };
  };
  return [
    { method: 'GET', template: '/orgs/{org}/installation', permission: undefined, app: true, answer: installation },
    { method: 'GET', template: '/app/installations/{installation_id}', permission: undefined, app: true, answer: installation },
    { method: 'POST', template: '/app/installations/{installation_id}/access_tokens', permission: undefined, app: true, answer: token },
  ];
}
