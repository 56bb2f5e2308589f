import type { DocumentImage } from '../schema/facts/document.ts';

/** Media types of images that pages may show. */
export type ImageType = DocumentImage['mediaType'];

const jpeg = Buffer.from([0xff, 0xd8, 0xff]);
const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/**
 * What an image is by its first bytes, as the WHATWG's MIME Sniffing Standard (6.1) tells them apart, AVIF as its own
 * specification does, and SVG by its root element. Undefined for everything else, whatever its name says.
 */
export function imageType(bytes: Uint8Array): ImageType | undefined {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 4096));
  if (starts(head, png)) return 'image/png';
  if (starts(head, jpeg)) return 'image/jpeg';
  const text = head.toString('latin1');
  if (/^GIF8[79]a/.test(text)) return 'image/gif';
  if (/^RIFF[\s\S]{4}WEBPVP/.test(text)) return 'image/webp';
  if (/^[\s\S]{4}ftypavi[fs]/.test(text)) return 'image/avif';
  return isSvg(head.toString('utf8')) ? 'image/svg+xml' : undefined;
}

/** True if the first element is `svg`: after a byte order mark, a declaration, comments and a document type. */
function isSvg(text: string): boolean {
  let rest = text.replace(/^\uFEFF/, '').trimStart();
  for (;;) {
    const skipped = /^(?:<\?[^>]{0,500}\?>|<!--[\s\S]{0,3000}?-->|<!DOCTYPE[^>[]{0,500}(?:\[[^\]]{0,3000}\]\s{0,20})?>)/i.exec(rest);
    if (skipped === null) return /^<svg[\s/>]/.test(rest);
    rest = rest.slice(skipped[0].length).trimStart();
  }
}

function starts(bytes: Buffer, signature: Buffer): boolean {
  return bytes.subarray(0, signature.length).equals(signature);
}
