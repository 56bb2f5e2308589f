import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Random, seeded } from './random.ts';

const dayMs = 86_400_000;
const areas = ['billing', 'search', 'ledger', 'routing', 'identity', 'catalogue', 'payments', 'reports', 'alerts', 'media'] as const;
const roles = ['api', 'worker', 'gateway', 'store', 'sync', 'web', 'model', 'batch'] as const;
const languages = ['TypeScript', 'Go', 'Java', 'Python', 'Kotlin', 'Rust', 'C#'] as const;
const files = ['readme', 'license', 'ci', 'lockfile', 'dockerfile', 'tests', 'codeowners', 'docs'] as const;

/** Size of a synthetic organisation. */
export interface Size {
  /** Components, each with a repository. Teams, systems, APIs and resources follow from it. */
  readonly components: number;
  readonly seed: number;
  /** The instant up to which things happened. */
  readonly asOf: string;
}

/**
 * Writes a content folder of an organisation made up from a seed: catalog files, and facts as NDJSON, with a dangling
 * relation, a disagreement about owners and an unclaimed repository here and there, as real ones have; judged by the
 * shipped rubrics.
 */
export function writeOrganisation(dir: string, size: Size): void {
  const random = seeded(size.seed);
  const counts = {
    components: size.components,
    teams: Math.max(3, Math.round(size.components / 10)),
    systems: Math.max(2, Math.round(size.components / 20)),
    apis: Math.max(2, Math.round(size.components / 4)),
    resources: Math.max(2, Math.round(size.components / 8)),
  };
  mkdirSync(join(dir, 'catalog'), { recursive: true });
  mkdirSync(join(dir, 'facts'), { recursive: true });
  writeFileSync(join(dir, 'almanac.yaml'), `name: Synthetic organisation of ${size.components}\nsources:\n  facts:\n    - path: facts/*.ndjson\n`);
  writeCatalog(dir, counts, random);
  writeFacts(dir, counts, Date.parse(size.asOf), random);
  // The shipped rubrics: what organisations of any size start from.
  const shipped = join(import.meta.dirname, '..', 'content');
  for (const part of ['scorecards', 'measurements.yaml', 'controls.yaml']) cpSync(join(shipped, part), join(dir, part), { recursive: true });
}

interface Counts {
  readonly components: number;
  readonly teams: number;
  readonly systems: number;
  readonly apis: number;
  readonly resources: number;
}

function componentName(n: number): string {
  return `${areas[n % areas.length]}-${roles[Math.floor(n / areas.length) % roles.length]}-${n}`;
}

function writeCatalog(dir: string, counts: Counts, random: Random): void {
  const documents: string[] = [];
  const entity = (kind: string, name: string, metadata: string, spec: string): void => {
    documents.push(`apiVersion: backstage.io/v1alpha1\nkind: ${kind}\nmetadata:\n  name: ${name}\n${metadata}spec:\n${spec}`);
  };
  const team = (): string => `team-${random.int(0, counts.teams - 1)}`;
  entity('Domain', 'business', '  title: Business\n', '  owner: team-0\n');
  for (let n = 0; n < counts.teams; n++) entity('Group', `team-${n}`, `  title: Team ${n}\n  description: Looks after ${areas[n % areas.length]}\n`, '  type: team\n  children: []\n');
  for (let n = 0; n < counts.systems; n++) entity('System', `system-${n}`, `  title: System ${n}\n`, `  owner: ${team()}\n  domain: business\n`);
  for (let n = 0; n < counts.apis; n++) {
    entity('API', `api-${n}`, `  description: Interface number ${n}\n`, `  type: openapi\n  lifecycle: production\n  owner: ${team()}\n  system: system-${random.int(0, counts.systems - 1)}\n  definition: "openapi: 3.1.0"\n`);
  }
  for (let n = 0; n < counts.resources; n++) entity('Resource', `resource-${n}`, '', `  type: database\n  owner: ${team()}\n  system: system-${random.int(0, counts.systems - 1)}\n`);
  for (let n = 0; n < counts.components; n++) {
    // One in twenty repositories is claimed by nothing, and gets its inferred component.
    if (n % 20 === 19) continue;
    const name = componentName(n);
    const depends = Array.from({ length: random.int(0, 4) }, () => {
      const target = random.int(0, counts.components - 1);
      return random.chance(0.3) ? `resource:resource-${random.int(0, counts.resources - 1)}` : `component:${random.chance(0.01) ? 'gone-' : ''}${componentName(target)}`;
    });
    const provides = n % 4 === 0 ? `  providesApis: [api-${n / 4}]\n` : '';
    entity(
      'Component',
      name,
      `  title: ${name.replaceAll('-', ' ')}\n  description: Does what ${name} has to do, for those who need it done, day and night\n  tags: [${random.pick(['core', 'edge', 'legacy'])}, tier-${random.int(1, 3)}]\n  annotations:\n    github.com/project-slug: acme/${name}\n`,
      `  type: ${random.pick(['service', 'library', 'website'])}\n  lifecycle: ${random.pick(['production', 'experimental', 'deprecated'])}\n  owner: team-${n % counts.teams}\n  system: system-${random.int(0, counts.systems - 1)}\n  consumesApis: [api-${random.int(0, counts.apis - 1)}]\n${provides}  dependsOn: [${depends.join(', ')}]\n`,
    );
  }
  // Files of 250 entities stay well below the limit on a file's size.
  for (let start = 0; start < documents.length; start += 250) {
    writeFileSync(join(dir, 'catalog', `entities-${String(start / 250).padStart(4, '0')}.yaml`), documents.slice(start, start + 250).join('---\n'));
  }
}

