import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { entityFile } from '../../src/edition/routes.ts';
import { planningEdition } from './edition.ts';

// The input beside this file gives exactly the output beside it. After a change that is meant, `vitest run -u` writes it.
const output = join(import.meta.dirname, 'output');
let made: Awaited<ReturnType<typeof planningEdition>>;

beforeAll(async () => {
  made = await planningEdition();
});
afterAll(() => rmSync(made.folder, { recursive: true, force: true }));

const api = (): string => join(made.edition, 'api', 'v1');
const json = (file: string) => JSON.parse(readFileSync(join(api(), file), 'utf8'));
const files = (root: string): string[] =>
  readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .toSorted();

it('writes the files it wrote before, with the same content', async () => {
  for (const file of files(join(api(), 'planning'))) await expect(`${JSON.stringify(json(`planning/${file}`), undefined, 2)}\n`).toMatchFileSnapshot(join(output, file));
  const entities = ['capability:default/builds', 'component:default/checkout', 'component:default/ledger', 'group:default/platform', 'group:default/search'];
  const about = Object.fromEntries(entities.map((ref) => [ref, json(entityFile(ref)).planning ?? null]));
  await expect(`${JSON.stringify(about, undefined, 2)}\n`).toMatchFileSnapshot(join(output, 'entities.json'));
  const { planning, feedback } = json('index.json');
  await expect(`${JSON.stringify({ planning, feedback }, undefined, 2)}\n`).toMatchFileSnapshot(join(output, 'index.json'));
  expect(files(output)).toEqual([...files(join(api(), 'planning')), 'entities.json', 'index.json'].toSorted());
});

it('writes nothing of what somebody wrote in a survey, of a credential or of a source, anywhere in the edition', () => {
  const text = files(made.edition).map((file) => readFileSync(join(made.edition, file), 'utf8')).join('\n');
  for (const secret of ['private remark', 'token: hidden', '"hidden"', 'metrics.internal']) expect(text).not.toContain(secret);
  expect(made.counts.findings.map(({ code, file, line }) => `${file}:${line} ${code}`).filter((one) => one.includes('ALM08'))).toEqual(['slos/all.yaml:40 ALM0824']);
});
