import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { entityCheck, type EntityCheck } from '../../src/schema/cli/entity-check.ts';
import { git, makeRepository, temporaryFolder, trackOrigin } from '../clones/repositories.ts';
import { almanac } from './command.ts';
import { run } from './in-process.ts';
import { catalogInfo, content, write } from './rules.ts';

const remote = 'https://github.com/acme/payments.git';

/** A working clone with a README on its default branch and a licence on a branch that is checked out. */
function makeClone(dir: string): string {
  makeRepository(dir, {
    remote,
    commits: [
      { at: '2026-10-01T10:00:00Z', files: { 'README.md': '# Payments\n', 'service/catalog-info.yaml': catalogInfo, 'catalog-info.yaml': 'apiVersion: backstage.io/v1alpha1\nkind: Location\nmetadata:\n  name: all\nspec:\n  target: ./service/catalog-info.yaml\n' } },
      { at: '2026-11-01T10:00:00Z', branch: 'feature', from: ':1', files: { LICENSE: 'All rights reserved.\n' } },
    ],
    tags: [{ name: 'v1.0.0', of: ':1', at: '2026-10-01T12:00:00Z' }],
  });
  trackOrigin(dir, ['main', 'feature'], 'main');
  git(dir, ['checkout', '-q', '-f', 'feature']);
  return dir;
}

function workshop(): { dir: string; clone: string } {
  const dir = temporaryFolder();
  write(join(dir, 'content'), content);
  return { dir, clone: makeClone(join(dir, 'payments')) };
}

/** A folder with the content alone, which declares component:payments itself. */
function withoutClone(): string {
  const dir = temporaryFolder();
  write(join(dir, 'content'), { ...content, 'catalog/payments.yaml': catalogInfo });
  return dir;
}

function suppliersWhere(applies: string): string {
  return content['scorecards/suppliers.yaml']?.replace("entity.type == 'supplied'", applies) ?? '';
}

const command = ['check', '--entity', 'payments', '--content', '../content'];
const verdicts = (report: EntityCheck, scorecard = 'ready'): Record<string, string> =>
  Object.fromEntries(report.scorecards.find(({ id }) => id === scorecard)?.checks.map(({ id, verdict }) => [id, verdict]) ?? []);

async function json(cwd: string): Promise<EntityCheck> {
  const { code, out } = await run([...command, '--reporter', 'json'], cwd);
  const report = entityCheck.parse(JSON.parse(out));
  expect(code).toBe(report.failed ? 1 : 0);
  return report;
}

