import { detailsOf } from '../details.ts';
import { iso } from '../graphql/context.ts';
import { nodeId } from '../node-ids.ts';
import type { WorldRule, WorldRuleset } from '../world.ts';
import { numbered, type RestCall, type RestReply, type Route } from './contract.ts';
import { notFound, repositoryOf, simpleRepository, simpleUser } from './records.ts';

const here = (call: RestCall): boolean => call.path['org']?.toLowerCase() === call.world.organisation.login.toLowerCase();

function organisation(call: RestCall): RestReply {
  if (!here(call)) return notFound;
  const { world, root } = call;
  const { login, databaseId, nodeId: id, name } = world.organisation;
  const url = `${root}/orgs/${login}`;
  const body = {
    ...{ login, id: databaseId, node_id: id, name, url, description: '', html_url: `https://${world.host}/${login}`, avatar_url: `https://avatars.example.com/u/${databaseId}`, type: 'Organization' },
    ...Object.fromEntries(['repos', 'events', 'hooks', 'issues', 'members', 'public_members'].map((what) => [`${what}_url`, `${url}/${what}`])),
    ...{ has_organization_projects: true, has_repository_projects: true, public_repos: 0, public_gists: 0, followers: 0, following: 0, created_at: iso(0), updated_at: iso(0), archived_at: null },
    plan: { name: world.plan === 'enterprise-cloud' ? 'enterprise' : world.plan === 'team' ? 'team' : 'business', space: 0, private_repos: 9_999 },
  };
  return { status: 200, body };
}

/** Rulesets as the list gives them: without their rules. */
function listedRuleset({ world, root }: RestCall, ruleset: WorldRuleset): Readonly<Record<string, unknown>> {
  const href = `${root}/orgs/${world.organisation.login}/rulesets/${ruleset.databaseId}`;
  return { id: ruleset.databaseId, name: ruleset.name, target: 'branch', source_type: 'Organization', source: world.organisation.login, enforcement: ruleset.enforcement, node_id: nodeId('RRS', world.organisation.databaseId, ruleset.databaseId), _links: { self: { href }, html: { href } }, created_at: iso(0), updated_at: iso(0) };
}

function ruleBody(rule: WorldRule): Readonly<Record<string, unknown>> {
  const type = rule.type.toLowerCase();
  if (rule.type === 'PULL_REQUEST') return { type, parameters: { required_approving_review_count: rule.approvals, require_code_owner_review: rule.codeOwnerReview, dismiss_stale_reviews_on_push: false, require_last_push_approval: false, required_review_thread_resolution: false } };
  if (rule.type === 'REQUIRED_STATUS_CHECKS') return { type, parameters: { strict_required_status_checks_policy: false, required_status_checks: rule.checks.map((context) => ({ context })) } };
  return { type };
}

function ruleset(call: RestCall): RestReply {
  const found = call.world.rulesets.find(({ databaseId }) => String(databaseId) === call.path['ruleset_id']);
  if (found === undefined || !here(call)) return notFound;
  return { status: 200, body: { ...listedRuleset(call, found), conditions: { ref_name: { include: ['~DEFAULT_BRANCH'], exclude: [] }, repository_name: { include: found.repositories, exclude: [] } }, bypass_actors: [], rules: found.rules.map(ruleBody) } };
}

function properties(call: RestCall): RestReply {
  if (!here(call)) return notFound;
  const { page, links } = numbered(call, [...call.world.repositories.values()].sort((a, b) => a.serial - b.serial));
  const body = page.map((item) => ({
    repository_id: item.databaseId,
    repository_name: item.name,
    repository_full_name: `${item.owner}/${item.name}`,
    properties: Object.entries(detailsOf(call.world, item).customProperties).map(([name, value]) => ({ property_name: name, value })),
  }));
  return { status: 200, body, links };
}

function repository(call: RestCall): RestReply {
  const named = repositoryOf(call);
  if ('reply' in named) return named.reply;
  return { status: 200, body: { ...simpleRepository(call, named.found), archived: named.found.archived, default_branch: named.found.defaultBranch, pushed_at: named.found.pushedAt === null ? null : iso(named.found.pushedAt) } };
}

export const organisationRoutes: readonly Route[] = [
  { method: 'GET', template: '/orgs/{org}', permission: undefined, answer: organisation },
  { method: 'GET', template: '/orgs/{org}/properties/values', permission: 'organization_custom_properties', answer: properties },
  { method: 'GET', template: '/orgs/{org}/rulesets', permission: 'organization_administration', level: 'write', answer: (call) => {
    if (!here(call)) return notFound;
    const { page, links } = numbered(call, call.world.rulesets);
    return { status: 200, body: page.map((item) => listedRuleset(call, item)), links };
  } },
  { method: 'GET', template: '/orgs/{org}/rulesets/{ruleset_id}', permission: 'organization_administration', level: 'write', answer: ruleset },
  { method: 'GET', template: '/repos/{owner}/{repo}', permission: 'metadata', answer: repository },
  { method: 'GET', template: '/rate_limit', permission: undefined, answer: (call) => ({ status: 200, body: call.budgets() }) },
  { method: 'GET', template: '/meta', permission: undefined, answer: ({ world }) => ({ status: 200, body: { verifiable_password_authentication: false, ...(world.plan === 'server' ? { installed_version: '3.17.0' } : {}) } }) },
];

export { here, simpleUser };
