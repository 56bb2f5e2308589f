import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { CollectContext } from '../../src/collect/contract.ts';
import { compareText } from '../../src/findings/codes.ts';
import { type GitHubApi, PermissionError } from '../../src/github/contract.ts';
import { HostError } from '../../src/network/contract.ts';

const ruleset = z.looseObject({ id: z.union([z.int(), z.string()]), enforcement: z.string().nullish(), updated_at: z.string().nullish() });

/**
 * A digest of the organisation's rulesets for branches, which moves when one of them changes and with it what guards the
 * branches of many repositories. By the page "REST API endpoints for rules" it takes `Administration: write` on the organisation, which
 * a token for reading has no other use for: without it a change shows when the repository's turn comes.
 */
export async function rulesetsDigest(api: GitHubApi, org: string, { collector, context }: { readonly collector: string; readonly context: CollectContext }): Promise<string> {
  try {
    const { data, status } = await api.rest(collector, `/orgs/${encodeURIComponent(org)}/rulesets?per_page=100&targets=branch`, { signal: context.signal, answers: [404] });
    if (status === 404 || !Array.isArray(data)) return '';
    const known = data.flatMap((candidate) => {
      const read = ruleset.safeParse(candidate);
      return read.success ? [JSON.stringify([read.data.id, read.data.enforcement ?? '', read.data.updated_at ?? ''])] : [];
    });
    return known.length === 0 ? '' : createHash('sha256').update(known.sort(compareText).join('\n')).digest('hex').slice(0, 16);
  } catch (error) {
    if (error instanceof PermissionError) return '';
    if (error instanceof HostError && error.status !== undefined && error.status < 500) return '';
    throw error;
  }
}
