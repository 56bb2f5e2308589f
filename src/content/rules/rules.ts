import type { Rules } from '../../assess/contract.ts';
import { checkControl } from '../../assess/control-schemes.ts';
import { dayOf } from '../../assess/days.ts';
import { createLanguage } from '../../rules/language.ts';
import type { Finding } from '../../schema/finding.ts';
import type { Instant } from '../../schema/primitives.ts';
import { readCampaigns } from './campaigns.ts';
import type { CheckContext } from './check.ts';
import { readControls } from './controls.ts';
import { readDecisions } from './decisions.ts';
import { Compiler } from './expressions.ts';
import { readMeasurements } from './measurements.ts';
import { Report } from './report.ts';
import { readScorecards } from './scorecards.ts';
import { readSharedChecks } from './shared-checks.ts';

export interface RulesOptions {
  /** Decides which days have passed. */
  readonly asOf: Instant;
  /** References of all entities, in full and lower case: an exemption for one that is not among them is a warning. */
  readonly knownEntities?: ReadonlySet<string> | undefined;
}

/**
 * Reads an organisation's rules: `scorecards/*.yaml`, `scorecards/checks/*.yaml`, `decisions/*.yaml`,
 * `campaigns/*.yaml`, `controls.yaml` and `measurements.yaml`. Shared checks, inheritance and expressions are resolved.
 * What is wrong is left out, the rest stands, and everything that is wrong is a finding with file, line, column and
 * excerpt. Never throws for what is in the folder; one that does not exist has no rules.
 *
 * @param contentDir absolute path of the content folder
 */
export function readRules(contentDir: string, options: RulesOptions): { rules: Rules; findings: Finding[] } {
  const report = new Report();
  const measurements = readMeasurements(contentDir, report);
  const controls = readControls(contentDir, report);
  const language = createLanguage(measurements);
  const compiler = new Compiler(language, report);
  const context: CheckContext = {
    report,
    compiler,
    today: dayOf(options.asOf),
    controlProblem: (identifier) => checkControl(identifier, controls.schemes),
  };
  const shared = readSharedChecks(contentDir, context);
  const scorecards = readScorecards(contentDir, shared, context);
  const exemptions = readDecisions(contentDir, scorecards, options.knownEntities, context);
  const campaigns = readCampaigns(contentDir, scorecards, context);
  return { rules: { language, scorecards: scorecards.standing, exemptions, campaigns, measurements, controls }, findings: report.all() };
}
