import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { explanation } from '../../src/schema/cli/explanation.ts';
import { finding } from '../../src/schema/finding.ts';
import { temporaryFolder } from '../clones/repositories.ts';
import { makeClones } from './clones.ts';
import { almanac } from './command.ts';

describe('almanac init', () => {
  it('writes a content folder that is in order, with schemas for editors, and overwrites nothing', async () => {
    const dir = temporaryFolder();
    const made = await almanac(['init', 'ours', '--name', 'Acme: "tools"', '--git', 'clones'], dir);
    expect(made.code).toBe(0);
    expect(made.out).toContain('Next: almanac nightly --content ours\n');
    const yaml = readFileSync(join(dir, 'ours', 'almanac.yaml'), 'utf8');
    expect(yaml).toContain('# yaml-language-server: $schema=.schemas/almanac.json');
    expect(yaml).toContain('    - path: "../clones"');
    JSON.parse(readFileSync(join(dir, 'ours', '.schemas', 'catalog.json'), 'utf8'));
    const checked = await almanac(['check', '--content', 'ours'], dir);
    expect(checked).toMatchObject({ code: 0, err: '' });
    expect(checked.out).toContain('is in order.');
    const again = await almanac(['init', 'ours'], dir);
    expect(again.code).toBe(2);
    expect(again.err).toContain('is not empty, and init overwrites nothing');
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
