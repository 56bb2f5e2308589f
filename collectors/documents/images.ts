import type { Clone, TreeFile } from '../../src/clones/contract.ts';
import { sizeText } from '../../src/catalog/limits.ts';
import { imageType } from '../../src/documents/image-type.ts';
import { cleanSvg } from '../../src/documents/svg/clean.ts';
import type { DocumentImage } from '../../src/schema/facts/document.ts';
import type { DocumentLimits } from './limits.ts';

/** An image that a document shows or links to. */
export interface WantedImage {
  readonly file: TreeFile;
  /** The document that names it first. */
  readonly document: string;
}

/** An image that is not carried over, and why: continues a sentence that begins with its name. */
export interface RefusedImage {
  readonly path: string;
  readonly document: string;
  readonly reason: string;
}

/** Reads images in the order given until the limit of all is reached, each as what its bytes say that it is. */
export async function readImages(clone: Clone, wanted: readonly WantedImage[], limits: DocumentLimits, signal: AbortSignal): Promise<{ readonly images: DocumentImage[]; readonly refused: RefusedImage[] }> {
  const images: DocumentImage[] = [];
  const refused: RefusedImage[] = [];
  const chosen: WantedImage[] = [];
  const large = `is larger than ${sizeText(limits.imageBytes)}`;
  const many = `is beyond the ${sizeText(limits.imagesBytes)} of images that are carried over of one repository`;
  let left = limits.imagesBytes;
  for (const image of wanted) {
    const { path, size = 0, damaged } = image.file;
    const reason = damaged === true ? 'is damaged in the clone' : size > limits.imageBytes ? large : size > left ? many : undefined;
    if (reason !== undefined) refused.push({ path, document: image.document, reason });
    else {
      left -= size;
      chosen.push(image);
    }
  }
  const blobs = await clone.read(chosen.map(({ file }) => file.id), limits.imageBytes, signal);
  for (const { file: { path, id }, document } of chosen) {
    const blob = blobs.get(id);
    const read = blob === undefined ? { reason: 'is not in the clone' } : blob.cut ? { reason: large } : readImage(blob.bytes, limits.imageBytes);
    if ('reason' in read) refused.push({ path, document, reason: read.reason });
    else images.push({ repository: clone.repository, path, mediaType: read.mediaType, base64: Buffer.from(read.bytes).toString('base64') });
  }
  return { images, refused };
}

/** An image as it is published: its type by its content, an SVG without anything that runs. */
function readImage(bytes: Uint8Array, limit: number): { readonly mediaType: DocumentImage['mediaType']; readonly bytes: Uint8Array } | { readonly reason: string } {
  if (isLargeFilePointer(bytes)) return { reason: 'is kept in Git LFS, which the clone was made without' };
  const mediaType = imageType(bytes);
  if (mediaType === undefined) return { reason: 'is no image, whatever its name says' };
  if (mediaType !== 'image/svg+xml') return { mediaType, bytes };
  const clean = cleanSvg(new TextDecoder().decode(bytes));
  if ('refused' in clean) return { reason: `is an SVG that ${clean.refused}` };
  const written = Buffer.from(clean.svg);
  return written.byteLength > limit ? { reason: `is larger than ${sizeText(limit)} once written anew` } : { mediaType, bytes: written };
}

/** True if the bytes are what Git LFS leaves in place of a file that is kept elsewhere. */
function isLargeFilePointer(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, 40)).toString('latin1').startsWith('version https://git-lfs.github.com/spec/');
}
