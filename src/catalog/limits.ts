/** Bounds on what is read of one repository's catalog, so that no file can exhaust the build. */
export interface CatalogLimits {
  /** Bytes of one catalog file. */
  readonly fileBytes: number;
  /** Bytes of one file that a placeholder brings in. */
  readonly placeholderBytes: number;
  /** Bytes of all files of one repository together. */
  readonly totalBytes: number;
  /** Files of one repository. */
  readonly files: number;
  /** Targets with wildcards that are followed in one step from Location to Location. */
  readonly patterns: number;
  /** Levels of lists and mappings in one document. */
  readonly depth: number;
  /** Characters and values of one document once its aliases are written out. */
  readonly expanded: number;
  /** How many Locations may lead one to the next. */
  readonly locationDepth: number;
}

export const catalogLimits: CatalogLimits = {
  fileBytes: 1_000_000,
  placeholderBytes: 4_000_000,
  totalBytes: 32_000_000,
  files: 5000,
  patterns: 200,
  depth: 64,
  expanded: 4_000_000,
  locationDepth: 10,
};

/**
 * Bounds for the content folder: it is the organisation's own and may hold the whole catalog, an entity a file, where a
 * repository's is one of thousands and not trusted.
 */
export function contentLimits(limits: CatalogLimits): CatalogLimits {
  return { ...limits, files: limits.files * 20, totalBytes: limits.totalBytes * 10 };
}

/** `50 MB`, `1.5 MB`, `900 kB`: for people. */
export function sizeText(bytes: number): string {
  const [amount, unit] = bytes >= 1e6 ? [bytes / 1e6, 'MB'] : [bytes / 1000, 'kB'];
  return `${amount >= 10 ? Math.round(amount) : Math.round(amount * 10) / 10} ${unit}`;
}
