import { isObject, objectAt, type JsonValue } from './json.ts';
import type { Place, YamlDocument } from './yaml-documents.ts';

/*
 * Scaffolders keep catalog files with unfilled expressions: `${{ values.name }}` of Backstage's own, `{{ name }}` and
 * `{% if %}` of cookiecutter and Jinja. Neither pattern has anything to backtrack into.
 */
const expression = /\{\{[^{}]*\}\}|\{%[^%\n]*%\}/;

/** True if the text holds an unfilled template expression. */
export function isTemplated(text: string): boolean {
  return expression.test(text);
}

/** Line and column of the first template expression in a text; undefined if there is none. */
export function templatePlace(text: string): Place | undefined {
  const index = text.search(expression);
  if (index === -1) return undefined;
  const before = text.slice(0, index);
  return { line: before.split('\n').length, column: index - before.lastIndexOf('\n') };
}

/** Fields that say what an entity is and whose: with one of them unfilled there is no entity yet. */
const identity = [
  ['apiVersion'],
  ['kind'],
  ['metadata', 'name'],
  ['metadata', 'namespace'],
  ['spec', 'type'],
  ['spec', 'lifecycle'],
  ['spec', 'owner'],
  ['spec', 'system'],
  ['spec', 'domain'],
] as const;

/** The path of the first field whose unfilled expression makes the document a template; undefined if it is an entity. */
export function templatedField(document: YamlDocument): readonly string[] | undefined {
  return identity.find((path) => isTemplated(document.source(path) ?? ''));
}

/** The entity of a document without the annotations that hold an unfilled expression: they say nothing about it yet. */
export function withoutTemplatedAnnotations({ value: entity, source }: YamlDocument): JsonValue {
  const annotations = objectAt(objectAt(entity, 'metadata'), 'annotations');
  const entries = Object.entries(annotations);
  // An unquoted `{{ x }}` is a mapping to YAML, and has to be looked at as it is written.
  const written = (key: string, value: JsonValue): string => (typeof value === 'string' ? value : (source(['metadata', 'annotations', key]) ?? ''));
  const kept = entries.filter(([key, value]) => !isTemplated(key) && !isTemplated(written(key, value)));
  if (kept.length === entries.length || !isObject(entity)) return entity;
  return { ...entity, metadata: { ...objectAt(entity, 'metadata'), annotations: Object.fromEntries(kept) } };
}
