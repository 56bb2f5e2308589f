import type { CodeownersFile, Rule } from './file.ts';
import { githubProblem } from './pattern.ts';
import { Problems, quote } from './problems.ts';
import { linesOf, tokenize } from './tokens.ts';

/** `@user`, with the suffix that managed users have. */
const user = /^@[A-Za-z0-9][A-Za-z0-9_-]*$/;
const team = /^@[A-Za-z0-9][A-Za-z0-9_-]*\/[A-Za-z0-9._-]+$/;
const email = /^[^@\s]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+$/;

/**
 * Reads a file in GitHub's dialect, as
 * https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners
 * describes it: a pattern and its owners on each line, `#` starts a comment (also after a rule), a pattern without
 * owners takes them away, and a line that is not valid is skipped whole.
 */
export function parseGithub(text: string, path: string): CodeownersFile {
  const rules: Rule[] = [];
  const problems = new Problems(path);
  let invalidLines = 0;
  linesOf(text).forEach((content, index) => {
    const line = index + 1;
    const [pattern, ...rest] = tokenize(content);
    if (!pattern || pattern.text.startsWith('#')) return;
    const comment = rest.findIndex((token) => token.text.startsWith('#'));
    const owners = comment === -1 ? rest : rest.slice(0, comment);
    const problem = githubProblem(pattern.text);
    const stranger = owners.find((token) => !isOwner(token.text));
    if (problem) {
      problems.add(problem.code, line, pattern.column + problem.offset, () => ({
        what: `The rule for ${quote(pattern.text)} ${problem.what}.`,
        fix: problem.fix,
      }));
    } else if (stranger) {
      problems.add('ALM0403', line, stranger.column, () => ({
        what: `The rule for ${quote(pattern.text)} names ${quote(stranger.text)}, which is not an owner.`,
        fix: 'Write owners as @user, @organisation/team or an email address.',
      }));
    }
    if (problem || stranger) {
      invalidLines += 1;
      return;
    }
    rules.push({
      pattern: pattern.text,
      line,
      owners: owners.map((token) => token.text),
      section: 0,
      exclusion: false,
      approvals: 1,
    });
  });
  return {
    dialect: 'github',
    path,
    rules,
    sections: [{ name: undefined, line: undefined, optional: false }],
    invalidLines,
    findings: problems.list(),
  };
}

function isOwner(text: string): boolean {
  return user.test(text) || team.test(text) || email.test(text);
}
