import { hasImageName, linkTargets } from '../../src/documents/repositories/link-targets.ts';
import { resolveRelative, rootedPlaces } from '../../src/documents/repositories/relative-path.ts';
import type { Clone } from '../../src/clones/contract.ts';
import { compareText } from '../../src/findings/codes.ts';
import { longestPath, type RepositoryDocumentFact } from '../../src/schema/facts/document.ts';
import { branchUrl } from './address.ts';
import { lastChanges } from './changed.ts';
import { readDocuments, type ReadDocument } from './documents.ts';
import { imageFindings, otherFormatFinding } from './findings.ts';
import { readImages, type WantedImage } from './images.ts';
import type { DocumentLimits } from './limits.ts';
import { navFindings } from './nav-findings.ts';
import type { DocumentsPage } from './page.ts';
import { namedFiles, navigationFact, readSites } from './sites.ts';
import { findPaths, type FoundPaths } from './tree.ts';
import { isDocs, noCandidates, takeCandidate } from './wanted.ts';

/** Bytes of text or images on one page of what was read. */
const pageBytes = 2_000_000;

/**
 * Reads the documents of a clone, page by page.
 *
 * @throws SourceError with finding ALM0201 if git cannot read it
 */
export async function* readClone(clone: Clone, limits: DocumentLimits, signal: AbortSignal): AsyncGenerator<DocumentsPage> {
  const { repository } = clone;
  const candidates = noCandidates();
  for await (const file of clone.files(signal)) takeCandidate(file, candidates);
  const { sites, findings } = await readSites(clone, candidates.sites, limits, signal);
  const docsFolders = [...new Set([...sites.map(({ docsDir }) => docsDir), ...Array.from(candidates.catalogFolders, (folder) => (folder === '' ? 'docs' : `${folder}/docs`))])].sort(compareText);
  const named = namedFiles(sites);
  const read = await readDocuments(clone, candidates, { docsFolders, sites, named }, limits, signal);
  findings.push(...read.findings, ...otherFormatFinding(repository, candidates.others.filter((path) => isDocs(path, docsFolders))));

  const roots = [...new Set([...sites.map(({ docsDir }) => docsDir), ...docsFolders, 'docs'])];
  const references = read.documents.map((document) => referencesOf(document, roots));
  const wanted = new Set([...named, ...references.flatMap((of) => of.flatMap(({ places }) => places))]);
  const paths = await findPaths(clone, wanted, signal);
  const documents = new Set(read.documents.map(({ path }) => path));
  const navFacts = { repository, documents, sites: new Set(sites.map(({ file }) => file)), paths, links: candidates.links };
  for (const site of sites) findings.push(...navFindings(site, navFacts).slice(0, limits.findings));

  const { images, refused } = await readImages(clone, wantedImages(read.documents, references, paths), limits, signal);
  findings.push(...imageFindings(repository, refused, limits.findings));

  const changed = await lastChanges(clone, documents, limits.commits, signal);
  const carried = new Set(images.map(({ path }) => path));
  const facts = read.documents.map(({ path, role, text, cut }, index): RepositoryDocumentFact => {
    const changedAt = changed.get(path);
    const url = branchUrl(clone, path);
    const linked = linkedFiles(references[index] ?? [], paths, (file) => documents.has(file) || carried.has(file));
    return { repository, path, role, text, cut, ...(changedAt === undefined ? {} : { changedAt }), ...(url === undefined ? {} : { url }), linked };
  });
  const first = { navigations: sites.map((site) => navigationFact(repository, site)), findings };
  yield* pages(repository, first, facts, images);
}

/** A link or image of a document, with the places in the repository that it may mean, the likeliest first. */
interface Reference {
  readonly image: boolean;
  readonly places: readonly string[];
}

function referencesOf({ path, text }: ReadDocument, roots: readonly string[]): Reference[] {
  return linkTargets(text).flatMap(({ target, image }): Reference[] => {
    const resolved = resolveRelative(path, target);
    if (resolved.type !== 'file') return [];
    return [{ image, places: resolved.rooted ? rootedPlaces(resolved.path, roots) : [resolved.path] }];
  });
}

/** Files that are shown, or linked to under the name of an image, in the order in which documents name them. */
function wantedImages(documents: readonly ReadDocument[], references: readonly (readonly Reference[])[], paths: FoundPaths): WantedImage[] {
  const wanted = new Map<string, WantedImage>();
  for (const [index, { path: document }] of documents.entries()) {
    for (const { image, places } of references[index] ?? []) {
      const file = places.map((place) => paths.file(place)).find((found) => found !== undefined);
      if (file !== undefined && file.path.length <= longestPath && !wanted.has(file.path) && (hasImageName(file.path) || (image && !/\.(?:md|markdown)$/i.test(file.path)))) wanted.set(file.path, { file, document });
    }
  }
  return [...wanted.values()];
}

/** What a document links to besides documents and images that are carried over, as far as it is there. */
function linkedFiles(references: readonly Reference[], paths: FoundPaths, known: (path: string) => boolean): string[] {
  const linked = new Set<string>();
  for (const { places } of references) {
    const found = places.find((place) => paths.has(place)) ?? places.map((place) => paths.spelling(place)).find((place) => place !== undefined);
    if (found !== undefined && found !== '' && found.length <= longestPath && !known(found)) linked.add(found);
  }
  return [...linked].sort(compareText);
}

function* pages(repository: string, first: Pick<DocumentsPage, 'navigations' | 'findings'>, documents: readonly RepositoryDocumentFact[], images: DocumentsPage['images']): Generator<DocumentsPage> {
  const empty = (): DocumentsPage => ({ repository, documents: [], navigations: [], images: [], findings: [] });
  let page: DocumentsPage = { ...empty(), ...first };
  let bytes = 0;
  for (const document of documents) {
    page.documents.push(document);
    bytes += document.text.length;
    if (bytes < pageBytes) continue;
    yield page;
    [page, bytes] = [empty(), 0];
  }
  for (const image of images) {
    page.images.push(image);
    bytes += image.base64.length;
    if (bytes < pageBytes) continue;
    yield page;
    [page, bytes] = [empty(), 0];
  }
  if (bytes > 0 || documents.length === 0) yield page;
}
