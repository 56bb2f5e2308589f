/**
 * What reading clones costs: `node bench/clones.ts [N]` makes N small clones (500 unless told) in a temporary folder
 * and prints, per 1,000 clones, the seconds to find them, to read them cold, and to learn that nothing changed.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pLimit from 'p-limit';
import { collector } from '../collectors/git/collector.ts';
import { localContext } from '../src/collect/local-context.ts';
import type { FetchContext, Shard } from '../src/collect/contract.ts';
import { gitProcesses } from '../src/clones/git-process.ts';

const count = Number(process.argv[2] ?? 500);
const templates = 10;
const concurrency = Number(process.argv[3] ?? collector.concurrency ?? 4);

/** One clone of about 40 commits and 40 files, varied by its number. */
function makeTemplate(dir: string, number: number): void {
  mkdirSync(dir);
  execFileSync('git', ['init', '-q', '--bare', '-b', 'main'], { cwd: dir });
  const parts: string[] = [];
  for (let commit = 0; commit < 40; commit += 1) {
    const seconds = 1_790_000_000 - (40 - commit) * 500_000 - number;
    const content = `export const value = ${commit * number};\n`.repeat(10 + ((commit * 7 + number) % 30));
    parts.push(`commit refs/heads/main\nmark :${commit + 1}\nauthor P <p${commit % 7}@example.com> ${seconds} +0000\ncommitter P <p@example.com> ${seconds} +0000\ndata 1\nx\nM 100644 inline src/part${commit % 5}/file${commit}.ts\ndata ${content.length}\n${content}\n`);
  }
  for (let tag = 1; tag <= 10; tag += 1) parts.push(`reset refs/tags/v1.${tag}.0\nfrom :${tag * 4}\n\n`);
  for (let branch = 1; branch <= 5; branch += 1) parts.push(`reset refs/heads/topic-${branch}\nfrom :${branch * 8}\n\n`);
  execFileSync('git', ['fast-import', '--quiet'], { cwd: dir, input: parts.join('') });
  execFileSync('git', ['repack', '-q', '-a', '-d'], { cwd: dir });
  execFileSync('git', ['pack-refs', '--all'], { cwd: dir });
}

const root = mkdtempSync(join(tmpdir(), 'almanac-bench-'));
try {
  const made = join(root, 'templates');
  const folder = join(root, 'clones');
  mkdirSync(made);
  for (let number = 0; number < templates; number += 1) makeTemplate(join(made, `${number}`), number + 1);
  for (let number = 0; number < count; number += 1) {
    const dir = join(folder, `team-${number % 50}`, `service-${number}.git`);
    cpSync(join(made, `${number % templates}`), dir, { recursive: true });
    writeFileSync(join(dir, 'config'), `[core]\n\trepositoryformatversion = 0\n\tbare = true\n[remote "origin"]\n\turl = https://github.com/acme/service-${number}.git\n`);
  }

  const context: FetchContext = {
    ...localContext({
    asOf: '2026-11-21T03:00:00Z',
    backdated: false,
    signal: new AbortController().signal,
    minimumGroup: 5,
    contentDir: root,
    log: (message) => console.log(message),
    }),
    bookmark: undefined,
    resume: undefined,
  };
  const shards: Shard[] = [];
  const found = await timed(async () => {
    for await (const shard of await collector.shards({ path: folder }, context)) shards.push(shard);
  });
  if (shards.length !== count) throw new Error(`found ${shards.length} of ${count} clones`);

  const each = (work: (shard: Shard) => Promise<unknown>) => {
    const limit = pLimit(concurrency);
    return timed(() => Promise.all(shards.map((shard) => limit(() => work(shard)))));
  };
  const started = gitProcesses.started;
  let bytes = 0;
  const cold = await each(async (shard) => {
    await collector.fingerprint?.(shard, context);
    for await (const page of collector.fetch(shard, context)) bytes += page.body.length + [...collector.parse(page, { ...context, shard: shard.id })].length;
  });
  const processes = (gitProcesses.started - started) / count;
  const quiet = await each(async (shard) => collector.fingerprint?.(shard, context));

  const perThousand = (ms: number) => ((ms / count) * 1000) / 1000;
  console.log(`${count} clones, ${concurrency} at once`);
  console.log(`discovery            ${perThousand(found).toFixed(2)} s per 1,000 clones`);
  console.log(`cold fetch and parse ${perThousand(cold).toFixed(2)} s per 1,000 clones, ${processes.toFixed(1)} git processes and ${Math.round(bytes / count)} bytes of page each`);
  console.log(`unchanged            ${perThousand(quiet).toFixed(2)} s per 1,000 clones`);
  console.log(`peak RSS             ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`);
} finally {
  rmSync(root, { recursive: true, force: true });
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
