import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/**
 * The version of the REST API. That of 2026-03-10 renames and drops fields, and no Enterprise Server before it knows it: one
 * that asks for a version a server does not know is answered with 400. This one is served until March 2028 at least.
 */
const apiVersion = '2022-11-28';

let agent: string | undefined;

/** Headers of every request to GitHub, without those that sign it. */
export function gitHubHeaders(): Readonly<Record<string, string>> {
  agent ??= `almanac/${z.object({ version: z.string() }).parse(JSON.parse(readFileSync(join(import.meta.dirname, '..', '..', 'package.json'), 'utf8'))).version}`;
  return { accept: 'application/vnd.github+json', 'x-github-api-version': apiVersion, 'user-agent': agent };
}
