import type { Output } from '../../src/collect/contract.ts';
import { documentsPage } from './page.ts';

/** Turns a page into its facts and findings. */
export function* parsePage(body: string): Generator<Output> {
  const { repository, documents, navigations, images, findings } = documentsPage.parse(JSON.parse(body));
  const source = (path: string): string => `${path} of the git clone of ${repository}`;
  for (const value of documents) yield { type: 'fact', kind: 'document', value, source: source(value.path), url: value.url };
  for (const value of navigations) yield { type: 'fact', kind: 'document-navigation', value, source: source(value.file) };
  for (const value of images) yield { type: 'fact', kind: 'document-image', value, source: source(value.path) };
  for (const finding of findings) yield { type: 'finding', finding };
}
