/**
 * Characters that change or hide what a reader sees without being seen themselves: C0 and C1 controls (tab and line
 * feed apart), marks and overrides of text direction (Unicode UAX #9, "Trojan Source"), and characters without width
 * that carry no meaning in a script. ZWNJ and ZWJ stay: Persian, Indic scripts and emoji are spelt with them.
 */
const hidden =
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u061C\u180E\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB\u{E0000}-\u{E007F}]/gu;

/**
 * Text from a source in a form that shows all of itself: every hidden character becomes a visible name, `[U+202E]`,
 * and a lone surrogate becomes U+FFFD. Text without such characters comes back as it is.
 */
export function visibleText(text: string): string {
  return text.toWellFormed().replace(/\r\n/g, '\n').replace(hidden, nameOf);
}

function nameOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return `[U+${code.toString(16).toUpperCase().padStart(4, '0')}]`;
}

/**
 * The same for every string, keys included, of a JSON value. Used once, where the edition's files are read, so that no
 * page can forget it.
 */
export function visibleJson(value: unknown): unknown {
  if (typeof value === 'string') return visibleText(value);
  if (Array.isArray(value)) return value.map(visibleJson);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [visibleText(key), visibleJson(inner)]));
  }
  return value;
}

/** True if JSON text may hold something that {@link visibleJson} would change: a hidden character, raw or as an escape. */
export function mayHide(json: string): boolean {
  return suspicious.test(json) || !json.isWellFormed();
}

/** {@link hidden} without the `g` flag, without the white space between JSON tokens, and any `\u` or `\b \f \r` escape. */
const suspicious =
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u061C\u180E\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB\u{E0000}-\u{E007F}]|\\[ubfr]/u;
