import { controlMatrix } from '../../assess/controls.ts';
import type { ControlMatrix } from '../../schema/edition/scorecard.ts';
import { checkPath } from '../routes.ts';
import { optional } from '../summaries.ts';
import type { ScorecardView } from './view.ts';

/** Anchor of a control on the page of controls: `SOC2:CC8.1` is `soc2-cc8-1`. */
export function controlAnchor(id: string): string {
  return id.toLowerCase().replace(/[^a-z0-9]+/g, '-');
}

/** Which controls have evidence, from which checks, for how many entities. */
export function controlPage({ asOf, assessed }: ScorecardView): ControlMatrix {
  const schemes = controlMatrix(assessed.judgements.values(), assessed.rules.controls);
  return {
    asOf,
    schemes: schemes.map(({ id, title, url, controls }) => ({
      id,
      title,
      ...optional('url', url),
      controls: controls.map((control) => ({
        id: control.id,
        anchor: controlAnchor(control.id),
        ...optional('title', control.title),
        checks: control.checks.flatMap(({ scorecard: of, check: index, counts }) => {
          const check = assessed.judgements.get(of)?.scorecard.checks[index];
          return check === undefined ? [] : [{ scorecard: of, check: check.id, title: check.title, path: checkPath(of, check.id), counts: { ...counts } }];
        }),
        entities: control.entities,
        evidenced: control.evidenced,
      })),
    })),
  };
}
