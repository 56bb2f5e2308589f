import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { collectors } from '../../collectors/registry.ts';
import { editorSchemas } from '../schema/json-schemas.ts';
import { exitCode, UsageError } from './errors.ts';
import { counted } from './format.ts';
import type { Io } from './io.ts';
import { starterDocuments } from './starter-documents.ts';
import { checkOrganisation } from './workspace.ts';

interface InitOptions {
  readonly name?: string;
  readonly git?: string;
  readonly github?: readonly string[];
  readonly schemas?: boolean;
}

/**
 * `almanac init [DIR]`: a content folder to start from, with comments, a document of each kind that is needed first, and
 * schemas for editors. Nothing is overwritten, except with `--schemas` the schemas themselves, after an upgrade.
 */
export async function init(dir: string, options: InitOptions, io: Io): Promise<number> {
  const target = resolve(io.cwd, dir);
  if (options.schemas === true) return refreshSchemas(target, join(dir, '.schemas'), io);
  if (existsSync(target) && !statSync(target).isDirectory()) throw new UsageError(`${target} is a file. Name a new folder: \`almanac init my-content\`.`);
  if (existsSync(target) && readdirSync(target).some((name) => !beside.has(name))) {
    throw new UsageError(`${target} is not empty, and init overwrites nothing. Name a new folder: \`almanac init my-content\`. (\`--schemas\` writes only the schemas for editors again.)`);
  }
  if (options.git !== undefined && !existsSync(resolve(io.cwd, options.git))) {
    throw new UsageError(`The folder ${resolve(io.cwd, options.git)} does not exist. --git takes a folder that holds git clones.`);
  }
  // A folder called `content` says nothing of whose it is; the one around it does.
  const name = options.name ?? (basename(target) === 'content' ? basename(dirname(target)) : basename(target));
  const clones = options.git === undefined ? undefined : relative(target, resolve(io.cwd, options.git)).replaceAll('\\', '/');
  const organisations = options.github ?? [];
  organisations.forEach(checkOrganisation);
  const files = new Map([
    ['almanac.yaml', almanacYaml(name, { clones, organisations })],
    ['owners.yaml', ownersYaml],
    ['catalog/teams.yaml', teamsYaml],
    ['catalog/systems.yaml', systemsYaml],
    ...starterDocuments(io.clock.now().toISOString().slice(0, 10)),
  ]);
  write(target, files);
  write(target, schemaFiles());
  const shown = [...files.keys()].map((path) => `  ${join(dir, path)}\n`);
  const night = `npm run nightly -- --content ${dir}${clones === undefined && organisations.length === 0 ? ' --git FOLDER_OF_CLONES' : ''}`;
  io.out(`Wrote\n${shown.join('')}and schemas for editors in ${join(dir, '.schemas')}.\nNext: ${organisations.length === 0 ? '' : 'GITHUB_TOKEN=… '}${night}\nThen write, and look at it meanwhile: npm run dev -- --content ${dir}\n`);
  return exitCode.done;
}

/** What may stand in a folder that is otherwise new: that of a repository which was just made. */
const beside: ReadonlySet<string> = new Set(['.git', '.gitattributes', '.gitignore', 'LICENSE', 'README.md']);

function refreshSchemas(target: string, shown: string, io: Io): number {
  if (!existsSync(join(target, 'almanac.yaml'))) throw new UsageError(`${target} holds no almanac.yaml: --schemas is for a content folder that is there.`);
  const files = schemaFiles();
  write(target, files);
  io.out(`Wrote ${counted(files.size, 'schema')} to ${shown}.\n`);
  return exitCode.done;
}

function schemaFiles(): ReadonlyMap<string, string> {
  return new Map([...editorSchemas(collectors)].map(([schema, text]) => [`.schemas/${schema}.json`, text]));
}

function write(target: string, files: ReadonlyMap<string, string>): void {
  for (const [path, text] of files) {
    mkdirSync(dirname(join(target, path)), { recursive: true });
    writeFileSync(join(target, path), text);
  }
}

/** @param sources what is collected: a folder of clones, organisations on GitHub */
function almanacYaml(name: string, { clones, organisations }: { readonly clones: string | undefined; readonly organisations: readonly string[] }): string {
  const git = clones === undefined ? { path: '../clones', named: false } : { path: JSON.stringify(clones), named: true };
  const github = organisations.length === 0 ? { orgs: ['acme'], named: false } : { orgs: organisations, named: true };
  const entries = [
    { named: git.named, lines: ['  git:', `    - path: ${git.path}`] },
    { named: github.named, lines: ['  github:   # read with the token in GITHUB_TOKEN, or by an App (docs/github.md)', ...github.orgs.map((org) => `    - org: ${JSON.stringify(org)}`)] },
    { named: false, lines: ['  facts:', '    - path: facts/*.csv   # bring your own: NDJSON, CSV or Parquet of any kind of fact'] },
  ];
  // A key with nothing but comments below it would be null.
  const none = entries.every(({ named }) => !named);
  const sources = [none ? '# sources:' : 'sources:', ...entries.toSorted((a, b) => Number(b.named) - Number(a.named)).flatMap(({ named, lines }) => (named ? lines : lines.map((line) => (none ? `# ${line}` : `  # ${line.slice(2)}`))))].join('\n');
  return `# yaml-language-server: $schema=.schemas/almanac.json
# What Almanac is told about the organisation. Every key is optional.
name: ${JSON.stringify(name)}

# Address the site will be served at: its path becomes the base of every link, and feeds and calendars name it.
# editUrl gives every document a link to where its file is edited.
# site:
#   url: https://almanac.example.com/
#   editUrl: https://github.com/acme/handbook/edit/main/

# What to collect. A folder of clones is searched for repositories, their catalog-info.yaml, CODEOWNERS, documentation and
# changelogs. Paths are relative to this folder.
${sources}

# Counts about fewer people than this are withheld before anything is written.
privacy:
  minimumGroup: 5

# Where "was this page useful?" and "report a problem" lead, and where to ask. The site itself sends nothing.
# feedback:
#   issues:
#     url: https://github.com/acme/handbook/issues/new
#   ask:
#     title: "#ask-platform"
#     url: https://chat.example.com/channels/ask-platform

# Where \`almanac announce --post\` tells of changes. The address is a secret: it stays in the environment.
# announce:
#   - format: slack            # slack, teams, markdown or json
#     urlFrom: SLACK_WEBHOOK
`;
}

const ownersYaml = `# yaml-language-server: $schema=.schemas/owners.json
# The organisation's own word on who owns which repositories, over catalog files and CODEOWNERS. The last rule that
# matches decides.
owners: []
#  - repositories: github.com/acme/payments-*
#    owner: group:default/payments
#    reason: agreed at the platform forum
`;

const teamsYaml = `# yaml-language-server: $schema=../.schemas/catalog.json
# Teams, in Backstage's format. CODEOWNERS teams are matched by name, or by the annotation.
apiVersion: backstage.io/v1alpha1
kind: Group
metadata:
  name: platform
  title: Platform
  description: Builds what the other teams build on
  # annotations:
  #   github.com/team-slug: acme/platform-engineers
spec:
  type: team
  children: []
`;

const systemsYaml = `# yaml-language-server: $schema=../.schemas/catalog.json
# Systems group components; a component says \`spec.system: developer-platform\`.
apiVersion: backstage.io/v1alpha1
kind: System
metadata:
  name: developer-platform
  title: Developer platform
spec:
  owner: platform
`;
