import type { z } from 'zod';
import type { branchKindName } from '../schema/facts/ci-run.ts';

export type BranchKind = z.infer<typeof branchKindName>;

/** Events whose run tests a change before it is merged, whatever branch it names. */
const changeEvents: ReadonlySet<string> = new Set(['pull_request', 'pull_request_target', 'pull_request_review', 'pull_request_review_comment', 'merge_group']);

/** `release/1.2`, `releases-2.0`, `stable/4.x`, `hotfix/…`, and branches of a line of versions: `1.x`, `v2.4.x`. */
const releaseBranch = /^(?:(?:releases?|stable|maint(?:enance)?|hotfix(?:es)?)(?:[/-]|$)|v?\d+(?:\.\d+)*\.x$)/i;

/** A version as tags are named after: `v1.2.3`, `2026.11`, `1.0.0-rc.1`. */
const versionTag = /^v?\d+(?:\.\d+)+(?:[-+.][0-9A-Za-z.+-]*)?$/;

/**
 * What a run's branch is to its repository; the name itself is not kept, since it may be a person's.
 *
 * A run of a tag names it where a branch stands, without saying that it is one (GitHub, "REST API endpoints for workflow
 * runs", `head_branch`), so a name that reads like a version counts as a tag; so does what a `release` event names.
 *
 * @param ref name of the branch or tag, or a whole reference: `main`, `refs/pull/12/merge`
 * @param event what started the run
 * @param defaultBranch the repository's, if known
 */
export function branchKindOf(ref: string | undefined, event: string | undefined, defaultBranch: string | undefined): BranchKind | undefined {
  if (event !== undefined && changeEvents.has(event)) return 'pull-request';
  if (ref === undefined || ref === '') return undefined;
  if (/^refs\/pull\//.test(ref)) return 'pull-request';
  if (ref.startsWith('refs/tags/')) return 'tag';
  const name = ref.replace(/^refs\/heads\//, '');
  if (name === defaultBranch) return 'default';
  if (name.startsWith('gh-readonly-queue/')) return 'pull-request';
  if (event === 'release') return 'tag';
  if (releaseBranch.test(name)) return 'release';
  return versionTag.test(name) ? 'tag' : 'other';
}
