import { describe, expect, test } from 'vitest';
import { commitNote, type HistoryCommit, releasesOfHistory, type VersionTag } from '../../src/changelog/commits.ts';

describe('messages', () => {
  test.each([
    ['feat(api)!: add a door (#12)', { kind: 'added', scope: 'api', breaking: true, text: 'Add a door ([#12](https://a.example/issues/12))' }],
    ['fix: mend it\n\nLong story.\n\nBREAKING CHANGE: keys are gone.\n\nCo-authored-by: Some One <a@b.example>', { kind: 'fixed', breaking: true, text: 'Mend it. Keys are gone' }],
    ['fix: mend it\n\nBREAKING-CHANGE: one\nBREAKING CHANGE: two\nSigned-off-by: Some One <a@b.example>', { kind: 'fixed', breaking: true, text: 'Mend it. One. Two' }],
    ['perf: faster, thanks to @someone', { kind: 'changed', breaking: false, text: 'Faster' }],
    ['fix(security): no more', { kind: 'security', scope: 'security', breaking: false, text: 'No more' }],
    ['chore!: drop Node 20', { kind: 'changed', breaking: true, text: 'Drop Node 20' }],
    ['Revert "feat: a door"\n\nThis reverts commit 1234567.', { kind: 'removed', breaking: false, text: 'Revert: A door' }],
  ])('%s', (message, entry) => expect(commitNote(message, (number) => `https://a.example/issues/${number}`).entry).toEqual(entry));

  test.each(['chore: sweep', 'docs: words', 'ci: faster', 'test: more', 'style: tabs'])('%s follows the convention and tells users nothing', (message) => {
    expect(commitNote(message)).toMatchObject({ entry: undefined, conventional: true });
  });

  test.each(['Mend it', 'Merge branch x', 'note: to self', 'https://a.example: x', '', 'BREAKING CHANGE: alone'])('%j does not follow it', (message) => {
    expect(commitNote(message)).toMatchObject({ entry: undefined, conventional: false });
  });
});

const commit = (id: string, message: string, ...parents: string[]): HistoryCommit => ({ id, parents, note: parents.length > 1 ? undefined : commitNote(message) });
const tag = (release: string, on: string, date?: string): VersionTag => ({ commit: on, release, version: release, date, url: undefined });
const told = (commits: readonly HistoryCommit[], tags: readonly VersionTag[], cut = false): unknown =>
  releasesOfHistory(commits, tags, cut).map(({ release, date, entries }) => [release, date, entries.map(({ text }) => text)]);

describe('releases of a history', () => {
  test('a commit belongs to the first tag that holds it, branches and merges included; the rest is not released yet', () => {
    const history = [commit('g', 'feat: next', 'f'), commit('f', '', 'e', 'd'), commit('e', 'feat: main', 'c'), commit('d', 'fix: side', 'b'), commit('c', 'fix: early', 'b'), commit('b', 'feat: second', 'a'), commit('a', 'feat: first')];
    expect(told(history, [tag('1.0.0', 'b', '2026-01-01'), tag('1.0.1', 'c', '2026-02-01'), tag('1.1.0', 'f', '2026-03-01')])).toEqual([
      ['unreleased', undefined, ['Next']],
      ['1.1.0', '2026-03-01', ['Main', 'Side']],
      ['1.0.1', '2026-02-01', ['Early']],
      ['1.0.0', '2026-01-01', ['Second', 'First']],
    ]);
  });

  test('what was reverted within a release did not happen; what an earlier one brought is told as reverted', () => {
    const history = [commit('ddddddd', 'Revert "feat: old"\n\nThis reverts commit aaaaaaa.', 'ccccccc'), commit('ccccccc', 'Revert "feat: b"\n\nThis reverts commit bbbbbbb.', 'bbbbbbb'), commit('bbbbbbb', 'feat: b', 'aaaaaaa'), commit('aaaaaaa', 'feat: old')];
    expect(told(history, [tag('1.0.0', 'aaaaaaa'), tag('2.0.0', 'ddddddd')])).toEqual([
      ['2.0.0', undefined, ['Revert: Old']],
      ['1.0.0', undefined, ['Old']],
    ]);
  });

  test('a release most of whose commits follow no convention is left out, and so is the oldest where history is cut', () => {
    const history = [commit('d', 'feat: new', 'c'), commit('c', 'feat: one', 'b'), commit('b', 'mended', 'a'), commit('a', 'mended again', 'missing')];
    const tags = [tag('1.0.0', 'c'), tag('2.0.0', 'd')];
    expect(told(history, tags)).toEqual([['2.0.0', undefined, ['New']]]);
    expect(told(history, [tag('2.0.0', 'd')], true)).toEqual([]);
    expect(told(history, [], true)).toEqual([]);
  });

  test('tags of other branches, and several of one commit', () => {
    const history = [commit('b', 'feat: b', 'a'), commit('a', 'feat: a')];
    expect(told(history, [tag('1.0.0', 'a'), tag('1.0.1', 'a'), tag('0.9.0', 'elsewhere'), tag('2.0.0', 'b')])).toEqual([
      ['2.0.0', undefined, ['B']],
      ['1.0.0', undefined, ['A']],
    ]);
  });
});
