import { compareText } from '../../src/findings/codes.ts';
import type { WorkflowModel } from './workflow-model.ts';

/** A fuzzer, and what in which files shows that it is set up. */
interface Sign {
  readonly name: string;
  readonly path: RegExp;
  /** True if only files count whose path holds `fuzz`: reading all sources of a language would take too long. */
  readonly named?: true;
  readonly text: RegExp;
}

/**
 * Signs of the fuzzers and property-based tests that OpenSSF Scorecard's Fuzzing knows. Scorecard looks for imports in
 * every source file; here a library counts where a manifest declares it, and a fuzz target where its path says so.
 */
const signs: readonly Sign[] = [
  { name: 'clusterfuzzlite', path: /^\.clusterfuzzlite\/Dockerfile$/, text: /^[ \t]*[A-Za-z]/m },
  { name: 'go', path: /_test\.go$/, text: /^func[ \t]+Fuzz\w+[ \t]*\([ \t]*\w+[ \t]+\*testing\.F[ \t]*\)/m },
  { name: 'cargo-fuzz', path: /(?:^|\/)fuzz\/Cargo\.toml$/, text: /^[ \t]*libfuzzer-sys\b/m },
  { name: 'libfuzzer', path: /\.(?:c|cc|cpp|cxx|swift)$/, named: true, text: /\bLLVMFuzzerTestOneInput\b/ },
  { name: 'jazzer', path: /\.(?:java|kt)$/, named: true, text: /\bcom\.code_intelligence\.jazzer\b/ },
  { name: 'jazzer', path: /(?:^|\/)(?:pom\.xml|build\.gradle(?:\.kts)?)$/, text: /\bcom\.code-intelligence\b/ },
  { name: 'atheris', path: /\.py$/, named: true, text: /^[ \t]*(?:import|from)[ \t]+atheris\b/m },
  { name: 'fast-check', path: /(?:^|\/)package\.json$/, text: /"(?:fast-check|@fast-check\/(?:ava|jest|vitest))"[ \t]*:/ },
  { name: 'quickcheck', path: /\.cabal$|(?:^|\/)package\.yaml$/, text: /\b(?:QuickCheck|hedgehog|smallcheck|validity|hspec-(?:hedgehog|smallcheck))\b/ },
  { name: 'proper', path: /(?:^|\/)rebar\.config$/, text: /\b(?:proper|eqc)\b/ },
  { name: 'stream-data', path: /(?:^|\/)mix\.exs$/, text: /\{:stream_data\b/ },
  { name: 'propcheck', path: /(?:^|\/)mix\.exs$/, text: /\{:propcheck\b/ },
  { name: 'qcheck', path: /(?:^|\/)gleam\.toml$/, text: /^[ \t]*qcheck\b/m },
  { name: 'fscheck', path: /\.(?:cs|fs)proj$/, text: /"FsCheck\b|"Expecto\.FsCheck\b/ },
];
/** Actions by which projects that are fuzzed from outside run their fuzzers in CI as well. */
const actions: readonly (readonly [string, string])[] = [
  ['oss-fuzz', 'google/oss-fuzz/infra/cifuzz/'],
  ['clusterfuzzlite', 'google/clusterfuzzlite/'],
];

/** True if the text of the file may be a sign of fuzzing. */
export function mayFuzz(path: string): boolean {
  const named = path.toLowerCase().includes('fuzz');
  return signs.some((sign) => (sign.named !== true || named) && sign.path.test(path));
}

/** Fuzzers that workflows and files set up, sorted. */
export function fuzzingOf(workflows: readonly WorkflowModel[], files: ReadonlyMap<string, string>): string[] {
  const found = new Set<string>();
  const uses = workflows.flatMap(({ jobs }) => jobs.flatMap((job) => [job, ...job.steps].flatMap((part) => part.uses ?? [])));
  for (const [name, prefix] of actions) if (uses.some((used) => used.startsWith(prefix))) found.add(name);
  for (const [path, text] of files) {
    for (const sign of signs) if (sign.path.test(path) && sign.text.test(text)) found.add(sign.name);
  }
  return [...found].sort(compareText);
}
