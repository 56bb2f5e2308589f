import picomatch from 'picomatch';
import type { OwnerRule } from './model.ts';

/** The rule that decides for a repository: the last that matches, without regard to case. */
export type RuleFor = (repository: string) => OwnerRule | undefined;

/** Prepares rules for many look-ups: plain names through a map, patterns compiled once. */
export function prepareRules(rules: readonly OwnerRule[]): RuleFor {
  const exact = new Map<string, { rule: OwnerRule; index: number }>();
  const patterns: { rule: OwnerRule; index: number; matches: (id: string) => boolean }[] = [];
  for (const [index, rule] of rules.entries()) {
    if (/[*?[\]{}()!+@]/.test(rule.repositories)) {
      const matches = picomatch(rule.repositories, { nocase: true, dot: true });
      patterns.unshift({ rule, index, matches: (id) => matches(id) });
    } else exact.set(rule.repositories.toLowerCase(), { rule, index });
  }
  return (repository) => {
    const named = exact.get(repository.toLowerCase());
    const pattern = patterns.find(({ index, matches }) => (named === undefined || index > named.index) && matches(repository));
    return pattern?.rule ?? named?.rule;
  };
}
