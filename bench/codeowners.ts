/**
 * How long CODEOWNERS takes at scale: 100,000 paths against 5,000 rules, for sets of rules from realistic to all
 * wildcards. Prints milliseconds to parse, compile and match, and processor time in all, which a busy machine changes
 * less; asserts nothing.
 *
 *     node bench/codeowners.ts [paths] [rules]
 */
import type { Dialect } from '../src/codeowners/file.ts';
import { compile } from '../src/codeowners/match.ts';
import { parseCodeowners } from '../src/codeowners/parse.ts';

const [pathCount = 100_000, ruleCount = 5_000] = process.argv.slice(2).map(Number);

/** Numbers from a seed (mulberry32), so that two runs measure the same thing. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below);
  };
}

const words = ['payment', 'ledger', 'search', 'mail', 'report', 'audit', 'login', 'cart', 'price', 'stock', 'ship', 'review'];
const folders = ['services', 'libs', 'apps', 'tools', 'infra', 'docs'];
const endings = ['ts', 'tsx', 'go', 'py', 'md', 'yaml', 'json', 'sql', 'tf', 'proto'];

/** @param perFolder files in a folder; 1 is the worst case, every path a folder of its own */
function makePaths(count: number, perFolder: number): string[] {
  const below = random(1);
  const pick = (list: readonly string[]): string => list[below(list.length)] ?? '';
  let folder = '';
  return Array.from({ length: count }, (_, index) => {
    if (index % perFolder === 0) {
      const inner = Array.from({ length: below(4) }, () => `${pick(words)}${below(20)}`);
      folder = [pick(folders), `${pick(words)}-${below(400)}`, ...inner].join('/');
    }
    return `${folder}/${pick(words)}_${below(5_000)}.${pick(endings)}`;
  });
}

type Below = (below: number) => number;
type Make = (below: Below, pick: (list: readonly string[]) => string, index: number) => string;

const mixed: readonly Make[] = [
  (below, pick) => `/${pick(folders)}/${pick(words)}-${below(400)}/`,
  (below, pick) => `/${pick(folders)}/${pick(words)}-${below(400)}/${pick(words)}${below(20)}/*.${pick(endings)}`,
  (below, pick) => `${pick(words)}_${below(5_000)}.${pick(endings)}`,
  (below, pick) => `*.${pick(words)}${below(50)}`,
  (below, pick) => `${pick(words)}${below(20)}/`,
  (below, pick) => `/${pick(folders)}/**/${pick(words)}_${below(5_000)}.*`,
  (below, pick) => `${pick(folders)}/${pick(words)}-${below(400)}/*`,
];

const sets: readonly { readonly title: string; readonly dialect: Dialect; readonly sections: number; readonly makes: readonly Make[] }[] = [
  { title: 'realistic mix', dialect: 'github', sections: 0, makes: mixed },
  { title: 'literal paths', dialect: 'github', sections: 0, makes: mixed.slice(0, 1) },
  {
    title: 'wildcards in the name',
    dialect: 'github',
    sections: 0,
    makes: [
      (below, pick) => `*${pick(words)}*${below(5_000)}*.${pick(endings)}`,
      (below, pick) => `${pick(words)}_${below(1_000)}*`,
      (below) => `*_${below(5_000)}.*`,
      (below, pick) => `*${below(500)}?.${pick(endings)}`,
    ],
  },
  {
    title: 'wildcards everywhere',
    dialect: 'github',
    sections: 0,
    makes: [
      (below, pick) => `**/*${below(400)}/**/*${pick(words)}*${below(1_000)}*`,
      (below, pick) => `/*/*-${below(400)}/**/*.${pick(endings)}`,
      (below, pick) => `**/${pick(words)}*/**/*_${below(5_000)}*`,
    ],
  },
  { title: 'one ending for all', dialect: 'github', sections: 0, makes: [(_, __, index) => `*${index % 97}*${index}*.ts`] },
  { title: 'GitLab, 100 sections', dialect: 'gitlab', sections: 100, makes: mixed },
];

for (const perFolder of [8, 1]) {
  const paths = makePaths(pathCount, perFolder);
  console.log(`${pathCount} paths, ${perFolder} to a folder, ${ruleCount} rules; milliseconds`);
  for (const set of sets) measure(set, paths);
}

function measure({ title, dialect, sections, makes }: (typeof sets)[number], paths: readonly string[]): void {
  const below = random(2);
  const pick = (list: readonly string[]): string => list[below(list.length)] ?? '';
  const lines = ['* @acme/everyone'];
  for (let index = 1; index < ruleCount; index += 1) {
    if (sections > 0 && index % Math.ceil(ruleCount / sections) === 0) lines.push(`[Section ${index}]`);
    const make = makes[index % makes.length];
    if (make) lines.push(`${make(below, pick, index)} @acme/team-${below(200)}`);
  }
  const cpu = process.cpuUsage();
  const start = performance.now();
  const file = parseCodeowners(lines.join('\n'), { dialect, path: 'CODEOWNERS' });
  const parsed = performance.now();
  const matcher = compile(file);
  const compiled = performance.now();
  let narrow = 0;
  for (const path of paths) if (matcher.match(path).rules.some(({ line }) => line > 1)) narrow += 1;
  const matched = performance.now();
  const used = process.cpuUsage(cpu);
  const figures = [parsed - start, compiled - parsed, matched - compiled, matched - start, (used.user + used.system) / 1000].map((ms) => ms.toFixed(0).padStart(5));
  console.log(
    `${title.padEnd(24)} parse ${figures[0]}  compile ${figures[1]}  match ${figures[2]}  total ${figures[3]}  processor ${figures[4]}  (${narrow} by a narrow rule, ${file.invalidLines} invalid lines)`,
  );
}