function writeFacts(dir: string, counts: Counts, asOf: number, random: Random): void {
  const lines: Record<'repository' | 'branch' | 'tag' | 'codeowners' | 'repository-week', string[]> = { repository: [], branch: [], tag: [], codeowners: [], 'repository-week': [] };
  const at = (daysAgo: number): string => new Date(asOf - daysAgo * dayMs).toISOString();
  for (let n = 0; n < counts.components; n++) {
    const id = `github.com/acme/${componentName(n)}`;
    const quiet = random.int(0, random.chance(0.2) ? 900 : 40);
    const language = random.pick(languages);
    const branches = random.int(0, 6);
    for (let b = 0; b < branches; b++) {
      lines.branch.push(JSON.stringify({ repository: id, name: `feature/change-${b}`, isDefault: false, lastCommitAt: at(quiet + random.int(0, 400)), merged: random.chance(0.5) }));
    }
    lines.branch.push(JSON.stringify({ repository: id, name: 'main', isDefault: true, lastCommitAt: at(quiet) }));
    const tags = random.int(0, 5);
    for (let t = 0; t < tags; t++) {
      lines.tag.push(JSON.stringify({ repository: id, name: `v1.${t}.0`, version: `1.${t}.0`, taggedAt: at(quiet + (tags - t) * 30), prerelease: false }));
    }
    const monday = asOf - ((new Date(asOf).getUTCDay() + 6) % 7) * dayMs - (asOf % dayMs);
    for (let w = Math.ceil(quiet / 7); w < 52; w++) {
      if (random.chance(0.4)) continue;
      const start = new Date(monday - w * 7 * dayMs);
      const contributors = random.int(1, 9);
      const suppressed = contributors < 5;
      lines['repository-week'].push(
        JSON.stringify({ repository: id, week: isoWeek(start), startsAt: start.toISOString(), suppressed, ...(suppressed ? {} : { commits: random.int(5, 60), contributors }) }),
      );
    }
    const there = files.filter(() => random.chance(0.7));
    if (there.includes('codeowners')) {
      const owner = `@acme/team-${random.chance(0.05) ? random.int(0, counts.teams - 1) : n % counts.teams}`;
      lines.codeowners.push(JSON.stringify({ repository: id, dialect: 'github', path: '.github/CODEOWNERS', rules: 2, invalidLines: 0, rootOwners: [owner], rootPattern: '*', rootLine: 1, owners: [owner] }));
    }
    lines.repository.push(
      JSON.stringify({
        repository: id,
        webUrl: `https://${id}`,
        remoteUrl: `https://${id}.git`,
        defaultBranch: 'main',
        empty: false,
        firstCommitAt: at(quiet + 1200),
        lastCommitAt: at(quiet),
        branches: branches + 1,
        mergedBranches: Math.floor(branches / 2),
        tags,
        sizeBytes: random.int(10_000, 9_000_000),
        files: random.int(10, 2000),
        languages: [{ name: language, bytes: random.int(50_000, 900_000) }, { name: 'Shell', bytes: random.int(100, 9000) }],
        license: 'Apache-2.0',
        wellKnownFiles: there.map((file) => ({ file, path: file.toUpperCase() })),
        ...(tags > 0 ? { latestRelease: `1.${tags - 1}.0`, latestReleaseAt: at(quiet + 30) } : {}),
      }),
    );
  }
  for (const [kind, rows] of Object.entries(lines)) writeFileSync(join(dir, 'facts', `${kind}.ndjson`), rows.map((row) => `${row}\n`).join(''));
}

/** ISO 8601 week of a Monday: the year is that of its Thursday. */
function isoWeek(monday: Date): string {
  const thursday = new Date(monday.getTime() + 3 * dayMs);
  const year = thursday.getUTCFullYear();
  const week = 1 + Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / (7 * dayMs));
  return `${year}-W${String(week).padStart(2, '0')}`;
}
