import { z } from 'zod';
import type { GitHubApi, RepositoryStub } from '../../src/github/contract.ts';

/** One repository, and how more of it is asked for than comes with the others. */
export interface RepositoryAsked {
  readonly api: GitHubApi;
  readonly collector: string;
  readonly stub: RepositoryStub;
  readonly signal: AbortSignal;
}

/** The API's path of something in the repository. */
export function restPath({ owner, name }: RepositoryAsked['stub'], rest: string): string {
  return `/repos/${encodeURIComponent(owner)}/${encodeURIComponent(name)}/${rest}`;
}

const blob = z.looseObject({ content: z.string(), encoding: z.literal('base64') });

/**
 * Contents of a file that GraphQL cuts (`Blob.text` ends after 512,000 bytes), by the page "REST API endpoints for Git blobs".
 *
 * @returns undefined where it could not be read
 */
export async function wholeFile(oid: string, { api, collector, stub, signal }: RepositoryAsked): Promise<Uint8Array | undefined> {
  const { data } = await api.rest(collector, restPath(stub, `git/blobs/${encodeURIComponent(oid)}`), { signal, answers: [404, 422] });
  const read = blob.safeParse(data);
  return read.success ? Buffer.from(read.data.content, 'base64') : undefined;
}
