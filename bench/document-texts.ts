import type { Random } from './random.ts';

const [first = '', ...others] = `service build runner cluster deploy release position booking container quay crane schedule invoice customer carrier port
harbour team owner alert dashboard latency error budget queue topic partition consumer producer schema migration index cache token secret
certificate rollout canary rollback preview environment pipeline stage artefact image registry namespace quota limit retry timeout backoff
idempotent request response payload contract version changelog incident review runbook drill objective indicator threshold window sample
measure trace span metric log event stream batch warehouse report query table column partitioned nightly hourly weekly regional primary
replica failover restore backup snapshot policy role permission audit approval exemption campaign scorecard level check evidence`.split(/\s+/);
const words = [first, ...others] as const;

/** A document of about 700 words with what real ones have: sections, code, a table, a list, a callout, links to others. */
export function documentText(random: Random, options: { readonly number: number; readonly of: number; readonly mdx: boolean }): string {
  const { number, of, mdx } = options;
  const sentence = (length = 14): string => {
    const picked = Array.from({ length: length + random.int(0, 7) }, () => random.pick(words));
    const text = picked.join(' ');
    return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
  };
  const paragraph = (): string => Array.from({ length: 4 }, () => sentence()).join(' ');
  const link = (): string => `[${random.pick(words)} ${random.pick(words)}](../../${documentName(random.int(0, of - 1))})`;
  const code = ['```ts title="client.ts" {2}', `const client = connect('${random.pick(words)}');`, `await client.${random.pick(words)}({ retries: ${random.int(0, 8)}, topic: '${random.pick(words)}' });`, 'if (!client.open) throw new Error("closed");', '```'].join('\n');
  const shell = ['```sh', `kubectl -n ${random.pick(words)} rollout status deploy/${random.pick(words)}`, '```'].join('\n');
  const table = ['| setting | default | what it does |', '| --- | ---: | --- |', ...Array.from({ length: 5 }, () => `| \`${random.pick(words)}\` | ${random.int(0, 499)} | ${sentence(5)} |`)].join('\n');
  const list = Array.from({ length: 4 }, () => `- ${sentence(8)}`).join('\n');
  const callout = mdx ? `<Callout type="tip">\n\n${sentence()}\n\n</Callout>` : `:::tip\n${sentence()}\n:::`;
  const section = (n: number): string => [`## ${sentence(3).slice(0, -1)} ${n}`, paragraph(), `${sentence()} See ${link()} and ${link()}.`, paragraph()].join('\n\n');
  const front = ['---', `title: Document ${number} about ${random.pick(words)}`, `description: ${sentence(8)}`, '---'].join('\n');
  return `${[front, paragraph(), section(1), code, section(2), callout, table, section(3), shell, list, section(4)].join('\n\n')}\n`;
}

/** File of document `number` below `docs`: sections of 200, folders of 20; every tenth is MDX. */
export function documentName(number: number): string {
  return `section-${Math.floor(number / 200)}/part-${Math.floor(number / 20)}/document-${number}.${number % 10 === 9 ? 'mdx' : 'md'}`;
}
