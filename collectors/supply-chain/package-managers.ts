import type { Invocation } from './invocation.ts';

/** What can be known of the repository's other files. */
export interface RepositoryLocks {
  /** Requirement files by path, and whether their packages have hashes. */
  readonly requirements: ReadonlyMap<string, boolean>;
  /** True if its .NET projects restore in locked mode. */
  readonly lockedRestore: boolean;
}

/** The command of a package manager as it is shown, if it takes in something that is not pinned by a hash. */
export function unpinnedInstall({ program, args }: Invocation, locks: RepositoryLocks): string[] | undefined {
  const words = args.map(({ text }) => text.slice(0, maxWord));
  if (/^python[\d.]*$/.test(program)) {
    const module = words.indexOf('-m');
    if (module === -1 || words[module + 1] !== 'pip') return undefined;
    return pip(words.slice(module + 2), locks) ? [program, ...words] : undefined;
  }
  const rule = rules.find(({ name }) => name.test(program));
  return rule?.unpinned(words, locks) ? [program, ...words] : undefined;
}

/** Longer words are cut: no package's name is, and patterns take longer on them. */
const maxWord = 500;

type Rule = (words: readonly string[], locks: RepositoryLocks) => boolean;
const rules: readonly { readonly name: RegExp; readonly unpinned: Rule }[] = [
  { name: /^npm$/, unpinned: npm },
  { name: /^pip[\d.]*$/, unpinned: pip },
  { name: /^go$/, unpinned: go },
  { name: /^choco$/, unpinned: choco },
  { name: /^(?:nuget|dotnet|msbuild)$/, unpinned: (words, locks) => nuget(words, locks) },
];

const commit = /^[0-9a-f]{40}$/i;
const npmValues = new Set(['--prefix', '-C', '--workspace', '-w', '--registry', '--loglevel', '--userconfig', '--cache']);
const npmInstalls = new Set(['install', 'i', 'add', 'install-test', 'it', 'update', 'up', 'upgrade']);

/** `npm ci` takes what the lockfile names by hash; every other way may take something else, but git at a full commit. */
function npm(words: readonly string[]): boolean {
  const [command, ...packages] = positional(words, npmValues);
  if (command === undefined || !npmInstalls.has(command)) return false;
  const pinned = (name: string): boolean => /^(?:github:|git:\/\/|git\+https?:\/\/|git\+ssh:\/\/)/.test(name) && commit.test(name.split('#')[1] ?? '');
  return packages.length === 0 || !packages.every(pinned);
}

const pipValues = new Set(`-i --index-url --extra-index-url -f --find-links --trusted-host --target -t --prefix --root --python --platform --cache-dir
  --progress-bar --timeout --retries --proxy --cert --client-cert --log --src --config-settings --global-option --no-binary --only-binary --upgrade-strategy
  --implementation --abi --python-version --report --exists-action -c --constraint`.split(/\s+/));
const pinnedGit = /^git\+[\w+.-]{1,20}:\/\/\S*@[0-9a-f]{40}(?:#.*)?$/i;

/** Pinned are hashes required on the command line or in the requirement files, local files and folders, git at a full commit without dependencies. */
function pip(words: readonly string[], { requirements }: RepositoryLocks): boolean {
  const install = words.indexOf('install');
  if (install === -1 || words.slice(0, install).some((word) => !word.startsWith('-'))) return false;
  const rest = words.slice(install + 1);
  if (rest.includes('--require-hashes')) return false;
  const noDependencies = rest.includes('--no-deps');
  const pinned = (source: string): boolean => isLocal(source) || (noDependencies && pinnedGit.test(source));
  let sources = 0;
  for (let at = 0; at < rest.length; at++) {
    const word = rest[at] ?? '';
    const value = rest[at + 1] ?? '';
    if (word === '-r' || word === '--requirement' || word.startsWith('--requirement=') || /^-r./.test(word)) {
      const separate = word === '-r' || word === '--requirement';
      if (!isHashed(separate ? value : word.replace(/^(?:--requirement=|-r)/, ''), requirements)) return true;
      at += separate ? 1 : 0;
    } else if (word === '-e' || word === '--editable') {
      if (!pinned(value)) return true;
      at += 1;
    } else if (pipValues.has(word)) {
      at += 1;
      continue;
    } else if (word.startsWith('-')) {
      continue;
    } else if (!pinned(word)) {
      return true;
    }
    sources += 1;
  }
  return sources === 0;
}

function isLocal(source: string): boolean {
  if (source.includes('://') || /^(?:git|svn|hg|bzr)\+/.test(source)) return false;
  return source.includes('/') || /^\.{1,2}(?:\[|$)/.test(source) || /\.(?:whl|zip|tar\.gz|tgz)$/.test(source);
}

/** The folder that a command runs in is not known: the root is taken, or else every folder that has the file. */
function isHashed(path: string, requirements: ReadonlyMap<string, boolean>): boolean {
  const name = path.replace(/^(?:\.{0,2}\/)+/, '');
  const atRoot = requirements.get(name);
  if (atRoot !== undefined) return atRoot;
  const elsewhere = [...requirements].filter(([known]) => known.endsWith(`/${name}`));
  return elsewhere.length > 0 && elsewhere.every(([, hashed]) => hashed);
}

const goFlags = new Set(['-d', '-f', '-t', '-u', '-v', '-x', '-fix', '-insecure']);
const goVersion = /^v\d+\.\d+\.\d+(?:[-+][\w.+-]*)?$/;

/** `go install module@version` is checked against the checksum database for full versions; without one it takes the latest. */
function go([command, ...words]: readonly string[]): boolean {
  if (command !== 'get' && command !== 'install') return false;
  const insecure = words.includes('-insecure');
  return words.some((word) => {
    if (goFlags.has(word) || !/\w\.\w[\w.-]*\/\w/.test(word) || /^\.{0,2}\//.test(word) || word.startsWith('-')) return false;
    const version = word.split('@')[1];
    return !(version === 'none' || (version !== undefined && (/^[0-9a-f]{40,}$/i.test(version) || (!insecure && goVersion.test(version)))));
  });
}

function choco([command, ...words]: readonly string[]): boolean {
  const required = /^--(?:requirechecksums?|require-checksums)(?:=|$)/i;
  return command === 'install' && !words.some((word) => required.test(word));
}

/** `nuget`, `dotnet` and `msbuild`, told apart by their commands. */
function nuget(words: readonly string[], { lockedRestore }: RepositoryLocks): boolean {
  const lower = words.map((word) => word.toLowerCase());
  const [command, first = ''] = lower;
  if (command === 'install') return first !== '' && !first.endsWith('packages.config') && !lower.includes('-version');
  if (command === 'add' && (first === 'package' || lower[2] === 'package')) return !lower.some((word) => /^(?:-v|--version)(?:=|$)/.test(word));
  if (command === 'restore' || lower.includes('/t:restore') || lower.includes('-t:restore')) {
    return !lockedRestore && !lower.some((word) => ['-lockedmode', '--locked-mode', '/p:restorelockedmode=true', '-p:restorelockedmode=true'].includes(word));
  }
  return false;
}

/** Words that are no options and no values of options. */
function positional(words: readonly string[], valued: ReadonlySet<string>): string[] {
  return words.filter((word, index) => !word.startsWith('-') && !valued.has(words[index - 1] ?? ''));
}
