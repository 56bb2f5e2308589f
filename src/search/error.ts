/** The index could not be built: the edition is not whole, or Pagefind refused. */
export class SearchError extends Error {
  override name = 'SearchError';
}
