import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zstdDecompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { emptyOrganisation } from '../../src/content/organisation.ts';
import { writeEdition } from '../../src/edition/edition.ts';
import type { Http } from '../../src/network/contract.ts';
import { fetchHttp } from '../../src/network/fetch-http.ts';
import { Store } from '../../src/store/store.ts';
import { canarySecret } from '../doubles/github/rest/alerts.ts';
import { startGitHubDouble } from '../doubles/github/double.ts';
import { generateWorld, passDay } from '../doubles/github/world.ts';
import { night } from './night.ts';
import { stored } from './stored.ts';
import { VirtualClock } from './virtual-clock.ts';

/** Every byte that is left in a folder, as text; what is compressed also unpacked. */
function everything(dir: string): { readonly file: string; readonly text: string }[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => {
    const file = join(entry.parentPath, entry.name);
    const bytes = readFileSync(file);
    return { file, text: (file.endsWith('.zst') ? zstdDecompressSync(bytes) : bytes).toString('latin1') };
  });
}

/** What would be published of the data folder, file by file. */
async function editionOf(dataDir: string, asOf: string): Promise<ReturnType<typeof everything>> {
  const dir = mkdtempSync(join(tmpdir(), 'almanac-secrets-edition-'));
  const store = await Store.open(dataDir);
  try {
    await writeEdition({ store, organisation: emptyOrganisation('Acme', '/nonexistent'), asOf, dir, generator: 'Almanac test' });
    return everything(dir);
  } finally {
    store.close();
    rmSync(dir, { recursive: true, force: true });
  }
}

test.each(['token', 'app'] as const)('no secret of a %s is left anywhere, whatever goes wrong', async (kind) => {
  const world = generateWorld({ repositories: 12, seed: 3, history: 2 });
  const clock = new VirtualClock(world.now);
  const token = 'ghp_canaryCanaryCanaryCanaryCanaryCanary';
  const double = await startGitHubDouble({ world, clock: clock.time, token });
  const dataDir = mkdtempSync(join(tmpdir(), 'almanac-secrets-'));
  const authorizations = new Set<string>();
  // Notes what is sent, and lets a host that repeats it in its errors be the worst of all.
  const http: Http = {
    send: async (request, options) => {
      const authorization = request.headers['authorization'] ?? '';
      authorizations.add(authorization);
      const response = await fetchHttp.send(request, options);
      if (response.status !== 404) return response;
      return { ...response, body: JSON.stringify({ message: `Not Found for ${authorization}`, headers: { authorization } }) };
    },
  };
  const source = kind === 'app' ? { app: { id: double.app.id, key: 'APP_KEY' } } : {};
  const env = kind === 'app' ? { APP_KEY: double.app.privateKey } : {};
  const told: unknown[] = [];
  try {
    double.faults.atRandom({ seed: 4, share: 0.3, faults: [{ kind: 'status', status: 404 }, { kind: 'status', status: 502 }, { kind: 'cut', where: 'within' }, { kind: 'invalid-json' }, { kind: 'secondary', status: 403 }] });
    for (let count = 0; count < 3; count += 1) {
      if (count === 2) double.faults.none();
      told.push(await night({ world, double, dataDir, clock, http, source, env, asOf: world.now }).catch((error: unknown) => (error instanceof Error ? [error.message, error.stack, String(error.cause)] : error)));
      double.revokeTokens();
      passDay(world, { changed: 0.5 });
      clock.goTo(world.now);
    }
    const secrets = [token, ...double.issuedTokens(), canarySecret, ...[...authorizations].map((value) => value.replace(/^\S+ /, '')), double.app.privateKey.split('\n')[3] ?? '', 'src/secret-place.js', 'BEGIN PRIVATE KEY'].filter((secret) => secret !== '');
    expect(secrets.length).toBeGreaterThan(5);
    expect(double.requests.length).toBeGreaterThan(30);
    if (kind === 'app') expect(double.issuedTokens().length).toBeGreaterThan(1);
    const { rows, notRead } = await stored(dataDir, world.now);
    // Pages only show what is in the edition's files.
    const published = await editionOf(dataDir, new Date(world.now).toISOString());
    const places = [
      ...everything(dataDir),
      ...published,
      { file: 'facts', text: JSON.stringify([[...rows], [...notRead]]) },
      { file: 'what was told', text: JSON.stringify(told, (_, value: unknown) => (value instanceof Error ? [value.message, value.stack] : value)) },
    ];
    const some = [...world.repositories.values()][0]?.name ?? '';
    expect(places.filter(({ file, text }) => file.endsWith('.zst') && text.includes(some))).not.toEqual([]);
    expect(published.filter(({ text }) => text.includes(some))).not.toEqual([]);
    const encoded = secrets.flatMap((secret) => [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')]);
    expect(places.filter(({ text }) => encoded.some((secret) => text.includes(secret))).map(({ file }) => file)).toEqual([]);
    // Who ran, wrote, reviewed or dismissed something is nowhere; who belongs to a team is with the teams.
    const cached = places.filter(({ file }) => file.includes('/cache/') && !file.includes('/github-teams/'));
    expect([...cached, ...published].filter(({ text }) => /user-\d{5}/.test(text)).map(({ file }) => file)).toEqual([]);
  } finally {
    await double.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
});
