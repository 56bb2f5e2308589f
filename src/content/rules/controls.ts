import { compareText } from '../../findings/codes.ts';
import { type ControlsFile, controlsFile } from '../../schema/scorecards/controls.ts';
import type { CheckContext } from './check.ts';
import type { CheckFields } from './draft.ts';
import { loadFolder } from './file.ts';
import { uniqueById } from './names.ts';
import { below, type Report, type Spot } from './report.ts';

/** Reads `controls.yaml`: schemes and their controls, each once. */
export function readControls(dir: string, report: Report): ControlsFile {
  const files = loadFolder(dir, '', controlsFile, 'schemes', report, /^controls\.ya?ml$/);
  const schemes = files.flatMap(({ value, item }) =>
    (value?.schemes ?? []).map((scheme, index) => {
      const spot = item('schemes', index);
      const controls = scheme.controls.map((one, at) => ({ id: one.id, spot: below(spot, 'controls', at, 'id'), value: one }));
      const unique = [...uniqueById(`Control of ${scheme.id}`, controls, report).values()];
      return { id: scheme.id, spot: below(spot, 'id'), value: { ...scheme, controls: unique } };
    }),
  );
  return { schemes: [...uniqueById('Scheme', schemes, report).values()] };
}

/** Controls of a check that there can be, sorted, each once; the others are findings and evidence for nothing. */
export function validControls({ controls = [] }: Pick<CheckFields, 'controls'>, spot: Spot, { report, controlProblem }: CheckContext): string[] {
  const valid = controls.filter((identifier, index) => {
    const what = controlProblem(identifier);
    if (what !== undefined) report.add('ALM0607', below(spot, index), { what });
    return what === undefined;
  });
  return [...new Set(valid)].toSorted(compareText);
}
