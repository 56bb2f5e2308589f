import { join } from 'node:path';
import { textOf } from '../../collectors/git/license-text.ts';
import { repository } from '../../src/schema/facts/repository.ts';
import { makeRepository, temporaryFolder, type FileContent } from '../clones/repositories.ts';
import { collect as collectGit } from '../git/contexts.ts';
import { repositoryId, type Sample } from '../rubrics/sample.ts';
import { collect as collectSupplyChain } from '../supply-chain/reading.ts';

type Files = Readonly<Record<string, FileContent>>;

export const commit = 'a'.repeat(40);
const digest = `sha256:${'b'.repeat(64)}`;

/** A workflow with steps in a job that may only read, and whatever comes before `jobs`. */
export function workflow(steps: string, top = 'on: push\npermissions:\n  contents: read\n', job = ''): string {
  return `${top}jobs:\n  build:\n    runs-on: ubuntu-latest\n${job}    steps:\n${steps}`;
}

export const ci = '.github/workflows/ci.yml';

/** A repository of which every check holds. */
export const goodFiles: Files = {
  [ci]: workflow(`      - uses: actions/checkout@${commit}\n      - run: npm ci && npm test\n      - run: npm ci && npx semantic-release\n`),
  '.github/workflows/codeql.yml': workflow(`      - uses: github/codeql-action/init@${commit}\n      - uses: github/codeql-action/analyze@${commit}\n`, 'on: pull_request\npermissions: read-all\n', '    permissions:\n      security-events: write\n'),
  '.github/dependabot.yml': 'version: 2\nupdates: []\n',
  Dockerfile: `FROM node:24@${digest}\nRUN npm ci\n`,
  LICENSE: textOf('MIT').replace('<year>', '2026').replace('<copyright holders>', 'Acme'),
  'SECURITY.md': '# Security\n\nWrite to security@example.com.\n',
  'package.json': '{ "devDependencies": { "fast-check": "4.0.0" } }\n',
};

/** The good repository with some files changed, and those that are undefined left out. */
export function changed(files: Readonly<Record<string, FileContent | undefined>>): Files {
  return Object.fromEntries(Object.entries({ ...goodFiles, ...files }).flatMap(([path, content]) => (content === undefined ? [] : [[path, content]])));
}

/** A clone with these files. */
export function cloneOf(files: Files): string {
  return makeRepository(join(temporaryFolder(), 'subject.git'), {
    bare: true,
    remote: `https://${repositoryId}.git`,
    commits: [{ at: '2026-10-05T00:00:00Z', files }],
  });
}

/** What the collectors of a night say of a clone, as the facts of an entity. */
export async function sampleOf(clone: string): Promise<Sample> {
  const [git, { facts }] = await Promise.all([collectGit(clone), collectSupplyChain(clone)]);
  return sample({ repository: repository.parse(git.facts('repository')[0]), supplyChain: facts[0] });
}

export function sample(of: Pick<Sample, 'repository' | 'supplyChain'>): Sample {
  return {
    metadata: { annotations: { 'backstage.io/source-location': `url:https://${repositoryId}/` } },
    spec: { type: 'library', lifecycle: 'production', owner: 'team-a' },
    measurements: {},
    changes: undefined,
    deliveries: undefined,
    ...of,
  };
}
