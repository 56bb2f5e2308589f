import type { JsonValue } from '../../catalog/json.ts';
import { sizeText, type CatalogLimits } from '../../catalog/limits.ts';
import type { Placeholder } from '../../catalog/location.ts';
import { resolveTarget, type Origin } from '../../catalog/target.ts';
import { readDocuments } from '../../catalog/yaml-documents.ts';
import type { PageFile } from './page.ts';

/** What a placeholder is resolved against. */
export interface PlaceholderContext {
  readonly origin: Origin;
  readonly limits: CatalogLimits;
  lookup(path: string): PageFile | undefined;
}

/** The value that a placeholder in the file `from` stands for, or the reason why there is none, as a clause. */
export function resolvePlaceholder(placeholder: Placeholder, from: string, context: PlaceholderContext): { value: JsonValue } | { problem: string } {
  const { key, target } = placeholder;
  const named = `\`${target.slice(0, 200)}\``;
  const resolved = resolveTarget(target, from, context.origin);
  if (resolved.type === 'remote') return { problem: `${named} lies elsewhere and is not fetched` };
  if (resolved.type === 'outside') return { problem: `${named} leads out of its folder` };
  if (resolved.type !== 'file') return { problem: `${named} does not name one file` };
  const file = context.lookup(resolved.path);
  if (file === undefined || file.state === 'absent') return { problem: `${named} is not there` };
  if (file.state === 'leaving') return { problem: `${named} is a symbolic link that leaves its folder` };
  if (file.text === undefined || file.bytes > context.limits.placeholderBytes) {
    return { problem: `${named} has ${sizeText(file.bytes)}; at most ${sizeText(context.limits.placeholderBytes)} are read` };
  }
  if (key !== '$json' && key !== '$yaml') return { value: file.text.toWellFormed().replaceAll('\0', '\uFFFD') };
  return key === '$json' ? json(file.text, named, context.limits) : yaml(file.text, named, context.limits);
}

function json(text: string, named: string, limits: CatalogLimits): { value: JsonValue } | { problem: string } {
  try {
    JSON.parse(text);
  } catch {
    return { problem: `${named} is not valid JSON` };
  }
  // JSON is YAML: read as such it is held to the same bounds of depth and safe keys.
  return yaml(text, named, limits);
}

function yaml(text: string, named: string, limits: CatalogLimits): { value: JsonValue } | { problem: string } {
  const { documents, problems } = readDocuments(text, limits);
  const fault = problems.find((problem) => problem.severity === undefined);
  if (fault !== undefined) return { problem: `${named} ${fault.message}${fault.line === undefined ? '' : ` (line ${fault.line})`}` };
  const [document, ...others] = documents;
  if (document === undefined || others.length > 0) return { problem: `${named} must hold one YAML document and holds ${documents.length}` };
  return { value: document.value };
}
