import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readOrganisation } from '../../src/content/organisation.ts';
import { explanation } from '../../src/schema/cli/explanation.ts';
import { finding } from '../../src/schema/finding.ts';
import { temporaryFolder } from '../clones/repositories.ts';
import { makeClones } from './clones.ts';
import { almanac } from './command.ts';

describe('almanac init', () => {
  it('writes a content folder without errors, with documents to write over and schemas for editors, and overwrites nothing', async () => {
    const dir = temporaryFolder();
    mkdirSync(join(dir, 'clones'));
    const made = await almanac(['init', 'ours', '--name', 'Acme: "tools"', '--git', 'clones'], dir);
    expect(made.code).toBe(0);
    expect(made.out).toContain('Next: npm run nightly -- --content ours\n');
    const yaml = readFileSync(join(dir, 'ours', 'almanac.yaml'), 'utf8');
    expect(yaml).toContain('# yaml-language-server: $schema=.schemas/almanac.json');
    expect(yaml).toContain('    - path: "../clones"');
    JSON.parse(readFileSync(join(dir, 'ours', '.schemas', 'catalog.json'), 'utf8'));
    const checked = await almanac(['check', '--content', 'ours'], dir);
    expect(checked).toMatchObject({ code: 0, err: '' });
    expect(checked.out).toMatch(/^runbooks\/night-failed.md:2:1 note ALM0809: .* was never tested\.\n/);
    expect(checked.out).toContain('0 errors, 1 other finding\n');
    const again = await almanac(['init', 'ours'], dir);
    expect(again.code).toBe(2);
    expect(again.err).toContain('is not empty, and init overwrites nothing');
  });

  it('names organisations on GitHub, with clones or without, and what to run', async () => {
    const dir = temporaryFolder();
    mkdirSync(join(dir, 'clones'));
    const made = await almanac(['init', 'ours', '--github', 'acme,123', '--git', 'clones'], dir);
    expect(made.out).toContain('Next: GITHUB_TOKEN=… npm run nightly -- --content ours\n');
    const { config, findings } = readOrganisation(join(dir, 'ours'));
    expect(findings).toEqual([]);
    expect(config.sources).toMatchObject({ git: [{ path: '../clones' }], github: [{ org: 'acme' }, { org: '123' }] });
    expect((await almanac(['init', 'theirs', '--github', 'acme'], dir)).code).toBe(0);
    expect(Object.keys(readOrganisation(join(dir, 'theirs')).config.sources)).toEqual(['github']);
    const wrong = await almanac(['init', 'other', '--github', 'github.com/acme'], dir);
    expect([wrong.code, wrong.err]).toEqual([2, 'almanac: `github.com/acme` is not the name of an organisation. --github takes it as it stands in the address: for https://github.com/acme that is `acme`.\n']);
    expect(existsSync(join(dir, 'other'))).toBe(false);
  });

  it('is at home in a repository that was just made, names the organisation after the folder, and builds', async () => {
    const dir = join(temporaryFolder(), 'acme');
    mkdirSync(join(dir, 'content', '.git'), { recursive: true });
    writeFileSync(join(dir, 'content', 'README.md'), 'Ours\n');
    expect(await almanac(['init'], dir)).toMatchObject({ code: 0, err: '' });
    expect(readFileSync(join(dir, 'content', 'almanac.yaml'), 'utf8')).toContain('name: "acme"\n');
    const night = await almanac(['nightly'], dir);
    expect(night.err).toContain('findings: 0 errors, 0 warnings, 1 note');
    expect(night.code).toBe(0);
    for (const page of ['docs/getting-started/writing', 'runbooks/night-failed', 'architecture-decisions/0001-record-decisions']) {
      expect(readFileSync(join(dir, 'dist', page, 'index.html'), 'utf8')).toContain('<h1');
    }
  });

  it('writes the schemas again after an upgrade, and says what is wrong with where it should write', async () => {
    const dir = temporaryFolder();
    expect((await almanac(['init', '--schemas'], dir)).err).toContain('holds no almanac.yaml: --schemas is for a content folder that is there.');
    expect((await almanac(['init', 'ours', '--git', 'nowhere'], dir)).err).toContain('nowhere does not exist. --git takes a folder that holds git clones.');
    expect((await almanac(['init', 'ours'], dir)).code).toBe(0);
    const schema = join(dir, 'ours', '.schemas', 'doc-front-matter.json');
    const before = readFileSync(schema, 'utf8');
    writeFileSync(schema, '{}');
    writeFileSync(join(dir, 'ours', 'owners.yaml'), 'owners: []\n');
    expect((await almanac(['init', 'ours', '--schemas'], dir)).out).toMatch(/^Wrote \d+ schemas to ours\/\.schemas\.\n$/);
    expect(readFileSync(schema, 'utf8')).toBe(before);
    expect(readFileSync(join(dir, 'ours', 'owners.yaml'), 'utf8')).toBe('owners: []\n');
    writeFileSync(join(dir, 'file'), '');
    expect((await almanac(['init', 'file'], dir)).err).toContain('file is a file. Name a new folder');
  });
});