describe('almanac check --entity', () => {
  it('judges the commit that is checked out and prints it for a person', async () => {
    const { clone } = workshop();
    const { code, out, err } = await run(command, clone);
    expect(err).toBe('');
    expect(out.replace(/at [0-9a-f]{12}/, 'at COMMIT')).toMatchInlineSnapshot(`
      "component:default/payments  Payments, owned by group:default/team-payments
      Judged as of 2026-11-20T12:00:00.000Z, from github.com/acme/payments at COMMIT and the content folder

      Ready (ready)
        level   Silver   of Bronze > Silver
        score   100% (75% without exemptions)
        checks  3 pass, 1 exempt

        exempt  Bronze  Says how to contribute  exempt until 2026-12-01 (11 days left): Closed source until the spring, approved by Architecture board
        (FAIL)  Bronze  Keeps a changelog       counts from 2027-01-01
        pass    Bronze  Has a README
        pass    Silver  Has a licence           4 files, licence NOASSERTION
        pass    Silver  Was released lately     released 50 days ago, limit 90

      component:default/payments passes. Ready: Silver (3 pass, 1 exempt).
      "
    `);
    expect(code).toBe(0);
  });

  it('fails on the default branch, which has no licence, and names the commit and the place', async () => {
    const { clone } = workshop();
    git(clone, ['checkout', '-q', 'main']);
    const report = await json(clone);
    expect(report).toMatchObject({
      failed: true,
      clone: { repository: 'github.com/acme/payments', commit: git(clone, ['rev-parse', 'main']), uncommitted: 0, belongs: true },
      location: { file: 'service/catalog-info.yaml', line: 1 },
    });
    expect(verdicts(report)).toEqual({ readme: 'pass', licence: 'fail', released: 'pass', contributing: 'exempt', changelog: 'fail' });
  });

  it('judges a detached HEAD, as CI checks out', async () => {
    const { clone } = workshop();
    git(clone, ['checkout', '-q', '--detach', 'origin/main']);
    expect(verdicts(await json(clone))).toMatchObject({ licence: 'fail' });
  });

  it('finds the clone around a folder in it, or takes the one that is named, and says what is not committed', async () => {
    const { dir, clone } = workshop();
    rmSync(join(clone, 'LICENSE'));
    write(clone, { 'CHANGELOG.md': '# Changes\n' });
    const inside = await run(['check', '--entity', 'component:payments', '--content', '../../content', '--json'], join(clone, 'service'));
    expect(inside.err).toBe('2 files with changes that are not committed: the commit is judged, without them.\n');
    const report = entityCheck.parse(JSON.parse(inside.out));
    expect(report.clone?.uncommitted).toBe(2);
    expect(verdicts(report)).toMatchObject({ licence: 'pass', changelog: 'fail' });
    const named = await run(['check', '--entity', 'component:default/payments', '--clone', 'payments', '--json'], dir);
    expect(named.out).toBe(inside.out);
  });

  it('reads no clone that lies in the clone, such as the content that CI checks out there', async () => {
    const { clone } = workshop();
    makeRepository(join(clone, 'vendor', 'other'), { remote: 'https://github.com/acme/other.git', commits: [{ at: '2026-10-01T10:00:00Z', files: { 'README.md': '# Other\n' } }] });
    expect((await run(['check', '--entity', 'other', '--content', '../content'], clone)).err).toContain('There is no entity `other`');
  });

  it('takes one level as the gate, whatever fails above it', async () => {
    const { clone } = workshop();
    git(clone, ['checkout', '-q', 'main']);
    const gate = (level: string): ReturnType<typeof run> => run([...command, '--scorecard', 'ready', '--level', level], clone);
    const bronze = await gate('Bronze');
    expect(bronze.code).toBe(0);
    expect(bronze.out).toContain('asked   Bronze: reached');
    const silver = await gate('silver');
    expect(silver.code).toBe(1);
    expect(silver.out).toContain('asked   Silver: not reached');
  });

  it('says which scorecard that was asked for does not apply, and asks for one where a level is of several', async () => {
    const dir = withoutClone();
    const asked = ['check', '--entity', 'payments', '--level'];
    const other = await run([...asked, 'accepted', '--scorecard', 'suppliers'], dir);
    expect(other.code).toBe(0);
    expect(other.out).toContain('Suppliers does not apply to component:default/payments.');
    write(dir, { 'content/scorecards/suppliers.yaml': suppliersWhere("entity.type != 'supplied'") });
    expect((await run([...asked, 'bronze'], dir)).err).toBe(
      'almanac: --level is a level of one scorecard, and 2 judge component:default/payments: ready, suppliers. Name one with --scorecard.\n',
    );
  });

  it('never fails for what is unknown, and names what is missing', async () => {
    const dir = withoutClone();
    write(dir, {
      'content/measurements.yaml': 'measurements:\n  - id: supplied\n    title: Supplied\n    type: boolean\n',
      'content/scorecards/suppliers.yaml': suppliersWhere('entity.measurements.supplied'),
    });
    const { code, out } = await run(['check', '--entity', 'payments'], dir);
    expect(code).toBe(0);
    expect(out).toContain('no level; Silver, if repository.wellKnownFiles and repository.latestReleaseAt could be read');
    expect(out).toMatch(/unknown +Silver +Was released lately .*not known: repository\.latestReleaseAt of component:default\/payments \(no repository belongs to it\)/);
    expect(out).toContain('It is not known whether Suppliers applies: entity.measurements.supplied of component:default/payments (no source says it).');
    // The level that was asked for is not reached as long as it is not known to be.
    expect((await run(['check', '--entity', 'payments', '--scorecard', 'ready', '--level', 'bronze'], dir)).code).toBe(1);
  });

  it('lays a shallow checkout over what a night knew: files from the one, releases from the other', async () => {
    const { dir, clone } = workshop();
    const night = ['collect', '--content', 'content', '--git', '.', '--data', 'data'];
    expect((await run(night, dir)).code).toBe(0);
    const shallow = join(dir, 'ci', 'payments');
    mkdirSync(join(dir, 'ci'));
    git(dir, ['clone', '-q', '--depth', '1', '--no-tags', '--branch', 'feature', `file://${clone}`, shallow]);
    git(shallow, ['remote', 'set-url', 'origin', remote]);
    const args = ['check', '--entity', 'payments', '--content', '../../content', '--reporter', 'json'];
    const alone = entityCheck.parse(JSON.parse((await run(args, shallow)).out));
    expect(verdicts(alone)).toMatchObject({ licence: 'pass', released: 'unknown' });
    expect(alone.scorecards[0]?.checks[2]?.missing[0]?.reason).toBe('a shallow checkout does not tell, and nothing that was collected before does');
    const over = entityCheck.parse(JSON.parse((await run([...args, '--data', '../../data'], shallow)).out));
    expect(verdicts(over)).toMatchObject({ licence: 'pass', released: 'pass' });
    expect(over.previously).toBe('2026-11-20T12:00:00.000Z');
  });

  it('lets the clone count over facts that were brought of it', async () => {
    const { dir, clone } = workshop();
    git(clone, ['checkout', '-q', 'main']);
    const brought = { repository: 'github.com/acme/payments', empty: false, wellKnownFiles: [{ file: 'license', path: 'LICENSE' }] };
    write(join(dir, 'content'), { 'almanac.yaml': 'name: Acme\nsources:\n  facts:\n    - path: facts/*.ndjson\n', 'facts/repository.ndjson': `${JSON.stringify(brought)}\n` });
    expect(verdicts(await json(clone))).toMatchObject({ readme: 'pass', licence: 'fail' });
  });

  it('annotates in GitHub Actions, and appends a summary to the step', async () => {
    const { dir, clone } = workshop();
    git(clone, ['checkout', '-q', 'main']);
    write(dir, { 'summary.md': 'before\n' });
    const { code, out } = await run(command, clone, { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: join(dir, 'summary.md') });
    expect(code).toBe(1);
    expect(out.split('\n')[0]).toBe('::error file=service/catalog-info.yaml,line=1,title=Ready%3A Has a licence::Fails, for Silver: 3 files, licence NONE');
    expect(readFileSync(join(dir, 'summary.md'), 'utf8')).toMatch(/^before\n## Scorecards of Payments: fails\n/);
  });

  it('gives SARIF that points at the declaration, whatever CI it runs in, and leaves nothing behind', async () => {
    const { dir, clone } = workshop();
    git(clone, ['checkout', '-q', 'main']);
    const temporary = join(dir, 'tmp');
    mkdirSync(temporary);
    vi.stubEnv('TMPDIR', temporary);
    const { out } = await run([...command, '--reporter', 'sarif'], clone, { GITHUB_ACTIONS: 'true' }).finally(() => vi.unstubAllEnvs());
    expect(readdirSync(temporary)).toEqual([]);
    expect(git(clone, ['status', '--porcelain'])).toBe('');
    expect(JSON.parse(out)).toMatchObject({
      version: '2.1.0',
      runs: [
        {
          tool: { driver: { name: 'Almanac' } },
          results: [
            { ruleId: 'ready/licence', level: 'error', locations: [{ physicalLocation: { artifactLocation: { uri: 'service/catalog-info.yaml' }, region: { startLine: 1 } } }] },
            { ruleId: 'ready/contributing', suppressions: [{ kind: 'external', justification: 'Closed source until the spring' }] },
            { ruleId: 'ready/changelog', level: 'note' },
          ],
        },
      ],
    });
  });

  it('works without a clone, and says what is wrong with the rules that are left out', async () => {
    const dir = withoutClone();
    write(dir, { 'content/scorecards/broken.yaml': 'id: broken\n' });
    const { code, out, err } = await run(['check', '--entity', 'payments'], dir);
    expect(code).toBe(0);
    expect(out).toContain('Judged as of 2026-11-20T12:00:00.000Z, from the content folder');
    expect(err).toContain('scorecards/broken.yaml:1');
  });

  it('tells what was asked for wrongly, with the nearest name', async () => {
    const dir = withoutClone();
    const said = async (...args: string[]): Promise<string> => {
      const { code, err } = await run(['check', ...args], dir);
      expect(code).toBe(2);
      return err.replaceAll(dir, 'DIR');
    };
    const entity = ['--entity', 'payments'];
    expect(await said('--entity', 'paymets')).toBe('almanac: There is no entity `paymets`; did you mean `payments`? Name it as kind:namespace/name, as kind:name, or as a name alone.\n');
    expect(await said('--entity', 'component:paymets')).toContain('did you mean `component:payments`?');
    expect(await said('--entity', 'zzz')).toContain('There is no entity `zzz`. Name it as');
    expect(await said(...entity, '--scorecard', 'redy')).toBe('almanac: There is no scorecard `redy`; did you mean `ready`? Scorecards: ready, suppliers.\n');
    expect(await said(...entity, '--scorecard', 'ready', '--level', 'sliver')).toBe('almanac: Ready has no level `sliver`; did you mean `silver`? Its levels: bronze, silver.\n');
    expect(await said(...entity, '--reporter', 'serif')).toBe('almanac: There is no reporter `serif`; did you mean `sarif`? Reporters: text, json, sarif, github.\n');
    expect(await said(...entity, '--data', 'nowhere')).toBe('almanac: Nothing was collected into DIR/nowhere by 2026-11-20T12:00:00.000Z. Name the data folder of a night with --data, or leave it out.\n');
    expect(await said(...entity, '--clone', 'nowhere')).toBe('almanac: The folder DIR/nowhere does not exist. --clone takes the folder of a git clone, with its .git in it or bare.\n');
    expect(await said(...entity, '--clone', 'content')).toContain('The folder DIR/content is no git clone.');
    expect(await said(...entity, '--content', 'nowhere')).toBe("almanac: There is no content folder DIR/nowhere, which holds the scorecards. Name the organisation's with --content.\n");
    expect(await said('--reporter', 'sarif')).toBe('almanac: --reporter is for judging one entity. Name it with --entity.\n');
  });

  it('ends with 2 where the clone cannot be read, as a process of its own', async () => {
    const dir = withoutClone();
    write(join(dir, 'odd', '.git'), { HEAD: 'nonsense\n', config: '' });
    mkdirSync(join(dir, 'odd', '.git', 'objects'));
    mkdirSync(join(dir, 'odd', '.git', 'refs'));
    const { code, out, err } = await almanac(['check', '--entity', 'payments', '--clone', 'odd'], dir);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toBe('almanac: local/odd could not be read: HEAD names neither a branch nor a commit\n');
  });
});
