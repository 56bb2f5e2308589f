import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { registryPath, registryText } from '../src/generate/registry.ts';

const root = join(import.meta.dirname, '..');

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
  console.log(path);
}

write(registryPath, registryText(root));
// Only now: what follows is made from the collectors that the registry names.
const { generatedFiles } = await import('../src/generate/generated.ts');
for (const [path, text] of generatedFiles()) write(path, text);
