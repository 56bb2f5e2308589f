/** Bounds on what is read of one repository, so that none can exhaust a night or the site. */
export interface DocumentLimits {
  /** Bytes of one document that are kept; the rest of it is cut off. */
  readonly documentBytes: number;
  /** Documents of one repository. */
  readonly documents: number;
  /** Bytes of all of them together. */
  readonly totalBytes: number;
  /** Bytes of one image. */
  readonly imageBytes: number;
  /** Bytes of all images of one repository. */
  readonly imagesBytes: number;
  /** Files that configure a documentation site. */
  readonly sites: number;
  /** Bytes of one of them. */
  readonly siteBytes: number;
  /** Commits that are looked through for the dates of documents. */
  readonly commits: number;
  /** Findings of one kind that are given one by one. */
  readonly findings: number;
}

export const documentLimits: DocumentLimits = {
  documentBytes: 256 * 1024,
  documents: 500,
  totalBytes: 16 * 1024 * 1024,
  imageBytes: 512 * 1024,
  imagesBytes: 8 * 1024 * 1024,
  sites: 50,
  siteBytes: 256 * 1024,
  commits: 20_000,
  findings: 25,
};
