import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pagesOf } from '../../src/clones/hosts.ts';
import { redact } from '../../src/text/redaction.ts';
import { localRepository, parseRemote } from '../../src/clones/remote.ts';
import { repositoryId } from '../../src/schema/primitives.ts';

test.each([
  ['https://github.com/acme/payments.git', 'github.com/acme/payments'],
  ['https://github.com/acme/payments/', 'github.com/acme/payments'],
  ['https://GitHub.COM:443/acme/Payments', 'github.com/acme/Payments'],
  ['http://git.example.com:8080/acme/payments.git', 'git.example.com:8080/acme/payments'],
  ['https://user:secret@github.com/acme/payments.git', 'github.com/acme/payments'],
  ['git@github.com:acme/payments.git', 'github.com/acme/payments'],
  ['git@github.com:/acme/payments.git', 'github.com/acme/payments'],
  ['github.com:acme/payments', 'github.com/acme/payments'],
  ['ssh://git@git.example.com:2222/acme/payments.git', 'git.example.com/acme/payments'],
  ['ssh://git@ssh.github.com:443/acme/payments.git', 'github.com/acme/payments'],
  ['git+ssh://git@github.com/acme/payments.git', 'github.com/acme/payments'],
  ['git://git.example.com/acme/payments.git', 'git.example.com/acme/payments'],
  ['git://git.example.com:9418/payments', 'git.example.com/payments'],
  ['ssh://git@[2001:db8::1]:22/acme/payments.git', '[2001:db8::1]/acme/payments'],
  ['git@[2001:db8::1]:acme/payments.git', '[2001:db8::1]/acme/payments'],
  ['https://gitlab.example.com/group/sub/deeper/name.git', 'gitlab.example.com/group/sub/deeper/name'],
  ['https://org@dev.azure.com/org/project/_git/name', 'dev.azure.com/org/project/name'],
  ['https://dev.azure.com/org/_git/project', 'dev.azure.com/org/project/project'],
  ['git@ssh.dev.azure.com:v3/org/project/name', 'dev.azure.com/org/project/name'],
  ['https://org.visualstudio.com/DefaultCollection/project/_git/name', 'dev.azure.com/org/project/name'],
  ['org@vs-ssh.visualstudio.com:v3/org/project/name', 'dev.azure.com/org/project/name'],
  ['https://dev.azure.com/org/My Project/_git/name', 'dev.azure.com/org/My%20Project/name'],
])('%s is %s', (url, repository) => {
  expect(parseRemote(url)?.repository).toBe(repository);
  expect(repositoryId.safeParse(repository).success).toBe(true);
});

test.each(['/srv/git/payments.git', '../payments', './a:b', 'file:///srv/git/payments.git', 'C:\\code\\payments', 'C:/code/payments', 'ext::sh -c touch', 'https://', 'https:///acme', 'https://host/', '', 'payments', 'https://user:pass/word@host/acme/payments'])(
  '%j names no repository on a host',
  (url) => {
    expect(parseRemote(url)).toBeUndefined();
  },
);

test('the same repository has one identity whichever way it is reached', () => {
  const segment = fc.stringMatching(/^[a-z][a-z0-9_.-]{0,12}[a-z0-9]$/).filter((name) => !name.endsWith('.git'));
  fc.assert(
    fc.property(fc.array(segment, { minLength: 2, maxLength: 4 }), segment, (path, host) => {
      const [name, where] = [path.join('/'), `${host}.example.com`];
      const urls = [`https://${where}/${name}.git`, `https://u:p@${where.toUpperCase()}/${name}`, `git@${where}:${name}.git`, `ssh://git@${where}:2222/${name}.git/`, `git://${where}/${name}`];
      expect(new Set(urls.map((url) => parseRemote(url)?.repository))).toEqual(new Set([`${where}/${name}`]));
    }),
    { numRuns: 100 },
  );
});

const canary = 'c4n4ry-t0ken';

