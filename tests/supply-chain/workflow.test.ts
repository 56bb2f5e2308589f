import { describe, expect, it } from 'vitest';
import { isPinned, readWorkflow } from '../../collectors/supply-chain/workflow.ts';
import { isUntrusted } from '../../collectors/supply-chain/untrusted.ts';

const locks = { requirements: new Map<string, boolean>(), lockedRestore: false };
const read = (text: string) => readWorkflow('.github/workflows/x.yml', text, locks);
const steps = (text: string, on = 'push') => read(`on: ${on}\njobs:\n  a:\n    runs-on: x\n    steps:\n${text.replaceAll(/^/gm, '      ')}\n`)?.workflow;
const jobs = '\njobs: {a: {steps: []}}\n';

describe('triggers', () => {
  it.each([
    ['on: push', ['push']],
    ['on: [push, pull_request, push]', ['pull_request', 'push']],
    ['on:\n  push:\n    branches: [main]\n  schedule:\n    - cron: "0 0 * * *"', ['push', 'schedule']],
    ['"on": push', ['push']],
    ['%YAML 1.1\n---\non: push', ['push']],
    ['true: push', ['push']],
  ])('%j', (on, triggers) => {
    expect(read(on + jobs)?.workflow).toMatchObject({ valid: true, triggers });
  });
});

describe('permissions', () => {
  it.each([
    ['', 'unspecified', []],
    ['permissions: read-all', 'read', []],
    ['permissions: write-all', 'write', ['all']],
    ['permissions: {}', 'none', []],
    ['permissions:', 'none', []],
    ['permissions: {contents: read}', 'read', []],
    ['permissions: {contents: none}', 'none', []],
    ['permissions:\n  packages: write\n  contents: write\n  issues: read', 'write', ['contents', 'packages']],
    ['permissions: anything', 'write', ['all']],
    ['permissions: [a]', 'write', ['all']],
  ])('%j', (text, permissions, writes) => {
    expect(read(`on: push\n${text}${jobs}`)?.workflow).toMatchObject({ valid: true, permissions, writes });
    const job = text === '' ? '' : text.replaceAll(/^/gm, '    ');
    expect(read(`on: push\njobs:\n  a:\n    runs-on: x\n${job}\n`)?.workflow).toMatchObject({ jobs: [{ id: 'a', permissions, writes }] });
  });
});

describe('pins', () => {
  it.each([
    [`actions/checkout@${'a1'.repeat(20)}`, true],
    [`actions/checkout@${'A1'.repeat(20)}`, true],
    [`actions/checkout@${'a1'.repeat(19)}`, false],
    ['actions/checkout@v4', false],
    ['actions/checkout', false],
    ['./.github/actions/x', true],
    [`docker://alpine@sha256:${'0f'.repeat(32)}`, true],
    ['docker://alpine:3', false],
    [`docker://alpine@${'a1'.repeat(20)}`, false],
  ])('%s: %s', (uses, pinned) => {
    expect(isPinned(uses)).toBe(pinned);
  });
});

describe('expressions', () => {
  it.each([
    ['github.event.issue.title', true],
    [" github.event['issue']['body'] ", true],
    ['github.event.commits[0].message', true],
    ['github.event.commits.*.author.name', true],
    ['github.event.pages[*].page_name', true],
    ['GitHub.Event.Comment.Body', true],
    ['github . event . review . body', true],
    ['github.head_ref', true],
    ['github.head_ref || github.ref', true],
    ['format("{0}", github.event.pull_request.head.ref)', true],
    ['github.event.workflow_run.head_commit.message', true],
    ['toJSON(github)', true],
    ['toJson( github.event )', true],
    ['github.event.issue.number', false],
    ['github.event.pull_request.base.ref', false],
    ['github.event.issue.title_length', false],
    ['toJSON(github.event.number)', false],
    ['env.github.event.issue.title', false],
    ['steps.x.outputs.issue.title', false],
    ['github.actor', false],
  ])('%s: %s', (expression, untrusted) => {
    expect(isUntrusted(expression)).toBe(untrusted);
  });

  it('are found in the lines of scripts', () => {
    expect(steps("- run: echo ${{ github.head_ref }}\n- run: |\n    a\n    b ${{ github.head_ref }} ${{ x }}\n    ${{ github.event.comment.body }}\n- run: >\n    a\n    ${{ github.head_ref }}")?.scriptInjections).toEqual([6, 9, 10, 11]);
    expect(steps('- uses: actions/github-script@v7\n  with:\n    script: |\n      f("${{ github.event.issue.title }}")')?.scriptInjections).toEqual([9]);
    expect(steps('- uses: acme/other@v1\n  with: {script: "${{ github.head_ref }}"}\n- run: echo "$T"\n  env: {T: "${{ github.head_ref }}"}\n- run: ${{ github.head_ref')?.scriptInjections).toEqual([]);
  });
});

