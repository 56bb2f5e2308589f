import { type Collector, SourceError } from '../../src/collect/contract.ts';
import { makeFinding } from '../../src/findings/codes.ts';
import { type GitHubAccess, gitHubAccess, readingOf } from '../../src/github/access.ts';
import { PermissionError } from '../../src/github/contract.ts';
import { type GitHubSource, githubSource } from '../../src/github/source.ts';
import { HostError } from '../../src/network/contract.ts';
import { alertKind } from '../../src/schema/facts/alert.ts';
import { alertFacts } from './alerts-page.ts';
import { changedAlerts } from './reading.ts';
import { type AlertTool, alertTools } from './tools.ts';

const id = 'github-alerts';

/**
 * The collector of security alerts of Dependabot, code scanning and secret scanning. Each tool is a part of its own, so that
 * one that is not used, or may not be read, leaves the others.
 *
 * @param access how GitHub is reached
 */
export function makeCollector(access: GitHubAccess): Collector<GitHubSource> {
  return {
    id,
    version: '1.0.0',
    title: 'Security alerts of GitHub',
    config: githubSource,
    kinds: [alertKind],
    staleAfter: '7d',
    overlap: '1h',
    remote: true,

    async *shards(source) {
      for (const { name } of alertTools) yield { id: `${name} ${source.org.toLowerCase()}`, locator: JSON.stringify(source), label: `${name} of ${source.org}` };
    },

    async *fetch(shard, context) {
      const { api, inventory, source } = await readingOf(access, id, shard, context);
      const tool = toolOf(shard.id);
      try {
        yield* changedAlerts({ api, inventory, tool, collector: id, history: source.history }, context);
      } catch (error) {
        throw refusal(error, tool, source.org) ?? error;
      }
    },

    *parse(page, context) {
      yield* alertFacts(page.body, toolOf(context.shard).name);
    },
  };
}

function toolOf(shard: string): AlertTool {
  const tool = alertTools.find(({ name }) => shard.startsWith(`${name} `));
  if (tool === undefined) throw new SourceError(`${shard} is none of the tools that raise alerts`);
  return tool;
}

/** What the endpoints answer where a tool is off, or may not be read: 403 or 404, with words that differ. */
function refusal(error: unknown, tool: AlertTool, org: string): SourceError | undefined {
  const refused = error instanceof PermissionError || (error instanceof HostError && (error.status === 403 || error.status === 404));
  if (!refused) return undefined;
  const what = `The ${tool.name} alerts of ${org} cannot be read: the organisation does not use the tool, or the credentials lack \`${tool.permission}\``;
  return new SourceError(what, { cause: error, withheld: true, finding: makeFinding('ALM1031', { what: `${what}.` }) });
}

export const collector = makeCollector(gitHubAccess);
