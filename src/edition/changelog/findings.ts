import { dayOf } from '../../assess/days.ts';
import type { Catalog } from '../../catalog/model.ts';
import type { ChangeDocument } from '../../documents/contract.ts';
import { makeFinding } from '../../findings/codes.ts';
import type { Finding } from '../../schema/finding.ts';
import type { Instant } from '../../schema/primitives.ts';
import { aboutOf } from './changes.ts';

/** What is wrong with the organisation's own entries, beyond what their schema says. */
export function changelogFindings(changes: readonly ChangeDocument[], catalog: Catalog, asOf: Instant): Finding[] {
  return changes.flatMap(({ file, frontMatter, entities, updatedAt, positionOf }) => {
    const { action, actionBy, announced, breaking, date } = frontMatter;
    const findings: Finding[] = [];
    if (aboutOf(file, entities, catalog).length === 0) {
      findings.push(makeFinding('ALM0910', { what: `${file} names no entity that the catalog has, and its folder is called like none.`, file, ...positionOf(['entities']) }));
    }
    if (actionBy !== undefined && action === undefined) {
      findings.push(makeFinding('ALM0911', { what: `actionBy is ${actionBy}, but there is no action.`, file, ...positionOf(['actionBy']) }));
    }
    if (breaking && action === undefined) {
      findings.push(makeFinding('ALM0912', { what: 'breaking is true, but there is no action.', file, ...positionOf(['breaking']) }));
    }
    if (date > dayOf(asOf) && announced === undefined && updatedAt === undefined) {
      findings.push(makeFinding('ALM0913', { what: `It takes effect on ${date}, and neither it nor git says when it was announced.`, file, ...positionOf(['date']) }));
    }
    return findings;
  });
}
