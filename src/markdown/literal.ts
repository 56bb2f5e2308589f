/** A value that an MDX text may write in braces. */
export type Literal = string | number | boolean | null;

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '\\': '\\', "'": "'", '"': '"', '`': '`', $: '$' };

const number = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[+-]?\d+)?$/i;

/** Strings in each of the three quotes. A template with an expression in it is none: `${` has to be escaped. */
const string = /^(?:"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\$]|\\[^]|\$(?!\{))*`)$/;

/**
 * Reads what stands between braces in MDX: a text, a number, `true`, `false`, `null`, or only a comment, which gives
 * undefined inside the result. It is read by this grammar and never evaluated.
 *
 * @returns undefined for everything else: names, calls, operators, objects, templates with expressions
 */
export function readLiteral(expression: string): { readonly value: Literal | undefined } | undefined {
  const text = expression.replaceAll(/^\s*\/\*(?:[^*]|\*(?!\/))*\*\/|\/\*(?:[^*]|\*(?!\/))*\*\/\s*$/g, '').trim();
  if (text === '') return { value: undefined };
  if (text === 'true' || text === 'false') return { value: text === 'true' };
  if (text === 'null') return { value: null };
  if (number.test(text)) return { value: Number(text) };
  if (!string.test(text)) return undefined;
  let known = true;
  const value = text.slice(1, -1).replaceAll(/\\([^])/g, (_escape, letter: string) => {
    const meant = escapes[letter];
    known &&= meant !== undefined;
    return meant ?? letter;
  });
  return known ? { value } : undefined;
}
