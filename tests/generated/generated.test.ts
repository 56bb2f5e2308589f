import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { generatedFiles } from '../../src/generate/generated.ts';
import { registryPath, registryText } from '../../src/generate/registry.ts';

const root = join(import.meta.dirname, '..', '..');

it.each([[registryPath, registryText(root)] as const, ...generatedFiles()])('%s is what `npm run generate` writes', (path, text) => {
  expect(readFileSync(join(root, path), 'utf8')).toBe(text);
});
