import type { CollectContext } from '../../src/collect/contract.ts';
import { passingRun } from '../../src/collect/run-scope.ts';
import { githubSource } from '../../src/github/source.ts';
import type { z } from 'zod';
import { createNetwork } from '../../src/network/network.ts';
import { ScriptedHttp } from '../network/scripted-http.ts';
import { VirtualClock } from '../network/virtual-clock.ts';

/** A run on virtual time against a GitHub whose answers a test says. */
export function connection(reply: ConstructorParameters<typeof ScriptedHttp>[1], { env = { GITHUB_TOKEN: 'ghp_canary0123456789' }, contentDir = '/nowhere', at = '2026-11-20T02:00:00Z' }: { readonly env?: Record<string, string | undefined>; readonly contentDir?: string; readonly at?: string } = {}) {
  const clock = new VirtualClock(at);
  const http = new ScriptedHttp(clock, reply);
  const lines: string[] = [];
  const log = (line: string): void => {
    lines.push(line);
  };
  const network = createNetwork({ http, clock, deadline: undefined, log });
  const asOf = '2026-11-20T02:00:00Z';
  const signal = new AbortController().signal;
  const context: CollectContext = { asOf, backdated: false, signal, minimumGroup: 5, contentDir, env, network, run: passingRun(asOf), log };
  return { clock, http, lines, network, context, signal };
}

/** A source as almanac.yaml would have it. */
export function source(fields: Partial<z.input<typeof githubSource>> = {}) {
  return githubSource.parse({ org: 'acme', ...fields });
}
