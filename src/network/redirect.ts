import { HostError, type HttpRequest, type HttpResponse } from './contract.ts';

const redirects = new Set([301, 302, 303, 307, 308]);
/** Redirects of one call that are followed. */
export const mostRedirects = 5;

/**
 * Where an answer leads, if it is a redirect that may be followed: of a GET, within the origin, since whatever is sent
 * elsewhere would carry the credentials there.
 *
 * @returns undefined for an answer that leads nowhere
 * @throws HostError for one that must not be followed
 */
export function redirectOf(request: HttpRequest, response: HttpResponse, name: string): string | undefined {
  const location = response.headers.get('location');
  if (!redirects.has(response.status) || location === undefined) return undefined;
  const target = URL.canParse(location, request.url) ? new URL(location, request.url) : undefined;
  const refuse = (why: string): never => {
    throw new HostError(`${name} answered ${response.status} to ${request.method} ${pathOf(request.url)}, ${why}`, { status: response.status });
  };
  if (target === undefined) return refuse('with an address that is none');
  if (target.origin !== new URL(request.url).origin) {
    return refuse(`which leads to ${target.host === name ? target.origin : target.host}: it was not followed, since the credentials would go there; correct the address in the configuration`);
  }
  if (request.method !== 'GET') return refuse('and only a GET is asked again elsewhere; correct the address in the configuration');
  target.username = '';
  target.password = '';
  target.hash = '';
  return target.href;
}

/** The path of an address without its query, which may hold anything. */
export function pathOf(url: string): string {
  return new URL(url).pathname;
}
