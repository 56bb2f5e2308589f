import type { BuildResult } from '../build/build.ts';
import type { CollectionReport } from '../collect/collect.ts';
import type { StageReport } from '../schema/cli/report.ts';
import type { Finding } from '../schema/finding.ts';
import type { Workspace } from './workspace.ts';

/** What the steps of a command gave, for its closing summary. */
export interface Outcome {
  readonly command: string;
  readonly workspace: Workspace;
  readonly collection: CollectionReport | undefined;
  readonly build: BuildResult | undefined;
  readonly seconds: number;
  readonly stages: readonly StageReport[];
  /** Findings of the command itself: configuration, content, broken links. */
  readonly findings: readonly Finding[];
  readonly faults: readonly string[];
}
