import type { CodeownersFile, DecidingRule, Match, Matcher } from './file.ts';
import { compileGithub, compileGitlab } from './pattern.ts';
import { PatternTree } from './tree.ts';

/**
 * Stands for any file of a folder: a name of characters from the private-use area, so many that only patterns which
 * would take any name match it.
 */
export const anyName = '\uE000'.repeat(64);

const unmatched: Match = { status: 'unmatched', owners: [], rules: [] };

/**
 * Builds what answers who owns a path.
 *
 * GitHub: the last rule that matches decides. GitLab: in every section the last rule that matches has its say, unless
 * an exclusion of that section matches too, wherever it stands; the answer joins all sections.
 */
export function compile(file: CodeownersFile): Matcher {
  return file.dialect === 'github' ? compileGithubFile(file) : compileGitlabFile(file);
}

function compileGithubFile(file: CodeownersFile): Matcher {
  const tree = new PatternTree();
  file.rules.forEach((rule, index) => tree.add(compileGithub(rule.pattern), index, 0));
  const matches = new Map<number, Match>();
  let last = -1;
  const keepLast = (rule: number): void => {
    if (rule > last) last = rule;
  };
  return {
    match(path) {
      last = -1;
      tree.find(path, keepLast);
      return last === -1 ? unmatched : remembered(matches, last, () => join([deciding(file, last)]));
    },
  };
}

function compileGitlabFile(file: CodeownersFile): Matcher {
  const tree = new PatternTree();
  file.rules.forEach((rule, index) => {
    const pattern = rule.exclusion ? rule.pattern.slice(1) : rule.pattern;
    tree.add(compileGitlab(pattern), index, rule.section * 2 + (rule.exclusion ? 1 : 0));
  });
  const matches = new Map<string, Match>();
  return {
    match(path) {
      let found = '';
      tree.find(path, (rule) => {
        found += `${rule} `;
      });
      return found === '' ? unmatched : remembered(matches, found, () => decide(file, found.trimEnd().split(' ').map(Number)));
    },
  };
}

/** What GitLab makes of all rules that match a path. */
function decide(file: CodeownersFile, found: readonly number[]): Match {
  const last = new Map<number, { rule: number; exclusion: number }>();
  for (const index of found) {
    const rule = file.rules[index];
    if (!rule) continue;
    const section = last.get(rule.section) ?? { rule: -1, exclusion: -1 };
    if (rule.exclusion) section.exclusion = Math.max(section.exclusion, index);
    else section.rule = Math.max(section.rule, index);
    last.set(rule.section, section);
  }
  const decisive = [...last]
    // An exclusion takes effect only on what another rule of its section would match.
    .filter(([, { rule }]) => rule !== -1)
    .sort(([a], [b]) => a - b)
    .map(([, { rule, exclusion }]) => (exclusion === -1 ? rule : exclusion));
  return decisive.length === 0 ? unmatched : join(decisive.map((index) => deciding(file, index)));
}

function remembered<K>(matches: Map<K, Match>, key: K, make: () => Match): Match {
  const known = matches.get(key);
  if (known) return known;
  const made = make();
  matches.set(key, made);
  return made;
}

function deciding(file: CodeownersFile, index: number): DecidingRule {
  const rule = file.rules[index];
  if (!rule) throw new RangeError(`There is no rule ${index} in ${file.path}.`);
  const section = file.sections[rule.section];
  return {
    pattern: rule.pattern,
    line: rule.line,
    owners: rule.owners,
    section: section?.name,
    optional: section?.optional ?? false,
    approvals: rule.approvals,
  };
}

function join(rules: readonly DecidingRule[]): Match {
  const owners = [...new Set(rules.flatMap((rule) => rule.owners))];
  return { status: owners.length > 0 ? 'owned' : 'cleared', owners, rules };
}
