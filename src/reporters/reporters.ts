import { visibleJson } from '../text/visible-text.ts';
import { entityCheck, type EntityCheck } from '../schema/cli/entity-check.ts';
import type { Reporter } from './contract.ts';
import { githubReport } from './github.ts';
import { jsonReport } from './json.ts';
import { markdownReport } from './markdown.ts';
import { sarifReport } from './sarif.ts';
import { textReport } from './text.ts';

/** Reporters by the name that `--reporter` takes. */
export const reporters = {
  text: shown(textReport),
  json: jsonReport,
  sarif: shown(sarifReport),
  github: shown(githubReport),
} as const satisfies Record<string, Reporter>;
export type ReporterName = keyof typeof reporters;

/** For the summary of a step of GitHub Actions. */
export const summary: Reporter = shown(markdownReport);

export function isReporter(name: string): name is ReporterName {
  return Object.hasOwn(reporters, name);
}

/** Before people see it: values come from repositories, and a control character must not act on a terminal or a reader. */
function shown(reporter: Reporter): Reporter {
  return (report: EntityCheck) => reporter(entityCheck.parse(visibleJson(report)));
}
