import type { HttpResponse } from '../network/contract.ts';
import { shown } from '../network/status-text.ts';
import type { GraphQLAnswer, GraphQLProblem } from './contract.ts';
import { messageOf } from './policy.ts';

/** What of GitHub's names for permissions in headers is called otherwise where one grants them. */
const names: Readonly<Record<string, string>> = {
  vulnerability_alerts: 'Dependabot alerts',
  security_events: 'Code scanning alerts',
  organization_administration: 'Organization administration',
  organization_custom_properties: 'Organization custom properties',
};

const refusedTypes = new Set(['FORBIDDEN', 'INSUFFICIENT_SCOPES']);

/**
 * The permission that a 403 asks for; undefined where it is about something else, such as a feature that is switched off.
 * GitHub's documentation, "Troubleshooting the REST API", "Insufficient permission errors": `x-accepted-github-permissions` for Apps
 * and fine-grained tokens, `x-accepted-oauth-scopes` for classic ones.
 */
export function permissionOf(response: HttpResponse): string | undefined {
  const message = messageOf(response);
  if (response.headers.get('x-github-sso')?.startsWith('required') === true) return singleSignOn;
  const told = permissionIn(message);
  if (told !== undefined) return told;
  if (/disabled|not enabled|must be enabled|archived|upgrade|suspended|blocked/i.test(message)) return undefined;
  const scopes = list(response.headers.get('x-accepted-oauth-scopes'), ',');
  const granted = response.headers.get('x-oauth-scopes');
  const permissions = list(response.headers.get('x-accepted-github-permissions'), ';').map((set) => list(set, ',').map(permissionName).join(' and '));
  const wanted = granted === undefined ? permissions : [];
  if (wanted.length > 0) return wanted.join(' or ');
  if (scopes.length > 0 && !scopes.some((scope) => list(granted, ',').includes(scope))) return scopesName(scopes);
  return /not accessible|forbidden|must (?:be|have)|permission|scope/i.test(message) ? `what GitHub asks for: ${shown(message)}` : undefined;
}

/** The permission that an error of a query asks for; undefined for one about something else. */
export function permissionOfProblem({ type, message, path }: GraphQLProblem): string | undefined {
  const refused = type === undefined ? /resource not accessible by/i.test(message) : refusedTypes.has(type);
  if (!refused) return undefined;
  const field = path.filter((part) => typeof part === 'string').join('.');
  return permissionIn(message) ?? `what ${field === '' ? 'the query' : `\`${field}\``} needs: ${shown(message)}`;
}

/** The permission that is lacking where an answer holds nothing else. */
export function permissionOfAnswer({ data, errors }: GraphQLAnswer): string | undefined {
  const nothing = data === null || (typeof data === 'object' && Object.entries(data).every(([field, value]) => value === null || field === 'rateLimit'));
  const lacking = errors.map(permissionOfProblem);
  return nothing && lacking.length > 0 && lacking.every((permission) => permission !== undefined) ? lacking[0] : undefined;
}

const singleSignOn = 'single sign-on: authorise the token for the organisation';

/** What only the message tells, in REST and GraphQL alike. */
function permissionIn(message: string): string | undefined {
  if (/SAML/i.test(message)) return singleSignOn;
  if (/IP allow ?list/i.test(message)) return "this machine's address on the organisation's IP allow list";
  if (/must have admin (?:rights|access)/i.test(message)) return 'the role of an administrator';
  const scopes = /one of the following scopes: \[([^\]]*)\]/i.exec(message)?.[1];
  return scopes === undefined ? undefined : scopesName(list(scopes.replaceAll("'", ''), ','));
}

function scopesName(scopes: readonly string[]): string {
  return scopes.length === 1 ? `scope ${scopes.join('')}` : `one of the scopes ${scopes.join(', ')}`;
}

/** `members=read` as `Members: read`. */
function permissionName(permission: string): string {
  const [key = '', level] = permission.split('=');
  const words = key.replaceAll('_', ' ');
  const name = names[key] ?? `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
  return level === undefined ? name : `${name}: ${level}`;
}

function list(text: string | undefined, separator: string): readonly string[] {
  return (text ?? '').split(separator).flatMap((part) => {
    const name = shown(part);
    return name === '' ? [] : [name];
  });
}
