import { describe, expect, it } from 'vitest';
import type { FileContent } from '../clones/repositories.ts';
import { noRepository } from '../rubrics/sample.ts';
import { changed, ci, cloneOf, commit, goodFiles, sample, sampleOf, workflow } from './openssf-clones.ts';
import { findings, Judged, rules } from './examples.ts';

const id = 'openssf-scorecard';
const card = rules.scorecards.get(id);
const judge = async (files: Readonly<Record<string, FileContent>>): Promise<Judged> => new Judged(id, await sampleOf(cloneOf(files)));
const all = card?.checks.map((check) => check.id) ?? [];
const checkout = `      - uses: actions/checkout@${commit}\n`;
const jar = Buffer.from('PK\x03\x04', 'latin1');

describe('the scorecards of docs/examples', () => {
  it('are read without a finding', () => {
    expect(findings).toEqual([]);
    expect([...rules.scorecards.keys()]).toEqual(['openssf-scorecard', 'stale-repos', 'stale-repos-pushed']);
  });
});

describe('OpenSSF Scorecard as a scorecard', () => {
  it('has the checks that files can answer, with the weight and the step of their risk', () => {
    expect(card?.checks.map((check) => [check.id, card.levels[check.level]?.id, check.weight])).toEqual([
      ['dangerous-workflow', 'no-critical', 10],
      ['binary-artifacts', 'no-high', 7.5],
      ['dependency-update-tool', 'no-high', 7.5],
      ['token-permissions', 'no-high', 7.5],
      ['fuzzing', 'no-medium', 5],
      ['packaging', 'no-medium', 5],
      ['pinned-dependencies', 'no-medium', 5],
      ['sast', 'no-medium', 5],
      ['security-policy', 'no-medium', 5],
      ['license', 'no-low', 2.25],
      ['license-recognised', 'no-low', 0.25],
    ]);
  });

  it('is met in full by a clone that does everything right', async () => {
    const judged = await judge(goodFiles);
    expect(judged.verdicts).toEqual({ pass: all });
    expect([judged.level, judged.judgement.score(0)]).toEqual(['no-low', 1]);
  });

  it('leaves out what is about workflows where there is none, and counts what is not there as failing', async () => {
    const judged = await judge({ 'main.go': 'package main\n' });
    expect(judged.verdicts).toEqual({
      'not-applicable': ['dangerous-workflow', 'token-permissions', 'pinned-dependencies'],
      pass: ['binary-artifacts'],
      fail: ['dependency-update-tool', 'fuzzing', 'packaging', 'sast', 'security-policy', 'license', 'license-recognised'],
    });
    expect(judged.level).toBe('no-critical');
  });

  const prTarget = 'on: pull_request_target\npermissions: {}\n';
  const unsafe = workflow(`${checkout}        with:\n          ref: \${{ github.event.pull_request.head.sha }}\n      - run: npx semantic-release\n`, prTarget);
  const injection = workflow(`${checkout}      - run: echo "\${{ github.event.issue.title }}"\n      - run: npx semantic-release\n`);
  const publish = '      - run: npx semantic-release\n';

  it.each<[string, string, Record<string, FileContent | undefined>, string]>([
    ['dangerous-workflow', 'code of a pull request in a privileged trigger', { [ci]: unsafe }, 'untrusted checkouts: 1, script injections: 0, workflows that cannot be read: 0'],
    ['dangerous-workflow', 'a title in a script', { [ci]: injection }, 'untrusted checkouts: 0, script injections: 1, workflows that cannot be read: 0'],
    ['binary-artifacts', 'an archive of classes', { 'lib/tool.jar': jar }, 'binaries: lib/tool.jar'],
    ['dependency-update-tool', 'no updater', { '.github/dependabot.yml': undefined }, 'configuration of Dependabot, Renovate or Scala Steward: none'],
    ['token-permissions', 'no permissions', { [ci]: workflow(publish, 'on: push\n') }, 'workflows without top-level permissions: 1, with write permissions: 0, of 2'],
    ['token-permissions', 'write-all', { [ci]: workflow(publish, 'on: push\npermissions: write-all\n') }, 'workflows without top-level permissions: 0, with write permissions: 1, of 2'],
    ['token-permissions', 'a scope that is dangerous', { [ci]: workflow(publish, 'on: push\npermissions:\n  packages: write\n') }, 'workflows without top-level permissions: 0, with write permissions: 1, of 2'],
    ['fuzzing', 'no fuzzer', { 'package.json': '{}\n' }, 'fuzzers: none'],
    ['packaging', 'nothing that publishes', { [ci]: workflow(checkout) }, 'published by CI: nothing'],
    ['pinned-dependencies', 'an action by its tag', { [ci]: workflow(`      - uses: actions/checkout@v5\n${publish}`) }, 'actions, images and downloads that are not pinned: 1'],
    ['pinned-dependencies', 'an image by its tag, and a script from the web', { Dockerfile: 'FROM node:24\nRUN curl https://example.com/install.sh | sh\n' }, 'actions, images and downloads that are not pinned: 2'],
    ['pinned-dependencies', 'a package without its hash', { [ci]: workflow(`      - run: pip install requests\n${publish}`) }, 'actions, images and downloads that are not pinned: 1'],
    ['sast', 'no static analysis', { '.github/workflows/codeql.yml': undefined }, 'static analysis: none'],
    ['security-policy', 'no policy', { 'SECURITY.md': undefined }, 'SECURITY file: none'],
    ['license-recognised', 'a licence that nobody knows', { LICENSE: 'Ask us.\n' }, 'licence: NOASSERTION'],
  ])('%s alone fails for %s', async (check, _, files, message) => {
    const judged = await judge(changed(files));
    expect(judged.verdicts).toEqual({ pass: all.filter((one) => one !== check), fail: [check] });
    expect(judged.message(check)).toBe(message);
  });

  it('fails both checks of the licence where there is none', async () => {
    expect((await judge(changed({ LICENSE: undefined }))).verdicts['fail']).toEqual(['license', 'license-recognised']);
  });

  it('allows a scope that is not dangerous, and writing in a job', async () => {
    const harmless = workflow(publish, 'on: push\npermissions:\n  pull-requests: write\n', '    permissions:\n      contents: write\n');
    expect((await judge(changed({ [ci]: harmless }))).verdict('token-permissions')).toBe('pass');
  });

  it('passes no workflow that GitHub would not take', async () => {
    const judged = await judge(changed({ '.github/workflows/broken.yml': 'on: push\njobs:\n\tbuild:\n' }));
    expect(judged.verdicts['fail']).toEqual(['dangerous-workflow', 'token-permissions']);
    expect(judged.message('dangerous-workflow')).toContain('workflows that cannot be read: 1');
  });

  it('is unknown, and never fails, where nothing of the repository could be read', () => {
    const judged = new Judged(id, sample({ repository: {}, supplyChain: undefined }));
    expect(judged.verdicts).toEqual({ unknown: all });
    expect(Object.fromEntries(all.map((check) => [check, judged.missing(check).join(', ')]))).toMatchInlineSnapshot(`
      {
        "binary-artifacts": "repository.supplyChain.binaries",
        "dangerous-workflow": "repository.supplyChain.workflows",
        "dependency-update-tool": "repository.wellKnownFiles",
        "fuzzing": "repository.supplyChain.fuzzing",
        "license": "repository.license",
        "license-recognised": "repository.license",
        "packaging": "repository.supplyChain.packaging",
        "pinned-dependencies": "repository.supplyChain.workflows, repository.supplyChain.images, repository.supplyChain.downloads",
        "sast": "repository.supplyChain.staticAnalysis",
        "security-policy": "repository.wellKnownFiles",
        "token-permissions": "repository.supplyChain.workflows",
      }
    `);
    expect([judged.level, judged.judgement.score(0)]).toEqual(['none', undefined]);
  });

  it('is unknown of the supply chain alone where that alone could not be read', async () => {
    const { repository } = await sampleOf(cloneOf(goodFiles));
    expect(new Judged(id, sample({ repository, supplyChain: undefined })).verdicts).toEqual({
      unknown: ['dangerous-workflow', 'binary-artifacts', 'token-permissions', 'fuzzing', 'packaging', 'pinned-dependencies', 'sast'],
      pass: ['dependency-update-tool', 'security-policy', 'license', 'license-recognised'],
    });
  });

  it('judges no component without a repository', () => {
    const bare = noRepository({ ...sample({ repository: undefined, supplyChain: undefined }), metadata: {} });
    expect(new Judged(id, bare).judgement).toMatchObject({ entities: [], undecided: [] });
  });
});
