import { createReadStream, statSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { contentType } from '../serve/types.ts';

/** Folders of an edition whose files are served, and where: the first that has the file is taken. */
const places = [
  { prefix: 'api/v1/', folder: '' },
  { prefix: 'pagefind/', folder: 'search' },
  { prefix: '', folder: 'site' },
] as const;

/**
 * Answers a request for a file that an edition holds beside its pages: the static API, feeds, images, Markdown, the
 * search index. Gives false where there is none, so that the request goes on to the pages.
 *
 * @param base path that the site is served below, with a slash at both ends
 */
export function serveEditionFile(dir: string, base: string, request: IncomingMessage, response: ServerResponse): boolean {
  const path = pathOf(request.url ?? '/', base);
  if (path === undefined || path === '' || path.endsWith('/')) return false;
  for (const { prefix, folder } of places) {
    if (!path.startsWith(prefix)) continue;
    const file = join(dir, folder, path);
    const stat = statSync(file, { throwIfNoEntry: false });
    if (stat?.isFile() !== true) continue;
    response.writeHead(200, { 'Content-Type': contentType(path), 'Content-Length': stat.size, 'Cache-Control': 'no-store' });
    createReadStream(file).pipe(response);
    return true;
  }
  return false;
}

/** Path below the base, decoded; undefined for what is outside of it or would leave the folder. */
function pathOf(url: string, base: string): string | undefined {
  let path;
  try {
    path = decodeURIComponent(new URL(url, 'http://preview.invalid').pathname);
  } catch {
    return undefined;
  }
  if (!path.startsWith(base) || /[\\\0]/.test(path) || path.split('/').some((part) => part === '..' || part === '.')) return undefined;
  return path.slice(base.length);
}