test.each([
  [`https://${canary}@github.com/acme/payments.git`, 'https://github.com/acme/payments.git'],
  [`https://x-access-token:${canary}@github.com/acme/payments.git`, 'https://github.com/acme/payments.git'],
  [`https://oauth2:${canary}@x@gitlab.com/acme/payments.git`, 'https://gitlab.com/acme/payments.git'],
  [`https://gitlab.com/acme/payments.git?private_token=${canary}`, 'https://gitlab.com/acme/payments.git'],
  [`ssh://${canary}@example.com/acme/payments.git`, 'ssh://example.com/acme/payments.git'],
  [`${canary}@example.com:acme/payments.git`, 'example.com:acme/payments.git'],
  ['git@github.com:acme/payments.git', 'git@github.com:acme/payments.git'],
  ['ssh://git@github.com/acme/payments.git', 'ssh://git@github.com/acme/payments.git'],
])('%s is stored as %s', (url, stored) => {
  const remote = parseRemote(url);
  expect(remote?.url).toBe(stored);
  expect(JSON.stringify(remote)).not.toContain(canary);
});

test('no password reaches any part of a parsed remote', () => {
  const user = fc.stringMatching(/^[a-z0-9]{0,6}$/);
  const tail = fc.stringMatching(/^[!-~]{0,6}$/);
  fc.assert(
    fc.property(fc.constantFrom('https', 'http', 'ssh', 'git'), user, tail, (scheme, name, odd) => {
      expect(JSON.stringify(parseRemote(`${scheme}://${name}:${canary}${odd.replaceAll('@', '')}@github.com/acme/payments.git`) ?? null)).not.toContain(canary);
    }),
    { numRuns: 300 },
  );
});

test('messages lose credentials and paths of the machine', () => {
  const said = `fatal: unable to access 'https://me:${canary}@github.com/acme/x.git/?token=${canary}': failed in /srv/clones/x/.git/objects, see /srv/clones/x and '/mnt/other store/x', /var/lib/objects`;
  expect(redact(said, ['/srv/clones/x/.git', '/srv/clones/x'])).toBe("fatal: unable to access 'https://github.com/acme/x.git/?token=…': failed in objects, see . and '…/other store/x', …/objects");
});

test.each([
  ['https://github.com/acme/payments', 'github', 'https://github.com/acme/payments', 'https://github.com/acme/payments/blob/c0ffee/a%20b/%23c.md#L7'],
  ['git@github.acme.example:acme/payments', 'github', 'https://github.acme.example/acme/payments', 'https://github.acme.example/acme/payments/blob/c0ffee/a%20b/%23c.md#L7'],
  ['git@gitlab.com:a/b/c.git', 'gitlab', 'https://gitlab.com/a/b/c', 'https://gitlab.com/a/b/c/-/blob/c0ffee/a%20b/%23c.md#L7'],
  ['http://gitlab.internal:8080/a/b.git', 'gitlab', 'http://gitlab.internal:8080/a/b', 'http://gitlab.internal:8080/a/b/-/blob/c0ffee/a%20b/%23c.md#L7'],
  ['git@bitbucket.org:a/b.git', undefined, 'https://bitbucket.org/a/b', 'https://bitbucket.org/a/b/src/c0ffee/a%20b/%23c.md#lines-7'],
  ['https://codeberg.org/a/b.git', undefined, 'https://codeberg.org/a/b', 'https://codeberg.org/a/b/src/commit/c0ffee/a%20b/%23c.md#L7'],
  ['git@ssh.dev.azure.com:v3/org/My%20Project/name', undefined, 'https://dev.azure.com/org/My%20Project/_git/name', 'https://dev.azure.com/org/My%20Project/_git/name?path=/a%20b/%23c.md&version=GCc0ffee&line=7&lineEnd=8&lineStartColumn=1&lineEndColumn=1'],
  ['git@notgithub.com:a/b.git', undefined, undefined, undefined],
  ['git@git.example.com:a/b.git', undefined, undefined, undefined],
])('%s is of kind %s at %s', (url, kind, webUrl, fileUrl) => {
  const pages = pagesOf(parseRemote(url));
  expect(pages.kind).toBe(kind);
  expect(pages.webUrl).toBe(webUrl);
  expect(pages.fileUrl('c0ffee', 'a b/#c.md', 7)).toBe(fileUrl);
});

test('a clone without a remote is named after its folder', () => {
  expect(localRepository('payments.git')).toBe('local/payments');
  expect(localRepository('my tools')).toBe('local/my%20tools');
  expect(localRepository('.git')).toBe('local/repository');
});
