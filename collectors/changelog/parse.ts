import type { Output } from '../../src/collect/contract.ts';
import { changelogPage } from './page.ts';

/** Turns a page into its facts and findings. */
export function* parsePage(body: string): Generator<Output> {
  const { repository, webUrl, releases, findings } = changelogPage.parse(JSON.parse(body));
  for (const value of releases) {
    const source = value.file === undefined ? `commits of ${repository}` : `${value.file} of ${repository}`;
    yield { type: 'fact', kind: 'release-notes', value, source, url: value.url ?? webUrl };
  }
  for (const finding of findings) yield { type: 'finding', finding };
}
