import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { EditionError, openEdition } from '../../src/edition/read.ts';
import { entityFile, listFile } from '../../src/edition/routes.ts';
import { writeEdition } from './edition.ts';
import { componentName } from './entities.ts';
import { elements, pageAt, readTree, renderSynthetic, root, runRender, temporary, textOf } from './rendered.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function folder(part: string, parent?: string): string {
  const made = temporary(part, parent);
  folders.push(made);
  return made;
}

/** A second file system where the machine has one in memory; otherwise the tests' own folder does. */
const elsewhere = existsSync('/dev/shm') ? '/dev/shm' : undefined;

test('the same edition gives the same bytes, wherever it lies and goes, and two builds at once do not clash', async () => {
  const here = folder('here');
  const there = folder('there', elsewhere);
  writeEdition(join(here, 'edition'), { components: 8, hostile: true });
  mkdirSync(join(there, 'deep er'), { recursive: true });
  cpSync(join(here, 'edition'), join(there, 'deep er', 'e'), { recursive: true });
  const beforehand = readdirSync(root).sort();
  const [one, two] = await Promise.all([
    // What the environment says about Astro changes nothing, and Astro is never asked to tell anybody of its use.
    runRender(['--edition', join(here, 'edition'), '--out', join(here, 'out'), '--progress'], {
      BASE_URL: '/wrong/',
      XDG_CONFIG_HOME: join(here, 'settings'),
      ASTRO_TELEMETRY_DISABLED: undefined,
      TELEMETRY_DISABLED: undefined,
    }),
    runRender(['--edition', join(there, 'deep er', 'e'), '--out', join(there, 'not', 'yet', 'there')]),
  ]);
  expect([one.code, one.stderr, two.code, two.stderr]).toEqual([0, '', 0, '']);
  const files = readTree(join(here, 'out'));
  expect(files.size).toBeGreaterThan(30);
  expect([...readTree(join(there, 'not', 'yet', 'there'))]).toEqual([...files]);

  // Progress, then one line that tells pages, seconds and memory.
  const lines: Record<string, number>[] = one.stdout.trim().split('\n').map((line) => JSON.parse(line));
  const pages = [...files.keys()].filter((path) => path.endsWith('.html')).length;
  expect(lines.at(-1)).toEqual({ pages, seconds: expect.any(Number), peakRssBytes: expect.any(Number) });
  expect(lines.at(-1)?.['peakRssBytes']).toBeGreaterThan(50_000_000);
  expect(lines.at(-2)?.['rendered']).toBe(lines.at(-2)?.['of']);
  expect(two.stdout.trim().split('\n').length).toBe(1);

  // Nothing is left behind, beside the output or in the project.
  expect(readdirSync(here).sort()).toEqual(['edition', 'out']);
  expect(readdirSync(join(there, 'not', 'yet'))).toEqual(['there']);
  for (const junk of ['.astro', 'dist', '.prerender']) expect(existsSync(join(root, junk))).toBe(beforehand.includes(junk));
});

test('an edition with nothing in it tells what to do next', async () => {
  const site = await renderSynthetic({ components: 0 });
  folders.push(site.folder);
  expect(textOf(pageAt(site, ''))).toContain('Nothing here yet Point Almanac at a folder of clones: npm run nightly -- --git FOLDER.');
  expect(textOf(pageAt(site, 'browse/component/'))).toContain('None yet. Point Almanac at a folder of clones');
  expect(textOf(pageAt(site, 'browse/group/'))).toContain('Declare teams with kind Group');
  expect(textOf(pageAt(site, 'browse/repository/'))).toContain('None yet. Point Almanac');
  expect(textOf(pageAt(site, 'data-quality/'))).toContain('None has run. Name sources in content/almanac.yaml');
  expect(elements(pageAt(site, ''), 'link').filter(({ attribs }) => attribs['rel'] === 'canonical')).toEqual([]);
  expect(site.files.has('sitemap.xml')).toBe(false);
  expect(site.files.get('robots.txt')).toBe('User-agent: *\nAllow: /\n');
});

test('a fault ends with code 2, a clear word, and no trace', async () => {
  const at = folder('fault');
  const render = (edition: string) => runRender(['--edition', edition, '--out', join(at, 'out')]);

  const nothing = await render(join(at, 'nowhere'));
  expect([nothing.code, nothing.stdout]).toEqual([2, '']);
  expect(nothing.stderr).toContain(`api/v1/index.json of the edition is missing; the edition in ${join(at, 'nowhere')} is not whole, so build it again`);

  const edition = join(at, 'edition');
  writeEdition(edition, { components: 40 });
  const file = join(edition, 'api/v1', entityFile(`component:default/${componentName(20)}`));
  rmSync(file);
  const missing = await render(edition);
  expect(missing.code).toBe(2);
  expect(missing.stderr).toMatch(new RegExp(`^api/v1/entities/component/default/${componentName(20)}\\.json of the edition is missing`));

  writeFileSync(file, '{"ref":');
  expect((await render(edition)).stderr).toMatch(/\.json of the edition is not JSON: /);

  expect(readdirSync(at)).toEqual(['edition']);
});

test('what is not as its schema says is refused, naming the file and the key', async () => {
  const at = folder('schema');
  writeEdition(join(at, 'edition'), { components: 2 });
  writeFileSync(join(at, 'edition/api/v1', listFile('api', 1)), JSON.stringify({ title: 'APIs', page: 0 }));
  const { code, stderr } = await runRender(['--edition', join(at, 'edition'), '--out', join(at, 'out')]);
  expect(code).toBe(2);
  expect(() => openEdition(join(at, 'edition')).entityList('API', 1)).toThrow(EditionError);
  expect(stderr).toMatch(/^api\/v1\/lists\/api\/1\.json of the edition is not what its schema says:\n(.|\n)*→ at page/);
});

test('pages of entities and repositories have the keys of their schema, no less and no more', () => {
  const at = folder('keys');
  writeEdition(at, { components: 2 });
  const edition = openEdition(at);
  const ref = `component:default/${componentName(0)}`;
  const file = join(at, 'api/v1', entityFile(ref));
  const { description: _, ...rest } = edition.entity(ref);
  writeFileSync(file, JSON.stringify(rest));
  expect(edition.entity(ref).title).toBe(rest.title);
  const { title: __, ...untitled } = rest;
  writeFileSync(file, JSON.stringify(untitled));
  expect(() => edition.entity(ref)).toThrow(/is not what its schema says:\n(.|\n)*→ at title/);
  writeFileSync(file, JSON.stringify({ ...rest, secret: 1 }));
  expect(() => edition.entity(ref)).toThrow(/Unrecognized key: "secret"/);
  writeFileSync(file, '[]');
  expect(() => edition.entity(ref)).toThrow(EditionError);
});

test('a folder with something in it is never overwritten', async () => {
  const at = folder('full');
  writeEdition(join(at, 'edition'), { components: 1 });
  writeFileSync(join(at, 'mine.txt'), 'mine');
  const { code, stderr } = await runRender(['--edition', join(at, 'edition'), '--out', at]);
  expect([code, stderr]).toEqual([2, `${at} is not empty: name a folder that does not exist yet\n`]);
  expect(readdirSync(dirname(at)).filter((name) => name.includes('-render-'))).toEqual([]);
});

test('bad options are refused', async () => {
  expect((await runRender(['--out', 'x'])).stderr).toBe('--edition DIR and --out DIR are required\n');
  expect((await runRender(['--edition', 'x', '--out', 'y', '--log', 'loud'])).stderr).toBe('--log takes one of debug, info, warn, error, silent, not loud\n');
});
