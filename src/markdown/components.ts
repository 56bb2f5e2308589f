import { closest } from 'fastest-levenshtein';
import type { MdastNode } from 'satteri';
import { allowedAttributes, allowedElements, renamedElements } from './allowed.ts';
import { componentKinds, type Component, type ComponentNode } from './component-kinds.ts';
import { escapeAttribute } from './escape.ts';
import { excerpt } from './expressions.ts';
import { readLiteral, type Literal } from './literal.ts';
import { leftOut } from './raw-html.ts';
import { placeOf, type Writer } from './writer.ts';

/** A component or an element of HTML in MDX. */
export function writeComponent(node: ComponentNode, writer: Writer): string {
  const { name } = node;
  if (name === null) return writer.write(node.children);
  if (/^[a-z]/.test(name)) return writeElement(name, node, writer);
  const component = Object.hasOwn(componentKinds, name) ? componentKinds[name] : undefined;
  if (component === undefined) {
    writer.problem('ALM0707', `There is no component <${name}>.`, placeOf(node), `Did you mean <${closest(name, Object.keys(componentKinds))}>?`);
    return writer.write(node.children);
  }
  const html = component.write(checkedAttributes(name, component, node, writer), node, writer);
  return component.inline === true && node.type === 'mdxJsxFlowElement' ? `<p>${html}</p>\n` : html;
}

/** The attributes that the component has; what is wrong with the others is said. */
function checkedAttributes(name: string, component: Component, node: ComponentNode, writer: Writer): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  const wrong = (what: string, fix?: string) => writer.problem('ALM0708', what, placeOf(node), fix);
  for (const [attribute, value] of literals(node, writer)) {
    const allowed = Object.hasOwn(component.attributes, attribute) ? component.attributes[attribute] : undefined;
    if (allowed === undefined) {
      const names = Object.keys(component.attributes);
      wrong(`<${name}> has no attribute ${attribute}.`, names.length === 0 ? 'Remove it: it takes none.' : `Did you mean ${closest(attribute, names)}? It takes ${names.join(', ')}.`);
    } else if (allowed.values !== undefined && !allowed.values.includes(String(value))) {
      wrong(`${attribute} of <${name}> cannot be ${JSON.stringify(value)}.`, `Write one of ${allowed.values.join(', ')}.`);
    } else if (value !== null && value !== false) values.set(attribute, value === true ? '' : String(value));
  }
  for (const [attribute, { required }] of Object.entries(component.attributes)) {
    if (required === true && (values.get(attribute) ?? '') === '') wrong(`<${name}> needs the attribute ${attribute}.`, `Write <${name} ${attribute}="…">.`);
  }
  return values;
}

/** Attributes with their values; what is no literal is left out with a finding. */
function* literals(node: ComponentNode, writer: Writer): Generator<[string, Literal]> {
  for (const attribute of node.attributes) {
    if (attribute.type === 'mdxJsxExpressionAttribute') {
      writer.problem('ALM0706', `The expression {${excerpt(attribute.value)}} in <${node.name}> is left out.`, placeOf(node), 'Write each attribute by itself.');
    } else if (typeof attribute.value === 'string') yield [attribute.name, attribute.value];
    else if (attribute.value === null || attribute.value === undefined) yield [attribute.name, true];
    else {
      const literal = readLiteral(attribute.value.value);
      if (literal !== undefined) yield [attribute.name, literal.value ?? null];
      else writer.problem('ALM0706', `The expression {${excerpt(attribute.value.value)}} of ${attribute.name} in <${node.name}> is left out.`, placeOf(node), 'Write a text in quotes, or a number, true or false in braces.');
    }
  }
}

const known: ReadonlySet<string> = new Set([...allowedElements, ...Object.keys(renamedElements)]);
const empty: ReadonlySet<string> = new Set(['br', 'hr', 'img', 'wbr']);

/** Elements that stand in a paragraph when they stand alone. */
const partsOfLines: ReadonlySet<string> = new Set(['a', 'abbr', 'b', 'code', 'em', 'i', 'img', 'kbd', 'mark', 'small', 'span', 'strong', 'sub', 'sup']);

/** Attributes of elements: names as HTML or as React writes them. */
function writeElement(name: string, node: ComponentNode, writer: Writer): string {
  const place = placeOf(node);
  if (!known.has(name)) {
    leftOut(name, place, writer);
    return writer.write(node.children);
  }
  const own = new Set([...(allowedAttributes['*'] ?? []), ...(allowedAttributes[name] ?? []), 'align'].map((attribute) => (typeof attribute === 'string' ? attribute : attribute.name)));
  let attributes = name === 'a' || name === 'img' ? (place === undefined ? '' : ` ${writer.marks.place}="${place.line}:${place.column ?? 1}"`) : '';
  for (const [written, value] of literals(node, writer)) {
    const attribute = written === 'className' ? 'class' : written.toLowerCase();
    if (!own.has(attribute)) writer.problem('ALM0708', `The attribute ${written} of <${name}> is left out.`, place, 'Remove it, or use a component.');
    else if (value !== null && value !== false) attributes += ` ${attribute}="${value === true ? '' : escapeAttribute(String(value))}"`;
  }
  const nested: readonly MdastNode[] = node.children;
  const html = empty.has(name) ? `<${name}${attributes}>` : `<${name}${attributes}>${writer.write(nested)}</${name}>`;
  if (node.type === 'mdxJsxTextElement') return html;
  return partsOfLines.has(name) ? `<p>${html}</p>\n` : `${html}\n`;
}
