import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { compareText } from '../findings/codes.ts';

/** Path of the registry in this repository. */
export const registryPath = 'collectors/registry.ts';

/** The registry: every folder below `collectors/`. The template is there to be copied, not run. */
export function registryText(root: string): string {
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
