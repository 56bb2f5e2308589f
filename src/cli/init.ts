import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { collectors } from '../../collectors/registry.ts';
import { editorSchemas } from '../schema/json-schemas.ts';
import { exitCode, UsageError } from './errors.ts';
import type { Io } from './io.ts';

interface InitOptions {
  readonly name?: string;
  readonly git?: string;
}

/** `almanac init [DIR]`: a content folder to start from, with comments and schemas for editors. Nothing is overwritten. */
export async function init(dir: string, options: InitOptions, io: Io): Promise<number> {
  const target = resolve(io.cwd, dir);
  if (existsSync(target) && readdirSync(target).length > 0) {
    throw new UsageError(`${target} is not empty, and init overwrites nothing. Name a new folder: \`almanac init my-content\`.`);
  }
  const name = options.name ?? basename(io.cwd);
  const clones = options.git === undefined ? undefined : relative(target, resolve(io.cwd, options.git)).replaceAll('\\', '/');
  const files = new Map([
    ['almanac.yaml', almanacYaml(name, clones)],
    ['owners.yaml', ownersYaml],
    ['catalog/teams.yaml', teamsYaml],
    ['catalog/systems.yaml', systemsYaml],
  ]);
  for (const [schema, text] of editorSchemas(collectors)) files.set(`.schemas/${schema}.json`, text);
  for (const [path, text] of files) {
    mkdirSync(dirname(join(target, path)), { recursive: true });
    writeFileSync(join(target, path), text);
  }
  const shown = [...files.keys()].filter((path) => !path.startsWith('.')).map((path) => `  ${join(dir, path)}\n`);
  const next = `almanac nightly --content ${dir}${clones === undefined ? ' --git FOLDER_OF_CLONES' : ''}`;
  io.out(`Wrote\n${shown.join('')}and schemas for editors in ${join(dir, '.schemas')}.\nNext: ${next}\n`);
  return exitCode.done;
}

function almanacYaml(name: string, clones: string | undefined): string {
  const git = clones === undefined ? '  # git:\n  #   - path: ../clones' : `  git:\n    - path: ${JSON.stringify(clones)}`;
  return `# yaml-language-server: $schema=.schemas/almanac.json
# What Almanac is told about the organisation. Every key is optional.
name: ${JSON.stringify(name)}

# Address the site will be served at; its path becomes the base of every link.
# site:
#   url: https://almanac.example.com/

# What to collect. A folder of clones is searched for repositories, their catalog-info.yaml and CODEOWNERS.
# Paths are relative to this folder.
sources:
${git}
  # facts:
  #   - path: facts/*.csv   # bring your own: NDJSON, CSV or Parquet of any kind of fact

# Counts about fewer people than this are withheld before anything is written.
privacy:
  minimumGroup: 5
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
