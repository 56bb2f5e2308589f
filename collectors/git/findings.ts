import type { Clone } from '../../src/clones/contract.ts';
import { makeFinding } from '../../src/findings/codes.ts';
import type { Finding } from '../../src/schema/finding.ts';
import type { Examples, TreeSummary } from './tree.ts';

/** What readers should know of how a clone could be read: one finding of each kind, with the first few cases. */
export function findingsOf(clone: Clone, summary: TreeSummary | undefined): Finding[] {
  const { repository } = clone;
  const findings: Finding[] = [];
  if (clone.brokenRefs.length > 0) {
    const { length } = clone.brokenRefs;
    findings.push(
      makeFinding('ALM0201', {
        what: `${length} ${length === 1 ? 'reference' : 'references'} of ${repository} could not be read: ${listed({ count: length, first: clone.brokenRefs.slice(0, 5) })}`,
        why: 'It holds neither an object id nor the name of another reference, so git ignores it and the branch or tag is missing here.',
        repository,
      }),
    );
  }
  if (clone.tip === undefined) findings.push(makeFinding('ALM0202', { what: `${repository} has no commits`, repository }));
  if (clone.detached) {
    const shown = clone.defaultBranch === undefined ? 'the commit checked out is shown' : `${clone.defaultBranch} is shown as its default branch`;
    findings.push(makeFinding('ALM0203', { what: `HEAD of ${repository} names a commit instead of a branch; ${shown}`, repository }));
  }
  if (clone.shallow) {
    findings.push(
      makeFinding('ALM0204', {
        what: `${repository} is a shallow clone`,
        why: 'Its history is cut off, so the first date and the weeks up to the cut are not known.',
        repository,
      }),
    );
  }
  if (summary && summary.damaged.count > 0) {
    const { damaged } = summary;
    findings.push(
      makeFinding('ALM0201', {
        what: `${damaged.count} ${damaged.count === 1 ? 'file' : 'files'} of ${repository} ${damaged.count === 1 ? 'is' : 'are'} missing from the clone or damaged: ${listed(damaged)}`,
        why: 'git cannot read them, so the size of the repository and its languages are not known; everything else is.',
        repository,
        file: damaged.first[0],
      }),
    );
  }
  if (summary && summary.oddNames.count > 0) {
    const { oddNames } = summary;
    findings.push(makeFinding('ALM0205', { what: `${oddNames.count} file ${oddNames.count === 1 ? 'name' : 'names'} in ${repository} ${oddNames.count === 1 ? 'is' : 'are'} not plain UTF-8: ${listed(oddNames)}`, repository, file: oddNames.first[0] }));
  }
  if (summary && summary.escapingLinks.count > 0) {
    const { escapingLinks } = summary;
    findings.push(
      makeFinding('ALM0206', {
        what: `${escapingLinks.count} symbolic ${escapingLinks.count === 1 ? 'link leaves' : 'links leave'} ${repository}: ${listed(escapingLinks)}`,
        repository,
        file: escapingLinks.first[0]?.split(' -> ')[0],
      }),
    );
  }
  return findings;
}

function listed({ count, first }: Examples): string {
  return `${first.join(', ')}${count > first.length ? ` and ${count - first.length} more` : ''}`;
}