describe('almanac check', () => {
  it('gives every finding at once, with its place, and exits with 1', async () => {
    const dir = temporaryFolder();
    mkdirSync(join(dir, 'content', 'catalog'), { recursive: true });
    mkdirSync(join(dir, 'content', 'docs'));
    writeFileSync(join(dir, 'content', 'almanac.yaml'), 'name: Acme\nsources:\n  gti:\n    - path: ../x\n');
    writeFileSync(join(dir, 'content', 'owners.yaml'), 'owners:\n  - repositories: github.com/acme/*\n    ownr: x\n');
    writeFileSync(join(dir, 'content', 'catalog', 'a.yaml'), 'apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: "not a name"\nspec:\n  type: service\n');
    writeFileSync(join(dir, 'content', 'docs', 'page.md'), '---\ntitel: Page\n---\n\nText\n');
    writeFileSync(join(dir, 'content', 'docs', 'bare.md'), 'Text\n');
    const { code, out } = await almanac(['check', '--json'], dir);
    expect(code).toBe(1);
    const findings = z.array(finding).parse(JSON.parse(out)).map((one) => `${one.file}:${one.line} ${one.code} ${one.severity}`);
    expect(findings).toEqual(expect.arrayContaining([
      'almanac.yaml:3 ALM0103 error',
      'owners.yaml:3 ALM0103 error',
      'catalog/a.yaml:4 ALM0302 error',
      'docs/page.md:2 ALM0103 error',
      'docs/bare.md:1 ALM0106 error',
    ]));
    expect((await almanac(['check', '--content', 'nowhere'], dir)).err).toContain('There is no content folder');
  });
});

describe('almanac check of references', () => {
  it('is as sure as a build where nothing else declares entities, and notes what a repository may declare', async () => {
    const dir = temporaryFolder();
    mkdirSync(join(dir, 'clones'));
    mkdirSync(join(dir, 'content'));
    writeFileSync(join(dir, 'content', 'roadmap.yaml'), 'items:\n  - id: arm\n    title: Arm\n    outcome: Cheaper builds\n    quarter: 2026-Q4\n    status: planned\n    entities: [component:payments]\n');
    const alone = await almanac(['check'], dir);
    expect(alone.out).toContain('roadmap.yaml:7:16 error ALM0822: There is no entity `component:default/payments`.');
    expect(alone.code).toBe(1);
    writeFileSync(join(dir, 'content', 'almanac.yaml'), 'sources:\n  git:\n    - path: ../clones\n');
    const fed = await almanac(['check'], dir);
    expect(fed.out).toContain('roadmap.yaml:7:16 note ALM0822: There is no entity `component:default/payments`.');
    expect(fed.out).toContain('If a repository does, a build finds it there');
    expect(fed.code).toBe(0);
  });
});

describe('almanac explain', () => {
  it('tells a value, its source and its age, and owners with the evidence', async () => {
    const dir = temporaryFolder();
    makeClones(join(dir, 'clones'));
    const options = ['--git', 'clones', '--as-of', '2026-11-01T00:00:00Z'];
    expect((await almanac(['explain', 'payments', ...options], dir)).err).toContain('Nothing was collected into');
    expect((await almanac(['collect', ...options], dir)).code).toBe(0);
    const owner = await almanac(['explain', 'payments', 'owner', ...options], dir);
    expect(owner.out).toContain('component:default/payments\n  declared in catalog-info.yaml:1');
    expect(owner.out).toContain('owner: group:default/team-payments');
    expect(owner.out).toContain('* catalog: group:default/team-payments (written team-payments, ');
    expect(owner.out).toContain('  codeowners: group:default/team-payments (written @acme/team-payments, CODEOWNERS:1)');
    const release = await almanac(['explain', 'github.com/acme/payments', 'latestRelease', ...options, '--json'], dir);
    expect(explanation.parse(JSON.parse(release.out)).facts).toMatchObject([
      { value: '1.0.0', provenance: { collector: 'git', observedAt: '2026-11-01T00:00:00.000Z', since: '2026-11-01T00:00:00.000Z' }, age: { state: 'current', days: 0 } },
    ]);
    const wrong = await almanac(['explain', 'paymets', ...options], dir);
    expect(wrong).toMatchObject({ code: 2 });
    expect(wrong.err).toContain('There is no entity or repository `paymets`; did you mean `payments`?');
    expect((await almanac(['explain', 'payments', 'licence', ...options], dir)).err).toContain('has no fact `licence`; did you mean `license`?');
  });
});
