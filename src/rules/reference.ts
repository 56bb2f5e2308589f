import { variables } from './environment.ts';
import { type Macro, macros, ruleFunctions } from './functions/functions.ts';
import type { RuleLanguage } from './language.ts';
import { ruleLimits } from './limits.ts';
import { type Field, type FieldType, type RecordType, timestampType } from './types.ts';

/** The reference of a language as Markdown: variables, types with their fields, functions, bounds. Made from the declarations that expressions are checked against. */
export function rulesReference(language: RuleLanguage): string {
  const parts = [
    '# Reference of the rule language',
    'What expressions can read and call. This page is made by `npm run generate` from the declarations that expressions are checked\nagainst; [Rules](rules.md) explains how they are written. Measurements are fields as `measurements.yaml` declares them.',
    '## Variables',
    table(['name', 'type', 'what'], variables.map(({ name, type, description }) => [`\`${name}\``, variableType(type), description])),
    'Messages may also use `target` and `measured`, where the check measures.',
    '## Types',
    ...[...language.types.values()].flatMap(typeParts),
    '## Functions',
    ...[...macros, ...ruleFunctions].map(functionPart),
    '## Bounds',
    `Rules are bounded, so that none can hang or exhaust the build. A step is about the work of evaluating eight parts of an\nexpression once.`,
    table(['bound', 'at most'], bounds.map(([what, limit]) => [what, limit.toLocaleString('en')])),
  ];
  return `${parts.join('\n\n')}\n`;
}

const bounds: readonly (readonly [string, number])[] = [
  ['characters of an expression', ruleLimits.sourceCharacters],
  ['names, operators, calls and literals of an expression', ruleLimits.nodes],
  ['how deep they stand in each other', ruleLimits.depth],
  ['how deep brackets and calls stand in each other', ruleLimits.brackets],
  ['items of a list that is written out', ruleLimits.listItems],
  ['comprehensions inside of each other', ruleLimits.nestedComprehensions],
  ['uses of `cel.bind`', ruleLimits.binds],
  ['characters of a pattern, a glob or a version range', ruleLimits.patternCharacters],
  ['characters of a text that an expression makes', ruleLimits.textCharacters],
  ['steps of one evaluation', ruleLimits.evaluationSteps],
  ['steps of one expression over all entities of a night', ruleLimits.expressionSteps],
  ['characters of a message', ruleLimits.templateCharacters],
  ['placeholders of a message', ruleLimits.placeholders],
];

function typeParts({ name, path, description, fields }: RecordType): string[] {
  const rows = [...fields.values()].map((field) => [`\`${field.name}\``, typeText(field.type), fieldText(field)]);
  const item = path.includes('.') && description === undefined ? [`Items of \`${path}\`.`] : [];
  return [`### ${name}`, ...(description === undefined ? item : [sentence(description)]), ...(rows.length === 0 ? [] : [table(['field', 'type', 'what'], rows)])];
}

function fieldText({ type, description }: Field): string {
  const values = type.kind === 'text' ? type.values : undefined;
  const listed = values === undefined ? [] : [`one of ${values.map((value) => `\`${value}\``).join(', ')}`];
  return [...(description === undefined ? [] : [description]), ...listed].join('; ');
}

function typeText(type: FieldType): string {
  switch (type.kind) {
    case 'boolean':
      return 'true or false';
    case 'any':
      return 'any';
    case 'list':
      return `list of ${typeText(type.of)}`;
    case 'map':
      return `map to ${typeText(type.of)}`;
    case 'record':
      return link(type.record.name);
    case 'named':
      return link(type.name);
    default:
      return type.kind;
  }
}

function variableType(type: string): string {
  if (type === timestampType) return 'instant';
  const item = /^list<(.+)>$/.exec(type)?.[1];
  return item === undefined ? link(type) : `list of ${link(item)}`;
}

function link(type: string): string {
  return `[${type}](#${type.toLowerCase().replaceAll('.', '')})`;
}

function functionPart({ name, usage, description, example }: Pick<Macro, 'name' | 'usage' | 'description' | 'example'>): string {
  return `### ${name}\n\n\`${usage}\`: ${sentence(description.slice(0, 1).toLowerCase() + description.slice(1))}\n\n\`\`\`cel\n${example}\n\`\`\``;
}

function sentence(text: string): string {
  return text.endsWith('.') ? text : `${text}.`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
