/**
 * What of a GitHub Actions expression an outsider controls. The inputs are those of GitHub's security guide, as OpenSSF
 * Scorecard's Dangerous-Workflow takes them.
 */
const untrustedInputs = [
  'issue.title',
  'issue.body',
  'pull_request.title',
  'pull_request.body',
  'discussion.title',
  'discussion.body',
  'comment.body',
  'review.body',
  'review_comment.body',
  'pages.*.page_name',
  'commits.*.message',
  'commits.*.author.email',
  'commits.*.author.name',
  'head_commit.message',
  'head_commit.author.email',
  'head_commit.author.name',
  'blocked_user.name',
  'blocked_user.email',
  'pull_request.head.ref',
  'pull_request.head.label',
  'pull_request.head.repo.default_branch',
].map((input) => `.${input}.`);
/** Contexts that hold such inputs, written out whole. */
const wholeContext = /\btojson\s?\(\s?github(?:\.event)?\s?\)/;
const maxExpression = 4000;

/** The expressions in a text, with the line of each, from 0. */
export function* expressions(text: string): Generator<{ text: string; line: number }> {
  let line = 0;
  let counted = 0;
  for (let start = text.indexOf('${{'); start !== -1; start = text.indexOf('${{', start)) {
    const end = text.indexOf('}}', start);
    if (end === -1) return;
    line += text.slice(counted, start).split('\n').length - 1;
    counted = start;
    yield { text: text.slice(start + 3, end), line };
    start = end + 2;
  }
}

/** True if an outsider can put text of their own into the value of the expression. */
export function isUntrusted(expression: string): boolean {
  if (wholeContext.test(plain(expression))) return true;
  return references(expression).some((name) => name === 'github.head_ref' || (name.startsWith('github.event.') && untrustedInputs.some((input) => `${name}.`.includes(input))));
}

/** True if the expression names a commit, branch or repository of a pull request; its base is the repository's own. */
export function namesPullRequest(expression: string): boolean {
  return references(expression).some(
    (name) => /^github\.event\.(?:pull_request|workflow_run)(?:\.|$)/.test(name) && !name.startsWith('github.event.pull_request.base.'),
  );
}

/** Names of context values in an expression: `github.event.commits.*.message` for `github.event['commits'][0].message`. */
function references(expression: string): string[] {
  const dotted = plain(expression)
    .replaceAll(/\[\s?(?:'([^']*)'|"([^"]*)")\s?\]/g, (_, single?: string, double?: string) => `.${single ?? double ?? ''}`)
    .replaceAll(/\[\s?(?:\d+|\*)\s?\]/g, '.*');
  return dotted.replaceAll(/\s?\.\s?/g, '.').match(/[a-z_][\w-]*(?:\.(?:[\w-]+|\*))*/g) ?? [];
}

/** In lower case, since names are compared without regard to it; blanks joined. */
function plain(expression: string): string {
  return expression.slice(0, maxExpression).toLowerCase().replaceAll(/\s+/g, ' ');
}
