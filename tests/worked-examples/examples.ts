import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Judgement, Rules } from '../../src/assess/contract.ts';
import { readRules } from '../../src/content/rules/rules.ts';
import type { Finding } from '../../src/schema/finding.ts';
import { asOf, judgeSample, type Sample } from '../rubrics/sample.ts';

const examplesDir = join(import.meta.dirname, '..', '..', 'docs', 'examples');

/** The rules of a content folder that holds nothing but the scorecards of docs/examples. */
function readExamples(): { rules: Rules; findings: Finding[] } {
  const dir = mkdtempSync(join(tmpdir(), 'almanac-'));
  try {
    mkdirSync(join(dir, 'scorecards'));
    cpSync(examplesDir, join(dir, 'scorecards'), { recursive: true });
    return readRules(dir, { asOf });
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

export const { rules, findings } = readExamples();

/** Everything that one of the examples says of the only entity that it judges. */
export class Judged {
  readonly judgement: Judgement;

  constructor(scorecard: string, sample: Sample) {
    this.judgement = judgeSample(scorecard, sample, rules);
  }

  verdict(check: string): string {
    return this.judgement.verdict(0, this.#column(check));
  }

  message(check: string): string | undefined {
    return this.judgement.detail(0, this.#column(check)).message;
  }

  missing(check: string): string[] {
    return this.judgement.detail(0, this.#column(check)).missing.map(({ fact }) => fact);
  }

  /** Checks by verdict, each in the order of the file. */
  get verdicts(): Record<string, string[]> {
    const ids = this.judgement.scorecard.checks.map(({ id }) => id);
    return Object.fromEntries([...Map.groupBy(ids, (id) => this.verdict(id))]);
  }

  get level(): string {
    return this.judgement.scorecard.levels[this.judgement.level(0)]?.id ?? 'none';
  }

  #column(check: string): number {
    const index = this.judgement.scorecard.checks.findIndex(({ id }) => id === check);
    if (index === -1) throw new Error(`There is no check ${check}`);
    return index;
  }
}
