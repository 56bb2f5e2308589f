import { nodeId } from '../node-ids.ts';
import type { WorldRepository } from '../world.ts';
import type { RestCall } from './contract.ts';

/** Records that many answers hold: users and repositories, with all the addresses that GitHub puts in them. */

const userUrls = ['followers', 'following', 'gists', 'starred', 'subscriptions', 'organizations', 'repos', 'events', 'received_events'] as const;

export function simpleUser({ root, world }: RestCall, login: string, databaseId: number, type: 'User' | 'Organization' | 'Bot' = 'User'): Readonly<Record<string, unknown>> {
  const url = `${root}/users/${login}`;
  return {
    login,
    id: databaseId,
    node_id: nodeId(type === 'Organization' ? 'O' : 'U', databaseId),
    avatar_url: `https://avatars.example.com/u/${databaseId}`,
    gravatar_id: '',
    url,
    html_url: `https://${world.host}/${login}`,
    type,
    site_admin: false,
    ...Object.fromEntries(userUrls.map((name) => [`${name}_url`, `${url}/${name}`])),
  };
}

const repositoryUrls = ['archive', 'assignees', 'blobs', 'branches', 'collaborators', 'comments', 'commits', 'compare', 'contents', 'contributors', 'deployments', 'downloads', 'events', 'forks', 'git_commits', 'git_refs', 'git_tags', 'hooks', 'issue_comment', 'issue_events', 'issues', 'keys', 'labels', 'languages', 'merges', 'milestones', 'notifications', 'pulls', 'releases', 'stargazers', 'statuses', 'subscribers', 'subscription', 'tags', 'teams', 'trees'] as const;

/** `simple-repository` of the description. */
export function simpleRepository(call: RestCall, item: WorldRepository): Readonly<Record<string, unknown>> {
  const { root, world } = call;
  const url = `${root}/repos/${item.owner}/${item.name}`;
  return {
    id: item.databaseId,
    node_id: item.nodeId,
    name: item.name,
    full_name: `${item.owner}/${item.name}`,
    owner: simpleUser(call, item.owner, world.organisation.databaseId, 'Organization'),
    private: item.visibility !== 'public',
    html_url: `https://${world.host}/${item.owner}/${item.name}`,
    description: null,
    fork: item.fork,
    url,
    ...Object.fromEntries(repositoryUrls.map((name) => [`${name}_url`, `${url}/${name}`])),
  };
}

/** The repository that a path names; a redirect where it was renamed. */
export function repositoryOf(call: RestCall, rest = ''): { readonly found: WorldRepository } | { readonly reply: { readonly status: number; readonly body: unknown; readonly location?: string } } {
  const name = `${call.path['owner'] ?? ''}/${call.path['repo'] ?? ''}`;
  const found = call.directory.named(name);
  if (found !== undefined) return { found };
  const moved = call.directory.formerly(name);
  if (moved === undefined) return { reply: notFound };
  const location = `${call.root}/repositories/${moved.databaseId}${rest}${call.query.size === 0 ? '' : `?${call.query.toString()}`}`;
  return { reply: { status: 301, location, body: { message: 'Moved Permanently', url: location, documentation_url: 'https://docs.github.com/rest/guides/best-practices-for-using-the-rest-api#follow-redirects' } } };
}

export const notFound = { status: 404, body: { message: 'Not Found', documentation_url: 'https://docs.github.com/rest', status: '404' } } as const;
