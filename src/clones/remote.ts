import { repositoryId } from '../schema/primitives.ts';

/** A remote's address, taken apart. */
export interface Remote {
  /** `host/path/name` in the form of a repository's identity. */
  readonly repository: string;
  /** The address without credentials, as it was written otherwise. */
  readonly url: string;
  /** Host in lower case, with its port for a web address that has one of its own. */
  readonly host: string;
  /** Path on the host without `.git`, still percent-encoded. */
  readonly path: string;
  /** True for `http:` alone: pages are linked with the same scheme. */
  readonly insecure: boolean;
}

interface Address {
  scheme: string;
  host: string;
  port: string;
  path: string;
}

const defaultPorts: Record<string, string> = { https: '443', http: '80', git: '9418' };

/** Hosts that serve SSH under another name than their pages. */
const sshHosts: Record<string, string> = {
  'ssh.github.com': 'github.com',
  'altssh.gitlab.com': 'gitlab.com',
  'altssh.bitbucket.org': 'bitbucket.org',
  'ssh.dev.azure.com': 'dev.azure.com',
};

/**
 * Normalises a remote's address: `https://user:token@GitHub.com/acme/payments.git`, `git@github.com:acme/payments` and
 * `ssh://git@github.com:22/acme/payments` are all `github.com/acme/payments`.
 *
 * The port of an SSH address is dropped, since the same repository has another port, or none, by https; that of a web
 * address is kept unless it is the scheme's own. `insteadOf` is not applied: it says how one machine reaches the
 * repository, not which one it is.
 *
 * @returns undefined for a path of the file system, a `file:` address and whatever names no repository
 */
export function parseRemote(url: string): Remote | undefined {
  const address = addressOf(url.trim());
  if (!address) return undefined;
  const host = sshHosts[address.host] ?? address.host;
  const port = address.port !== '' && address.port !== defaultPorts[address.scheme] && address.scheme in defaultPorts ? `:${address.port}` : '';
  const named = azure(host, pathOf(address.path));
  const repository = `${named.host}${port}/${named.path}`;
  // An `@` in the path is what is left of a password that held a slash.
  if (named.path === '' || named.path.includes('@') || !repositoryId.safeParse(repository).success) return undefined;
  return {
    repository,
    url: withoutUser(url.trim()),
    host: `${named.host}${port}`,
    path: named.path,
    insecure: address.scheme === 'http',
  };
}

function addressOf(url: string): Address | undefined {
  if (/^[a-z0-9+.-]+:\/\//i.test(url)) {
    const [, scheme = '', authority = '', path = ''] = /^([a-z0-9+.-]+):\/\/([^/?#]*)([^?#]*)/i.exec(url) ?? [];
    const kind = scheme.toLowerCase().replace(/^git\+|\+git$/g, '');
    if (!['https', 'http', 'ssh', 'git'].includes(kind)) return undefined;
    const [, host = '', port = ''] = /^(\[[^\]]*\]|[^:]*)(?::(\d*))?$/.exec(authority.slice(authority.lastIndexOf('@') + 1)) ?? [];
    return host === '' || /\s/.test(host) ? undefined : { scheme: kind, host: hostOf(host), port, path };
  }
  // scp-like: user@host:path. git takes it for a path where a slash comes before the first colon; so does one letter
  // before it, a drive.
  const scp = /^(?:[^@/\s]*@)?(\[[^\]]+\]|[^:/@\s]{2,}):(?!\/\/|:)(.+)$/.exec(url);
  if (!scp || scp[1] === undefined || scp[2] === undefined) return undefined;
  return { scheme: 'ssh', host: hostOf(scp[1]), port: '', path: scp[2].replace(/[?#].*$/s, '') };
}

function hostOf(host: string): string {
  return host.toLowerCase().replace(/\.$/, '');
}

/** White space, control characters and those that reorder text: an identity has none, so they are percent-encoded. */
const unprintable = /[\s\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/** The path as segments joined by a slash. */
function pathOf(path: string): string {
  return path
    .replace(unprintable, (character) => encodeURIComponent(character))
    .split('/')
    .filter((segment) => segment !== '' && segment !== '.')
    .join('/')
    .replace(/\.git$/i, '');
}

/** Azure DevOps names a repository differently in each kind of address; all become `dev.azure.com/org/project/name`. */
function azure(host: string, path: string): { host: string; path: string } {
  const legacy = /^(?:([^.]+)|vs-ssh)\.visualstudio\.com$/.exec(host);
  if (host !== 'dev.azure.com' && !legacy) return { host, path };
  const segments = path.split('/').filter((segment) => segment !== '_git' && segment !== '_optimized' && segment !== '_full');
  if (segments[0] === 'v3') segments.shift();
  if (legacy && host !== 'vs-ssh.visualstudio.com') {
    if (segments[0]?.toLowerCase() === 'defaultcollection') segments.shift();
    segments.unshift(legacy[1] ?? '');
  }
  // Without a project in the address, the repository is the one named like its project.
  if (segments.length === 2) segments.push(segments[1] ?? '');
  return { host: 'dev.azure.com', path: segments.join('/') };
}

/** The address without its user, password and query. `git@` stays: it is the same for everybody and needed to clone. */
function withoutUser(url: string): string {
  const bare = url.replace(/[?#].*$/s, '');
  const [, start = '', user, rest = bare] = /^([a-z0-9+.-]+:\/\/)?(?:([^/]*)@)?(.*)$/is.exec(bare) ?? [];
  const ssh = start === '' || /ssh/i.test(start);
  return `${start}${ssh && user === 'git' ? 'git@' : ''}${rest}`;
}

/**
 * Identity of a clone without a remote host: `local/` and the name of its folder, `.git` removed; white space is
 * percent-encoded and what is neither UTF-8 nor printable is replaced.
 */
export function localRepository(folder: string): string {
  const name = folder.replace(/\.git$/i, '').replace(unprintable, (character) => encodeURIComponent(character)).replace(/[\\/]/g, '-');
  return `local/${name === '' ? 'repository' : name}`;
}
