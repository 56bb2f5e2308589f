import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** Content of a file of a test repository; a plain string is an ordinary file. */
export type FileContent = string | Uint8Array | { readonly link: string } | { readonly submodule: string };

/** One commit of a test repository. Bytes of names are given as `latin1` characters. */
export interface TestCommit {
  /** Committer date, `2026-11-21T03:00:00Z`. */
  readonly at: string;
  /** `commit <number>` unless told. */
  readonly message?: string;
  readonly author?: string;
  readonly email?: string;
  readonly branch?: string;
  /** Branch or mark (`:1` is the first commit) that it starts from, where that is not its own branch. */
  readonly from?: string;
  readonly merge?: string;
  readonly files?: Readonly<Record<string, FileContent>>;
  readonly removed?: readonly string[];
}

/** One tag of a test repository: annotated if it has a date. */
export interface TestTag {
  readonly name: string;
  readonly of: string;
  readonly at?: string;
}

/** A folder for one test, removed when it is over. */
export function temporaryFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'almanac-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

const environment = {
  PATH: process.env['PATH'],
  HOME: '/nonexistent',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_AUTHOR_NAME: 'Test Author',
  GIT_AUTHOR_EMAIL: 'author@example.com',
  GIT_AUTHOR_DATE: '2026-01-05T00:00:00Z',
  GIT_COMMITTER_NAME: 'Test Committer',
  GIT_COMMITTER_EMAIL: 'committer@example.com',
  GIT_COMMITTER_DATE: '2026-01-05T00:00:00Z',
  GIT_ALLOW_PROTOCOL: 'file',
};

/** Runs git in `dir` with fixed dates and identities; gives its output without the last line feed. */
export function git(dir: string, args: readonly string[], input?: string | Uint8Array): string {
  return execFileSync('git', args, { cwd: dir, env: environment, input, stdio: ['pipe', 'pipe', 'pipe'], maxBuffer: 1e8 }).toString('latin1').replace(/\n$/, '');
}

/** Options of {@link makeRepository}. */
export interface TestRepository {
  readonly bare?: boolean;
  readonly remote?: string;
  readonly commits?: readonly TestCommit[];
  readonly tags?: readonly TestTag[];
}

/** Makes a repository in `dir` with everything in one `git fast-import`; its default branch is `main`. */
export function makeRepository(dir: string, { bare = false, remote, commits = [], tags = [] }: TestRepository = {}): string {
  mkdirSync(dir, { recursive: true });
  git(dir, ['init', '-q', '--template=', '-b', 'main', ...(bare ? ['--bare'] : [])]);
  if (remote !== undefined) git(dir, ['remote', 'add', 'origin', remote]);
  if (commits.length > 0) git(dir, ['fast-import', '--quiet', '--force', '--date-format=raw'], stream(commits, tags));
  return dir;
}

/** Turns a repository with local branches into what `git clone` would have made of it: the same as `origin/*`. */
export function trackOrigin(dir: string, branches: readonly string[], head?: string): void {
  for (const branch of branches) git(dir, ['update-ref', `refs/remotes/origin/${branch}`, `refs/heads/${branch}`]);
  if (head !== undefined) git(dir, ['symbolic-ref', 'refs/remotes/origin/HEAD', `refs/remotes/origin/${head}`]);
}

/** A list of commits a day apart that start at `from`, each by the author of its number. */
export function daily(from: string, count: number, authorOf: (index: number) => string = () => 'author'): TestCommit[] {
  return Array.from({ length: count }, (_, index) => {
    const author = authorOf(index);
    return { at: new Date(Date.parse(from) + index * 86_400_000).toISOString(), author, email: `${author}@example.com`, files: { 'file.txt': `${index}` } };
  });
}

function stream(commits: readonly TestCommit[], tags: readonly TestTag[]): Buffer {
  const parts: (string | Uint8Array)[] = [];
  const data = (content: string | Uint8Array) => {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    parts.push(`data ${bytes.length}\n`, bytes, '\n');
  };
  const seen = new Set<string>();
  commits.forEach((commit, index) => {
    const { branch = 'main', author = 'Test Author', email = 'author@example.com' } = commit;
    const when = `${Math.floor(Date.parse(commit.at) / 1000)} +0000`;
    parts.push(`commit refs/heads/${branch}\nmark :${index + 1}\nauthor ${author} <${email}> ${when}\ncommitter Test Committer <committer@example.com> ${when}\n`);
    data(commit.message ?? `commit ${index + 1}`);
    if (commit.from !== undefined) parts.push(`from ${commit.from}\n`);
    else if (!seen.has(branch) && branch !== 'main' && seen.has('main')) parts.push('from refs/heads/main\n');
    if (commit.merge !== undefined) parts.push(`merge ${commit.merge}\n`);
    seen.add(branch);
    for (const path of commit.removed ?? []) parts.push(`D ${quote(path)}\n`);
    for (const [path, content] of Object.entries(commit.files ?? {})) {
      if (typeof content === 'object' && 'submodule' in content) {
        parts.push(`M 160000 ${content.submodule} ${quote(path)}\n`);
        continue;
      }
      const linked = typeof content === 'object' && 'link' in content;
      parts.push(`M ${linked ? '120000' : '100644'} inline ${quote(path)}\n`);
      data(linked ? content.link : content);
    }
  });
  for (const tag of tags) {
    if (tag.at === undefined) {
      parts.push(`reset refs/tags/${tag.name}\nfrom ${tag.of}\n\n`);
      continue;
    }
    parts.push(`tag ${tag.name}\nfrom ${tag.of}\ntagger Test Committer <committer@example.com> ${Math.floor(Date.parse(tag.at) / 1000)} +0000\n`);
    data('a tag');
  }
  return Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part)));
}

/** A path as fast-import takes it: quoted, with the bytes that are not plain in octal. */
function quote(path: string): string {
  const escaped = path.replace(/["\\]|[^\x20-\x7e]/g, (character) => `\\${character.charCodeAt(0).toString(8).padStart(3, '0')}`);
  return `"${escaped}"`;
}
