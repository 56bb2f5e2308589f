import { collectors } from '../../collectors/registry.ts';
import { codes } from '../findings/codes.ts';
import { createLanguage } from '../rules/language.ts';
import { rulesReference } from '../rules/reference.ts';
import { editorSchemas } from '../schema/json-schemas.ts';

/**
 * Files of this repository that are made from others, by path: written by `npm run generate`, and held against what is
 * committed by a test. The registry of collectors comes before them: see `registry.ts`.
 */
export function generatedFiles(): Map<string, string> {
  const files = new Map<string, string>([
    ['docs/findings.md', findingsPage()],
    ['docs/rules-reference.md', rulesReference(createLanguage([]))],
  ]);
  for (const [name, schema] of editorSchemas(collectors)) files.set(`content/.schemas/${name}.json`, schema);
  return files;
}

function findingsPage(): string {
  const rows = Object.entries(codes).map(
    ([code, { title, severity, why, fix }]) => `## ${code}: ${title}\n\n*${severity}.* ${why}\n\n**What to do.** ${fix}\n`,
  );
  return `# Findings\n\nEvery finding has a permanent code. This page is made by \`npm run generate\` from\n\`src/findings/codes.ts\`.\n\n${rows.join('\n')}`;
}
