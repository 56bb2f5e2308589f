import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { codes } from '../findings/codes.ts';
import { compareText } from '../findings/codes.ts';
import { editorSchemas } from '../schema/json-schemas.ts';

/**
 * Files of this repository that are made from others, by path: written by `npm run generate`, and held against what is
 * committed by a test.
 */
export function generatedFiles(root: string): Map<string, string> {
  const files = new Map<string, string>([
    ['collectors/registry.ts', registry(root)],
    ['docs/findings.md', findingsPage()],
  ]);
  for (const [name, schema] of editorSchemas()) files.set(`content/.schemas/${name}.json`, schema);
  return files;
}

/** Every folder below `collectors/` with a `collector.ts`; the template is there to be copied, not run. */
function registry(root: string): string {
  const ids = readdirSync(join(root, 'collectors'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('_'))
    .map((entry) => entry.name)
    .toSorted(compareText);
  const name = (id: string): string => id.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase());
  return `// Made by \`npm run generate\` from the folders beside it.
import type { Collector } from '../src/collect/contract.ts';
${ids.map((id) => `import { collector as ${name(id)} } from './${id}/collector.ts';`).join('\n')}

/** Every collector there is, by id. */
export const collectors: readonly Collector[] = [${ids.map(name).join(', ')}];
`;
}

function findingsPage(): string {
  const rows = Object.entries(codes).map(
    ([code, { title, severity, why, fix }]) => `## ${code}: ${title}\n\n*${severity}.* ${why}\n\n**What to do.** ${fix}\n`,
  );
  return `# Findings\n\nEvery finding has a permanent code. This page is made by \`npm run generate\` from\n\`src/findings/codes.ts\`.\n\n${rows.join('\n')}`;
}
