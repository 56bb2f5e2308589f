import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { z } from 'zod';
import { nearestKey } from '../content/document.ts';
import { formatIssues } from '../content/issues.ts';
import type { Organisation } from '../content/organisation.ts';
import { compareText, makeFinding } from '../findings/codes.ts';
import type { Finding } from '../schema/finding.ts';
import type { Collector } from './contract.ts';

/** A collector with the sources that are configured for it. */
export interface SourceGroup {
  readonly collector: Collector;
  readonly sources: readonly Source[];
}

/** One entry under `sources.<collector>`, validated. */
export interface Source {
  /** Digest of the entry: tells whether a shard still belongs to something that is configured. */
  readonly digest: string;
  readonly config: unknown;
}

/** Names under `sources` that feed several collectors: each of them reads it that has no sources of its own. */
const feeds: Readonly<Record<string, readonly string[]>> = {
  git: ['catalog', 'changelog', 'codeowners', 'documents', 'supply-chain'],
  github: ['github-repositories', 'github-teams', 'github-runs', 'github-deployments', 'github-pull-requests', 'github-issues', 'github-alerts', 'github-releases'],
};

/**
 * Resolves `sources` of almanac.yaml against the collectors there are. A folder of clones under `git` also feeds
 * `catalog`, `changelog`, `codeowners`, `documents` and `supply-chain`, an organisation under `github` the collectors named after it; the catalog
 * of the content folder is always read.
 *
 * @param home the user's home folder, for paths that start with `~`
 */
export function resolveSources(
  { config, exists, lineOf }: Pick<Organisation, 'config' | 'exists' | 'lineOf'>,
  collectors: readonly Collector[],
  home: string,
): { groups: SourceGroup[]; findings: Finding[] } {
  const byId = new Map(collectors.map((collector) => [collector.id, collector]));
  const names = [...new Set([...byId.keys(), ...Object.keys(feeds)])].toSorted(compareText);
  const findings: Finding[] = [];
  const entries = new Map<string, unknown[]>();
  for (const [id, list] of Object.entries(config.sources)) {
    if (byId.has(id) || id in feeds) {
      entries.set(id, list);
      continue;
    }
    const near = nearestKey(id, names);
    findings.push(
      makeFinding('ALM0103', {
        what: `There is no collector \`${id}\`${near === undefined ? '' : `; did you mean \`${near}\`?`}`,
        fix: `Collectors there are: ${names.join(', ')}.`,
        ...at('almanac.yaml', lineOf(['sources', id])),
      }),
    );
  }
  const fedBy = new Map<string, string>();
  for (const [feed, fed] of Object.entries(feeds)) {
    for (const id of fed) {
      if (entries.has(id)) continue;
      fedBy.set(id, feed);
      entries.set(id, [...(entries.get(feed) ?? [])]);
    }
  }
  if (exists) entries.get('catalog')?.push({ content: true });
  const groups: SourceGroup[] = [];
  for (const collector of collectors) {
    const sources: Source[] = [];
    for (const [index, entry] of (entries.get(collector.id) ?? []).entries()) {
      const result = collector.config.safeParse(homePath(entry, home));
      if (result.success) {
        const digest = createHash('sha256').update(JSON.stringify(result.data)).digest('hex').slice(0, 16);
        sources.push({ digest, config: result.data });
      } else {
        findings.push(
          makeFinding('ALM0102', {
            what: `sources.${collector.id}[${index}]: ${formatIssues(result.error)}`,
            ...at('almanac.yaml', lineOf(['sources', fedBy.get(collector.id) ?? collector.id, index])),
          }),
        );
      }
    }
    if (sources.length > 0) groups.push({ collector, sources });
  }
  return { groups, findings };
}

function at(file: string, line: number | undefined): { file: string; line?: number } {
  return line === undefined ? { file } : { file, line };
}

const withPath = z.looseObject({ path: z.union([z.string(), z.array(z.string())]) });

/** `~` in the path of an entry, or in each of several, is the home folder; collectors resolve relative paths against the content folder. */
function homePath(entry: unknown, home: string): unknown {
  const result = withPath.safeParse(entry);
  if (!result.success) return entry;
  const atHome = (path: string): string => (path === '~' || path.startsWith('~/') ? resolve(home, path.slice(2)) : path);
  const { path } = result.data;
  return { ...result.data, path: typeof path === 'string' ? atHome(path) : path.map(atHome) };
}
