import { wellKnownFile } from '../../schema/facts/repository.ts';
import { didYouMean, nearest } from '../nearest.ts';
import { hasFile, repositoryType } from '../repository-view.ts';
import { calendarFunctions } from './calendar.ts';
import { dateFunctions } from './dates.ts';
import type { RuleFunction } from './function.ts';
import { listFunctions } from './lists.ts';
import { numberFunctions } from './numbers.ts';
import { textFunctions } from './texts.ts';
import { versionFunctions } from './versions.ts';

const files: RuleFunction = {
  name: 'hasFile',
  usage: "repository.hasFile('readme')",
  description: `True if the repository has a file of a kind: ${wellKnownFile.options.join(', ')}.`,
  example: "repository.hasFile('security')",
  standard: false,
  overloads: [{ receiver: repositoryType.name, takes: ['string'], gives: 'bool', call: hasFile }],
  checkLiteral(value) {
    if (wellKnownFile.safeParse(value).success) return undefined;
    const meant = nearest(value, wellKnownFile.options);
    return {
      message: `hasFile() knows no file \`${value}\`${didYouMean(meant)}`,
      ...(meant === undefined ? { fix: `Name one of ${wellKnownFile.options.join(', ')}.` } : {}),
    };
  },
};

/** Functions that are part of CEL and are left to cel-js. */
export interface Macro {
  readonly name: string;
  readonly usage: string;
  readonly description: string;
  readonly example: string;
  /** Numbers of arguments. */
  readonly takes: readonly number[];
}

/** Comprehensions: they go over a list, or over the keys of a map. */
export const comprehensions: readonly Macro[] = [
  { name: 'all', usage: 'list.all(x, condition)', description: 'True if the condition holds for all items; true for an empty list.', example: "entity.hasPart.all(c, c.owner != '')", takes: [2] },
  { name: 'exists', usage: 'list.exists(x, condition)', description: 'True if it holds for at least one.', example: "repository.languages.exists(l, l.name == 'Go')", takes: [2] },
  { name: 'exists_one', usage: 'list.exists_one(x, condition)', description: 'True if it holds for exactly one.', example: "entity.links.exists_one(l, l.type == 'runbook')", takes: [2] },
  { name: 'filter', usage: 'list.filter(x, condition)', description: 'The items for which it holds.', example: "count(entity.dependsOn.filter(d, d.kind == 'Resource')) < 10", takes: [2] },
  { name: 'map', usage: 'list.map(x, value)', description: 'What becomes of each item; with a condition between them, of each item for which it holds.', example: "'production' in entity.hasPart.map(c, c.lifecycle)", takes: [2, 3] },
];

export const macros: readonly Macro[] = [
  ...comprehensions,
  { name: 'has', usage: 'has(map.key)', description: 'True if a map has a key. Fields of the language itself cannot be asked for.', example: 'has(entity.spec.replicas) && entity.spec.replicas >= 2', takes: [1] },
  { name: 'bind', usage: 'cel.bind(name, value, expression)', description: 'Gives a value a name within an expression.', example: "cel.bind(age, daysSince(repository.lastCommitAt), age >= 0 && age <= 90)", takes: [3] },
  { name: 'string', usage: 'string(value)', description: 'A value as text.', example: "string(repository.branches) != '0'", takes: [1] },
  { name: 'int', usage: 'int(value)', description: 'A number without its decimals, as an int, or the int that a text says.', example: 'int(repository.branches) % 2 == 0', takes: [1] },
  { name: 'bool', usage: 'bool(text)', description: 'True or false of the text `true` or `false`.', example: "'example.com/public' in entity.labels && bool(entity.labels['example.com/public'])", takes: [1] },
];

export const ruleFunctions: readonly RuleFunction[] = [
  ...dateFunctions,
  ...versionFunctions,
  ...textFunctions,
  files,
  ...listFunctions,
  ...numberFunctions,
  ...calendarFunctions,
];

export const functionsByName: ReadonlyMap<string, RuleFunction> = new Map(ruleFunctions.map((declaration) => [declaration.name, declaration]));
export const macrosByName: ReadonlyMap<string, Macro> = new Map(macros.map((macro) => [macro.name, macro]));
export const comprehensionNames: ReadonlySet<string> = new Set(comprehensions.map(({ name }) => name));
