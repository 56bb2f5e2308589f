import { isAlias, isMap, isPair, isScalar, isSeq, type Document } from 'yaml';
import type { JsonObject, JsonValue } from './json.ts';
import type { CatalogLimits } from './limits.ts';

/** Something about a document that makes its value unfit (`error`) or that its author should know (`note`). */
export interface ValueProblem {
  readonly kind: 'duplicate-key' | 'unknown-alias' | 'too-large' | 'dropped-key';
  readonly message: string;
  /** Where in the text. */
  readonly offset: number | undefined;
}

/** Thrown to end a walk early: nothing more can be said of the document. */
class Stop extends Error {
  readonly problem: ValueProblem;
  constructor(problem: ValueProblem) {
    super(problem.message);
    this.problem = problem;
  }
}

interface Converted {
  readonly value: JsonValue;
  /** Characters and values in it, aliases written out. */
  readonly size: number;
}

/**
 * The value of a parsed YAML document as plain JSON, in one walk whose cost is bounded by the text's length: aliases
 * share the value they name, and what they add up to is counted against the limit. The library's own `toJS` would
 * compare keys pairwise, look up each alias by a walk of its own and hand out dates, sets and numbers that JSON lacks.
 *
 * @param text the text the document was parsed from, for keys that are not scalars
 */
export function plainValue(
  document: Document.Parsed,
  text: string,
  limits: CatalogLimits,
): { value: JsonValue | undefined; problems: readonly ValueProblem[] } {
  const walk = new Walk(text, limits);
  try {
    const { value } = walk.convert(document.contents, 0);
    return { value, problems: walk.problems };
  } catch (error) {
    if (error instanceof Stop) return { value: undefined, problems: [...walk.problems, error.problem] };
    throw error;
  }
}

class Walk {
  readonly problems: ValueProblem[] = [];
  private readonly anchors = new Map<string, Converted>();
  private readonly text: string;
  private readonly limits: CatalogLimits;

  constructor(text: string, limits: CatalogLimits) {
    this.text = text;
    this.limits = limits;
  }

  convert(node: unknown, depth: number): Converted {
    if (depth > this.limits.depth) {
      throw new Stop({ kind: 'too-large', message: `is nested more than ${this.limits.depth} levels deep`, offset: offsetOf(node) });
    }
    const converted = this.convertNode(node, depth);
    if (converted.size > this.limits.expanded) {
      throw new Stop({
        kind: 'too-large',
        message: `has aliases that add up to more than ${Math.round(this.limits.expanded / 1e6)} million characters`,
        offset: offsetOf(node),
      });
    }
    if ((isMap(node) || isSeq(node) || isScalar(node)) && node.anchor) this.anchors.set(node.anchor, converted);
    return converted;
  }

  private convertNode(node: unknown, depth: number): Converted {
    if (isAlias(node)) {
      const known = this.anchors.get(node.source);
      if (known !== undefined) return known;
      const message = `has the alias *${node.source}, which names nothing before it`;
      throw new Stop({ kind: 'unknown-alias', message, offset: offsetOf(node) });
    }
    if (isMap(node)) return this.convertMap(node.items, depth);
    if (isSeq(node)) {
      const items = node.items.map((item) => (isPair(item) ? this.convertMap([item], depth + 1) : this.convert(item, depth + 1)));
      return { value: items.map((item) => item.value), size: items.reduce((sum, item) => sum + item.size, 1) };
    }
    const value = isScalar(node) ? scalarValue(node.value, node.source) : null;
    return { value, size: 1 + (typeof value === 'string' ? value.length : 0) };
  }

  private convertMap(pairs: readonly { key: unknown; value: unknown }[], depth: number): Converted {
    const value: JsonObject = {};
    let size = 1;
    for (const pair of pairs) {
      const key = this.keyText(pair.key);
      if (key === '__proto__') {
        this.problems.push({ kind: 'dropped-key', message: 'has a key `__proto__`, which was left out', offset: offsetOf(pair.key) });
        continue;
      }
      if (Object.hasOwn(value, key)) {
        this.problems.push({ kind: 'duplicate-key', message: `has the key \`${key.slice(0, 80)}\` twice in one mapping`, offset: offsetOf(pair.key) });
        continue;
      }
      const converted = this.convert(pair.value, depth + 1);
      size += converted.size + key.length;
      value[key] = converted.value;
    }
    return { value, size };
  }

  private keyText(key: unknown): string {
    if (isAlias(key)) return String(this.convertNode(key, 0).value);
    if (isScalar(key)) return key.value === null ? '' : String(scalarValue(key.value, key.source));
    const range = isMap(key) || isSeq(key) ? key.range : undefined;
    return range ? this.text.slice(range[0], range[1]) : '';
  }
}

/** A scalar as JSON has it; what JSON lacks (dates, binary, infinity) stays the text it was written as. */
function scalarValue(value: unknown, source: string | undefined): JsonValue {
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  const text = typeof value === 'string' ? value : (source ?? String(value));
  // Lone surrogates and NUL cannot be stored as UTF-8 text everywhere.
  return text.toWellFormed().replaceAll('\0', '\uFFFD');
}

function offsetOf(node: unknown): number | undefined {
  return isMap(node) || isSeq(node) || isScalar(node) || isAlias(node) ? node.range?.[0] : undefined;
}
