import { type SharedCheck, sharedChecksFile } from '../../schema/scorecards/check.ts';
import type { CheckContext } from './check.ts';
import { validControls } from './controls.ts';
import { type Written, written } from './draft.ts';
import { loadFolder } from './file.ts';
import { uniqueById } from './names.ts';
import { below, type Spot } from './report.ts';
import { compileTexts, sharedTexts } from './texts.ts';

/** Checks that scorecards take up with `use`. */
export interface SharedChecks {
  readonly byId: ReadonlyMap<string, Written>;
  /** Ids of those that do not fit their schema: what uses them is left out without another word. */
  readonly broken: ReadonlySet<string>;
}

/** Reads `scorecards/checks`. Whether a shared check lacks something is seen where it is used, since that may add it. */
export function readSharedChecks(dir: string, context: CheckContext): SharedChecks {
  const { report, compiler } = context;
  const files = loadFolder(dir, 'scorecards/checks', sharedChecksFile, 'checks', report);
  const entries = files.flatMap(({ file, value, item }) => {
    compileTexts(file, sharedTexts, compiler);
    return (value?.checks ?? []).map((check, index) => {
      const spot = item('checks', index);
      tell(check, spot, context);
      return { id: check.id, spot: below(spot, 'id'), value: written(check, spot) };
    });
  });
  const broken = new Set(files.flatMap((file) => file.broken.flatMap((item) => item.text('id') ?? [])));
  return { byId: uniqueById('Shared check', entries, report), broken };
}

/** What can be told of a shared check whether it is used or not. */
function tell(check: SharedCheck, spot: Spot, context: CheckContext): void {
  validControls(check, below(spot, 'controls'), context);
  if (check.expression === undefined || check.measure === undefined) return;
  context.report.add('ALM0609', spot, { what: `Shared check \`${check.id}\` has both an expression and a measure.`, fix: 'Keep one of the two.' });
}
