import { appendFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { messagesOf } from '../../src/announce/messages.ts';
import { announce } from '../../src/cli/announce.ts';
import type { Network } from '../../src/announce/post.ts';
import { fixedClock } from '../../src/clock.ts';
import type { Announcement, Announcements } from '../../src/schema/cli/announcement.ts';
import { run } from '../cli/in-process.ts';
import { closedPort, likeSlack, likeTeams, webhookDouble } from './double.ts';
import { builtOrganisation } from './site.ts';

let built: string;
beforeAll(async () => {
  built = await builtOrganisation();
}, 120_000);

/** The built organisation with a data folder of its own. */
function workspace(): string {
  const folder = mkdtempSync(join(tmpdir(), 'almanac-announce-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(join(built, 'content'), join(folder, 'content'), { recursive: true });
  mkdirSync(join(folder, 'dist'));
  cpSync(join(built, 'dist', 'api'), join(folder, 'dist', 'api'), { recursive: true });
  return folder;
}

const printed = (folder: string, ...args: string[]) => run(['announce', '--content', 'content', ...args], folder);

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  /** Milliseconds that were waited for, one after the other. */
  readonly waited: readonly number[];
}

/** Posts with a network that waits for nothing but notes how long it would have. */
async function posted(folder: string, env: Record<string, string>, { day = '2026-11-20', changed = {}, ...options }: { readonly day?: string; readonly changed?: Partial<Network>; readonly team?: string; readonly since?: string; readonly dryRun?: boolean } = {}): Promise<Ended> {
  let [out, err] = ['', ''];
  const waited: number[] = [];
  const clock = fixedClock(`${day}T06:00:00.000Z`);
  const network: Network = { fetch: (url, init) => fetch(url, init), sleep: async (ms) => void waited.push(ms), now: () => clock.now(), ...changed };
  const io = { out: (text: string) => void (out += text), err: (text: string) => void (err += text), cwd: folder, home: folder, clock, terminal: false, env, signal: new AbortController().signal };
  const code = await announce({ content: 'content', post: true, ...options }, io, network).catch((error: unknown) => {
    if (!(error instanceof Error) || error.name !== 'UsageError') throw error;
    err += `almanac: ${error.message}\n`;
    return 2;
  });
  return { code, out, err, waited };
}

const record = (folder: string): string => readFileSync(join(folder, 'data', 'announced.ndjson'), 'utf8');

describe('what is printed', () => {
  test('Markdown of a day: what is to be done soon, what takes effect, what was announced', async () => {
    const { code, out, err } = await printed(workspace());
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatchInlineSnapshot(`
      "# Acme & Sons: changes of 20 November 2026

      ## To do soon

      - **1 day left:** [The CSV export goes away](https://almanac.example/acme/changelog/ledger/2027-03-01-csv/)
        - What to do by 21 November 2026: Read the Parquet export
        - Takes effect: 1 March 2027
        - What changes: Ledger
      - **7 days left:** [Charges need an &lt;idempotency> key & more](https://almanac.example/acme/changelog/payments/2026-12-01-keys/). Requests without a key are refused
        - What to do by 27 November 2026: Send the header &lt;Idempotency-Key>
        - Takes effect: 1 December 2026
        - Who is affected: Callers of the Charges API
        - What changes: Payments, Charges API

      ## In effect

      - **Fixed:** [Exports are complete again](https://almanac.example/acme/changelog/ledger/2026-11-20-export/)
        - Who is affected: Reports of October
        - What changes: Ledger

      ## Released

      - **Changed, breaking:** [Payments 2.9.0: 1 removed, 1 breaking](https://almanac.example/acme/changelog/component/default/payments/#release-payments-2.9.0-4500)
        - What changes: Payments
      "
    `);
  });

  test('the day, the team and the releases can be chosen', async () => {
    const folder = workspace();
    expect((await printed(folder, '--day', '2026-11-26', '--team', 'shop')).out).toContain('Acme & Sons, Shop: changes of 26 November 2026\n\n## To do soon\n\n- **1 day left:** [Charges need an &lt;idempotency> key & more](https://almanac.example/acme/changelog/payments/2026-12-01-keys/)');
    const released = async (which: string): Promise<unknown> => JSON.parse((await printed(folder, '--format', 'json', '--releases', which)).out);
    expect(await released('none')).toMatchObject({ since: '2026-11-20', day: '2026-11-20', items: [{ reason: 'reminder' }, { reason: 'reminder' }, { reason: 'in-effect' }] });
    expect(await released('breaking')).toMatchObject({ items: [{}, {}, {}, { reason: 'release', title: 'Payments 2.9.0: 1 removed, 1 breaking' }] });
    expect(await released('all')).toMatchObject({ items: [{}, {}, {}, { title: 'Payments 2.9.0: 1 removed, 1 breaking' }, { title: 'Payments 2.10.0: 1 added, 1 fixed, 1 for security' }] });
  });

  test('what is said for one reason is not said for another', async () => {
    const { out } = await printed(workspace(), '--format', 'json', '--releases', 'none');
    const value: unknown = JSON.parse(out);
    expect(value).toMatchObject({ items: [{ id: expect.stringMatching(/2027-03-01-csv:act-in-1$/), daysLeft: 1 }, { id: expect.stringMatching(/2026-12-01-keys:act-in-7$/), also: [expect.stringMatching(/2026-12-01-keys:announced$/)], daysLeft: 7 }, { id: expect.stringMatching(/export$/) }] });
  });

  test('Slack blocks and Teams cards are what those services take', async () => {
    const folder = workspace();
    const slack = (await printed(folder, '--format', 'slack', '--releases', 'all')).out;
    expect(likeSlack({ path: '', headers: {}, body: slack })).toEqual({ status: 200, text: 'ok' });
    expect(slack).toContain('<https://almanac.example/acme/changelog/payments/2026-12-01-keys/|Charges need an &lt;idempotency&gt; key &amp; more>');
    expect(likeTeams({ path: '', headers: {}, body: (await printed(folder, '--format', 'teams')).out })).toEqual({ status: 202 });
  });

  test('a quiet day prints nothing, and says so', async () => {
    expect(await printed(workspace(), '--day', '2026-11-23')).toEqual({ code: 0, out: '', err: 'Nothing to announce for 2026-11-23.\n' });
  });

  test.each([
    [['--day', 'yesterday'], '`yesterday` is not a day. --day takes one such as 2026-11-21.'],
    [['--day', '2026-02-30'], '`2026-02-30` is not a day. --day takes one such as 2026-11-21.'],
    [['--day', '2026-11-20', '--since', '2026-11-21'], '--since 2026-11-21 is after --day 2026-11-20.'],
    [['--format', 'slak'], '--format takes markdown, slack, teams, json, not `slak`; did you mean `slack`?'],
    [['--releases', 'some'], '--releases takes none, breaking, all, not `some`; did you mean `none`?'],
    [['--team', 'shopp'], '--team: there is no team `shopp`; did you mean `group:default/shop`?'],
    [['--dry-run'], '--dry-run goes with --post: without it nothing is posted anyway.'],
    [['--post', '--format', 'slack'], '--format is for what is printed; with --post each webhook has the format that almanac.yaml gives it.'],
  ])('%j is refused', async (args, message) => {
    expect(await printed(workspace(), ...args)).toEqual({ code: 2, out: '', err: `almanac: ${message}\n` });
  });

  test('without a built site it says what to do', async () => {
    const folder = workspace();
    rmSync(join(folder, 'dist'), { recursive: true });
    expect(await printed(folder)).toMatchObject({ code: 2, err: `almanac: There is no site in ${join(folder, 'dist')}. Build it first with \`almanac nightly\`, or name its folder with --out.\n` });
  });
});

describe('posting', () => {
  test('posts once, however often it runs; what is new the next day is posted then', async () => {
    const folder = workspace();
    const [slack, teams] = [await webhookDouble(likeSlack), await webhookDouble(likeTeams)];
    const env = { SLACK_WEBHOOK: slack.url, TEAMS_WEBHOOK: teams.url };
    expect(await posted(folder, env)).toEqual({ code: 0, waited: [], err: '', out: 'SLACK_WEBHOOK (slack): 5 announcements posted in 1 message.\nTEAMS_WEBHOOK (teams): 1 announcement posted in 1 message.\n' });
    expect(await posted(folder, env)).toEqual({ code: 0, waited: [], err: '', out: 'SLACK_WEBHOOK (slack): nothing new to post; 5 were posted before.\nTEAMS_WEBHOOK (teams): nothing new to post; 1 was posted before.\n' });
    expect([slack.received.length, teams.received.length]).toEqual([1, 1]);
    expect(slack.received[0]?.headers['content-type']).toBe('application/json; charset=utf-8');

    // The 26th was skipped: the 27th catches up on it.
    await posted(folder, env, { day: '2026-11-27' });
    expect(slack.received).toHaveLength(2);
    expect(slack.received[1]?.body).toContain('Last day');
    await posted(folder, env, { day: '2026-12-01' });
    expect(slack.received[2]?.body).toContain('Changed, breaking');
    expect(slack.received).toHaveLength(3);
  });

  test('an entry that is edited later is not posted again', async () => {
    const folder = workspace();
    const slack = await webhookDouble(likeSlack);
    const env = { SLACK_WEBHOOK: slack.url, TEAMS_WEBHOOK: slack.url };
    await posted(folder, env);
    const file = join(folder, 'dist/api/v1/changelog.json');
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll('Exports are complete again', 'Exports are complete again, really'));
    await posted(folder, env);
    expect(slack.received.filter(({ body }) => body.includes('really'))).toEqual([]);
  });

  test('the address is nowhere: not in what is printed, not in what is kept, not when it fails', async () => {
    const folder = workspace();
    const slack = await webhookDouble(({ path }) => ({ status: 404, text: `no_service at ${path}` }));
    const ended = await posted(folder, { SLACK_WEBHOOK: slack.url, TEAMS_WEBHOOK: await closedPort() });
    expect(`${ended.out}${ended.err}${record(folder)}`).not.toContain('c4n4ry');
    expect(ended.err).toContain('ALM0921: SLACK_WEBHOOK (slack) takes no announcements: it answered 404: no_service at [address].');
    expect(ended.err).toContain('almanac: TEAMS_WEBHOOK (teams) could not be reached: no connection (ECONNREFUSED), 4 times. What was not posted is posted by the next run.');
    expect(ended.code).toBe(2);
  });

  test('429 is waited out as it says, 5xx is tried again, and then it is posted', async () => {
    const folder = workspace();
    const slack = await webhookDouble((received, number) => (number === 1 ? { status: 429, headers: { 'retry-after': '7' } } : number === 2 ? { status: 503 } : likeSlack(received)));
    const ended = await posted(folder, { SLACK_WEBHOOK: slack.url, TEAMS_WEBHOOK: slack.url });
    expect(ended.waited.slice(0, 2)).toEqual([7000, 2000]);
    expect(ended.out).toContain('SLACK_WEBHOOK (slack): 5 announcements posted in 1 message.');
  });

  test('a date in Retry-After is understood; longer than a minute is left to the next run, which posts', async () => {
    const folder = workspace();
    const answers = [{ status: 429, headers: { 'retry-after': 'Fri, 20 Nov 2026 06:00:30 GMT' } }, { status: 429, headers: { 'retry-after': '3600' } }];
    const slack = await webhookDouble((received) => answers.shift() ?? likeSlack(received));
    const env = { SLACK_WEBHOOK: slack.url };
    const first = await posted(folder, { ...env, TEAMS_WEBHOOK: await closedPort() });
    expect(first.waited[0]).toBe(30_000);
    expect(first.err).toContain('almanac: SLACK_WEBHOOK (slack) could not be reached: it answered 429, and asks to wait 3600 s.');
    expect(first.code).toBe(2);
    expect((await posted(folder, { ...env, TEAMS_WEBHOOK: await closedPort() }, { day: '2026-11-21' })).out).toContain('SLACK_WEBHOOK (slack): 5 announcements posted in 1 message.');
  });

  test('400 is a finding of the organisation, and tried again by the next run', async () => {
    const folder = workspace();
    let refuse = true;
    const slack = await webhookDouble((received) => (refuse ? { status: 400, text: 'invalid_blocks' } : likeSlack(received)));
    const teams = await webhookDouble(likeTeams);
    const env = { SLACK_WEBHOOK: slack.url, TEAMS_WEBHOOK: teams.url };
    expect(await posted(folder, env)).toMatchObject({ code: 1, waited: [], err: expect.stringContaining('almanac.yaml error ALM0921: SLACK_WEBHOOK (slack) takes no announcements: it answered 400: invalid_blocks.') });
    refuse = false;
    expect(await posted(folder, env)).toMatchObject({ code: 0, out: expect.stringContaining('SLACK_WEBHOOK (slack): 5 announcements posted') });
  });

  test('what may have arrived is not sent again: a connection that breaks off, and a run that is killed', async () => {
    const folder = workspace();
    const slack = await webhookDouble((received, number) => (number === 1 ? 'break off' : likeSlack(received)));
    const teams = await webhookDouble(likeTeams);
    const env = { SLACK_WEBHOOK: slack.url, TEAMS_WEBHOOK: teams.url };
    const ended = await posted(folder, env);
    expect(ended.code).toBe(2);
    expect(ended.err).toContain('almanac: nobody knows whether SLACK_WEBHOOK (slack) got 5 announcements: the connection broke off');
    expect(await posted(folder, env)).toMatchObject({ code: 0, out: expect.stringContaining('SLACK_WEBHOOK (slack): nothing new to post; 5 were posted before.') });
    expect(slack.received).toHaveLength(1);

    // Killed between sending and noting: what is on disk then is the line that was written before.
    const killed = workspace();
    await posted(killed, env, { changed: { fetch: () => Promise.reject(new Error('the process ends here')) } }).catch(() => undefined);
    const lines = record(killed).split('\n').filter((line) => line.includes('posting') && line.includes('SLACK_WEBHOOK'));
    writeFileSync(join(killed, 'data', 'announced.ndjson'), `${lines.join('\n')}\n`);
    expect((await posted(killed, env)).out).toContain('SLACK_WEBHOOK (slack): nothing new to post; 5 were posted before.');
  });

  test('a line that was torn says nothing; one that is none stops the run before anything is sent', async () => {
    const folder = workspace();
    const slack = await webhookDouble(likeSlack);
    const env = { SLACK_WEBHOOK: slack.url, TEAMS_WEBHOOK: slack.url };
    mkdirSync(join(folder, 'data'));
    writeFileSync(join(folder, 'data', 'announced.ndjson'), '{"webhook":"SLACK_WEBHOOK","at":"2026-11-');
    expect((await posted(folder, env)).out).toContain('SLACK_WEBHOOK (slack): 5 announcements posted in 1 message.');
    expect((await posted(folder, env)).out).toContain('SLACK_WEBHOOK (slack): nothing new to post; 5 were posted before.');
    appendFileSync(join(folder, 'data', 'announced.ndjson'), '{"webhook": 1}\n');
    const before = slack.received.length;
    expect(await posted(folder, env)).toMatchObject({ code: 2, err: expect.stringMatching(/announced\.ndjson:\d+ in .* cannot be read, so it is not known what was posted already\./) });
    expect(slack.received).toHaveLength(before);
  });

  test('two runs at once: the second waits for no one and sends nothing', async () => {
    const folder = workspace();
    mkdirSync(join(folder, 'data'));
    writeFileSync(join(folder, 'data', 'announced.lock'), String(process.ppid));
    const slack = await webhookDouble(likeSlack);
    expect(await posted(folder, { SLACK_WEBHOOK: slack.url, TEAMS_WEBHOOK: slack.url })).toMatchObject({ code: 2, err: expect.stringContaining('Another `almanac announce --post` is running') });
    expect(slack.received).toEqual([]);
    // A lock whose process is gone is taken over.
    writeFileSync(join(folder, 'data', 'announced.lock'), '999999999');
    expect((await posted(folder, { SLACK_WEBHOOK: slack.url, TEAMS_WEBHOOK: slack.url })).out).toContain('5 announcements posted');
    expect(existsSync(join(folder, 'data', 'announced.lock'))).toBe(false);
  });

  test('a dry run sends and keeps nothing', async () => {
    const folder = workspace();
    const slack = await webhookDouble(likeSlack);
    const ended = await posted(folder, { SLACK_WEBHOOK: slack.url, TEAMS_WEBHOOK: slack.url }, { dryRun: true });
    expect(ended.out).toContain('SLACK_WEBHOOK (slack): 5 announcements would be posted in 1 message.\n{"text":');
    expect(slack.received).toEqual([]);
    expect(existsSync(join(folder, 'data', 'announced.ndjson'))).toBe(false);
  });

  test('a webhook without a usable address is a finding with its line; the others are posted to', async () => {
    const folder = workspace();
    const teams = await webhookDouble(likeTeams);
    const missing = await posted(folder, { TEAMS_WEBHOOK: teams.url });
    expect(missing).toMatchObject({ code: 1, out: 'TEAMS_WEBHOOK (teams): 1 announcement posted in 1 message.\n' });
    expect(missing.err).toContain('almanac.yaml:9 error ALM0920: The environment variable SLACK_WEBHOOK is not set.');
    expect((await posted(folder, { SLACK_WEBHOOK: 'http://hooks.example/c4n4ry', TEAMS_WEBHOOK: teams.url })).err).toContain('ALM0920: The environment variable SLACK_WEBHOOK holds an address that is not https.');
  });

  test('an organisation without webhooks is told how to name one', async () => {
    const folder = workspace();
    writeFileSync(join(folder, 'content', 'almanac.yaml'), 'name: Acme\n');
    expect(await posted(folder, {})).toMatchObject({ code: 2, err: 'almanac: almanac.yaml names no webhook: add one under `announce`, with its format and the environment variable that holds its address (urlFrom).\n' });
  });

  test('an address in almanac.yaml itself is refused', async () => {
    const folder = workspace();
    writeFileSync(join(folder, 'content', 'almanac.yaml'), 'name: Acme\nannounce:\n  - format: slack\n    urlFrom: https://hooks.slack.example/x\n');
    const ended = await posted(folder, {});
    expect(ended.code).toBe(1);
    expect(ended.err).toContain('must be the name of an environment variable: the address itself is a secret and never stands in a file');
  });
});

describe('many announcements', () => {
  const items = Array.from({ length: 130 }, (_, n): Announcement => ({ id: `urn:${n}`, ...(n % 3 === 0 ? { also: [`urn:${n}:also`] } : {}), reason: n < 60 ? 'reminder' : 'in-effect', kind: 'changed', breaking: n % 2 === 0, title: `Title ${n} ${'& <b> '.repeat(20)}`, url: `https://almanac.example/changelog/${n}/`, description: 'd'.repeat(400), affects: '<!channel> '.repeat(40), action: 'ü'.repeat(480), actionBy: '2026-12-01', daysLeft: 3, entities: ['A', 'B'] }));
  const all: Announcements = { organisation: 'Acme', since: '2026-11-20', day: '2026-11-20', items };

  test.each(['slack', 'teams', 'markdown', 'json'] as const)('%s: as many messages as it takes, each within what the service takes, nothing twice and nothing lost', (format) => {
    const messages = messagesOf(format, all);
    const answers = messages.map(({ body }) => (format === 'slack' ? likeSlack({ path: '', headers: {}, body }) : format === 'teams' ? likeTeams({ path: '', headers: {}, body }) : { status: 200 }));
    expect(answers.every((answer) => answer !== 'break off' && answer.status < 300)).toBe(true);
    expect(messages.flatMap(({ ids }) => ids)).toEqual(items.flatMap(({ id, also = [] }) => [id, ...also]));
    expect(messages.reduce((sum, { items: held }) => sum + held, 0)).toBe(items.length);
  });

  test('nothing in a text addresses a channel or becomes a link in Slack', () => {
    for (const { body } of messagesOf('slack', all)) expect(body).not.toMatch(/<!|<@|<b>/);
  });
});