describe('checkouts', () => {
  const checkout = (ref: string, on = 'pull_request_target', more = '') => steps(`- uses: actions/checkout@v4\n  with:\n    ref: ${ref}${more}`, on)?.untrustedCheckouts;

  it('of a pull request in a privileged workflow are dangerous', () => {
    expect(checkout('${{ github.event.pull_request.head.sha }}')).toEqual([8]);
    expect(checkout('${{ github.event.pull_request.head.ref }}', '[push, workflow_run]')).toEqual([8]);
    expect(checkout('${{ github.event.workflow_run.head_sha }}', '{workflow_run: {workflows: [x]}}')).toEqual([8]);
    expect(checkout('refs/pull/${{ github.event.number }}/merge')).toEqual([8]);
    expect(checkout('${{ github.head_ref }}', 'pull_request_target', '\n    repository: ${{ github.event.pull_request.head.repo.full_name }}')).toEqual([8]);
  });

  it('of anything else, or anywhere else, are not', () => {
    expect(checkout('${{ github.event.pull_request.head.sha }}', 'pull_request')).toEqual([]);
    expect(checkout('${{ github.event.pull_request.base.sha }}')).toEqual([]);
    expect(checkout('main')).toEqual([]);
    expect(steps('- uses: actions/checkout@v4', 'pull_request_target')?.untrustedCheckouts).toEqual([]);
  });
});

describe('shells', () => {
  it.each([
    ['- run: npm i', 1],
    ['- run: npm i\n  shell: bash -e {0}', 1],
    ['- run: npm i\n  shell: pwsh', 0],
    ['- run: npm i\n  shell: python', 0],
    ["- run: npm i\n  if: runner.os == 'Windows'", 0],
    ["- run: npm i\n  if: runner.os == 'Linux'", 1],
    ['- run: npm i ${{ matrix.x }}', 1],
  ])('%j', (text, count) => {
    expect(steps(text)?.downloads).toHaveLength(count);
  });

  it.each([
    ['runs-on: windows-2025', 0],
    ['runs-on: [self-hosted, windows]', 1],
    ['runs-on: ${{ matrix.os }}\n    strategy: {matrix: {os: [windows-2025, windows-2022]}}', 0],
    ['runs-on: ${{ matrix.os }}\n    strategy: {matrix: {os: [windows-2025, ubuntu-24.04]}}', 1],
    ['runs-on: ${{ matrix.os }}\n    strategy: {matrix: {include: [{os: windows-2025}]}}', 0],
    ['runs-on: x\n    defaults: {run: {shell: pwsh}}', 0],
    ['runs-on: windows-2025\n    defaults: {run: {shell: bash}}', 1],
  ])('%j', (text, count) => {
    expect(read(`on: push\njobs:\n  a:\n    ${text}\n    steps: [{run: npm i}]\n`)?.workflow.downloads).toHaveLength(count);
    expect(read(`on: push\ndefaults: {run: {shell: cmd}}\njobs:\n  a:\n    steps: [{run: npm i}]\n`)?.workflow.downloads).toEqual([]);
  });
});

describe('YAML', () => {
  it('takes anchors, and gives the line of the alias', () => {
    const text = 'on: push\njobs:\n  a:\n    steps: &s\n      - uses: x/y@v1\n  b:\n    steps: *s\n';
    expect(read(text)?.workflow.actions.map(({ line }) => line)).toEqual([5, 7]);
  });

  it.each([
    ['', undefined],
    ['# on: push\n', undefined],
    ['---\n', undefined],
    ['hello', 'is not a mapping'],
    ['- on', 'is not a mapping'],
    ['jobs: {a: {}}', 'has no `on` that names an event'],
    ['on: 7\njobs: {a: {}}', 'has no `on` that names an event'],
    ['on: push', 'has no `jobs`'],
    ['on: push\njobs: []', 'has no `jobs`'],
    ['on: push\njobs: {a: [b]}', 'has a job `a` that is not a mapping'],
    ['on: push\non: push\njobs: {a: {}}', 'is not valid YAML: it has the key `on` twice in one mapping'],
    ['on: push\njobs: {a: {steps: *b}}', 'is not valid YAML: it has the alias *b, which names nothing before it'],
    [`on: push\njobs: {a: ${'['.repeat(300)}`, 'is nested too deep to be parsed'],
    ['on: push\njobs:\n\ta:', 'is not valid YAML: Tabs are not allowed as indentation'],
    [`on: push\njobs: {a: {steps: [${'{},'.repeat(5000)}]}}`, 'has more than 5000 jobs and steps'],
  ])('%j', (text, problem) => {
    const result = read(text);
    expect(result?.problem?.message).toBe(problem);
    if (problem !== undefined) expect(result?.workflow).toMatchObject({ valid: false, triggers: [], jobs: [], actions: [] });
    else expect(result).toBeUndefined();
  });

  it('takes values of other kinds where it expects text, lists or mappings', () => {
    const text = 'on: {push: 7}\npermissions: 7\ndefaults: []\njobs:\n  a: {steps: {}, runs-on: {group: x}, uses: 7, strategy: []}\n  b: {steps: [7, null, {uses: [], run: {}, with: 7, if: 7, shell: []}]}\n  c: {}\n';
    expect(read(text)?.workflow).toMatchObject({ valid: true, triggers: ['push'], actions: [], downloads: [], jobs: [{ id: 'a' }, { id: 'b' }, { id: 'c' }] });
  });
});
