import { setTimeout as wait } from 'node:timers/promises';
import { joined, isMissing, newsOf } from '../announce/news.ts';
import { messagesOf, printed } from '../announce/messages.ts';
import type { Network } from '../announce/post.ts';
import { AnnouncedRecord } from '../announce/record.ts';
import { announcementsOf } from '../announce/select.ts';
import { firstDay, postTo, type WebhookReport } from '../announce/webhooks.ts';
import { resolveRef } from '../catalog/ref.ts';
import { type Edition, openEdition } from '../edition/read.ts';
import { baseOf } from '../edition/base.ts';
import { formatFinding, makeFinding } from '../findings/codes.ts';
import type { Finding } from '../schema/finding.ts';
import { announcedReleases, type AnnouncedReleases, announcementFormat, type Webhook } from '../schema/announce.ts';
import type { Announcements } from '../schema/cli/announcement.ts';
import { exitCode, orNearest, UsageError } from './errors.ts';
import { counted } from './format.ts';
import type { Io } from './io.ts';
import { resolveWorkspace, type WorkspaceOptions } from './workspace.ts';

interface AnnounceOptions extends WorkspaceOptions {
  readonly day?: string;
  readonly since?: string;
  readonly format?: string;
  readonly team?: string;
  readonly releases?: string;
  readonly dryRun?: boolean;
  readonly post?: boolean;
}

/** The network of this machine. */
const system = (io: Io): Network => ({
  fetch: (url, init) => fetch(url, init),
  sleep: async (ms, signal) => void (await wait(ms, undefined, { signal })),
  now: () => io.clock.now(),
});

/**
 * `almanac announce`: prints the changes of a day, or posts them to the webhooks of almanac.yaml, each once. They are read
 * from the built site, so that what is announced is what its links lead to.
 *
 * @param network how messages are posted; tests bring their own
 */
export async function announce(options: AnnounceOptions, io: Io, network: Network = system(io)): Promise<number> {
  const { organisation, dataDir, outDir } = resolveWorkspace(options, io.cwd, io.clock);
  const day = dayOption('--day', options.day) ?? io.clock.now().toISOString().slice(0, 10);
  const since = dayOption('--since', options.since);
  if (since !== undefined && since > day) throw new UsageError(`--since ${since} is after --day ${day}.`);
  if (options.post === true && options.format !== undefined) throw new UsageError('--format is for what is printed; with --post each webhook has the format that almanac.yaml gives it.');
  if (options.dryRun === true && options.post !== true) throw new UsageError('--dry-run goes with --post: without it nothing is posted anyway.');
  const edition = open(outDir);
  const team = options.team === undefined ? undefined : teamOf(options.team, edition);
  const room: Room = { edition, day, io };
  if (options.post !== true) return print(room, { team, since, format: options.format, releases: options.releases });
  const findings = organisation.findings.filter(({ severity }) => severity === 'error');
  const webhooks = organisation.config.announce.map((webhook, n) => ({ webhook, n, teams: (webhook.teams ?? []).map((written) => teamOf(written, edition, `announce[${n}].teams`)) }));
  const wanted = webhooks.filter(({ teams }) => team === undefined || teams.includes(team));
  if (wanted.length === 0 && findings.length === 0) {
    throw new UsageError(team === undefined ? 'almanac.yaml names no webhook: add one under `announce`, with its format and the environment variable that holds its address (urlFrom).' : `almanac.yaml names no webhook for ${team}.`);
  }
  const missing = wanted.flatMap(({ webhook, n }) => {
    const problem = problemOf(io.env[webhook.urlFrom]);
    return problem === undefined ? [] : [{ n, finding: makeFinding('ALM0920', { what: `The environment variable ${webhook.urlFrom} ${problem}.`, file: 'almanac.yaml', ...lineAt(organisation.lineOf(['announce', n, 'urlFrom'])) }) }];
  });
  const usable = wanted.filter(({ n }) => !missing.some((one) => one.n === n));
  const reports: WebhookReport[] = [];
  const record = AnnouncedRecord.open(dataDir);
  try {
    for (const { webhook, teams } of usable) {
      const all = allOf(room, { teams, since: since ?? firstDay(record, webhook.urlFrom, day), releases: webhook.releases });
      if (options.dryRun === true) dryRun(webhook, { ...all, items: all.items.filter(({ id }) => !record.isDone(webhook.urlFrom, id)) }, io);
      else {
        const report = await postTo(webhook, io.env[webhook.urlFrom] ?? '', all, { record, network, signal: io.signal, at: io.clock.now().toISOString(), day });
        reports.push(report);
        io.out(`${reportLine(report)}\n`);
      }
    }
  } finally {
    record.close();
  }
  const refused = reports.flatMap(({ webhook, refused: reason }) => (reason === undefined ? [] : [makeFinding('ALM0921', { what: `${webhook.urlFrom} (${webhook.format}) takes no announcements: ${reason}.`, file: 'almanac.yaml' })]));
  return finish([...findings, ...missing.map(({ finding }) => finding), ...refused], reports, io);
}

interface Room {
  readonly edition: Edition;
  readonly day: string;
  readonly io: Io;
}

function print(room: Room, { team, since, format = 'markdown', releases = 'breaking' }: { readonly team: string | undefined; readonly since: string | undefined; readonly format: string | undefined; readonly releases: string | undefined }): number {
  const chosen = choice('--format', format, announcementFormat);
  const which = choice('--releases', releases, announcedReleases);
  const all = allOf(room, { teams: team === undefined ? [] : [team], since: since ?? room.day, releases: which });
  if (all.items.length === 0 && chosen !== 'json') room.io.err(`Nothing to announce for ${since === undefined || since === room.day ? room.day : `${since} to ${room.day}`}.\n`);
  else room.io.out(printed(chosen, all));
  return exitCode.done;
}

function allOf({ edition, day }: Room, { teams, since, releases }: { readonly teams: readonly string[]; readonly since: string; readonly releases: AnnouncedReleases }): Announcements {
  const { name, siteUrl } = edition.index;
  const news = teams.length === 0 ? newsOf(edition) : joined(teams.map((team) => newsOf(edition, team)));
  const titles = teams.map((team) => edition.entity(team).title).join(', ');
  return { organisation: name, ...(titles === '' ? {} : { team: titles }), since, day, items: announcementsOf(news, { since, day, releases, site: { url: siteUrl, base: baseOf(siteUrl) } }) };
}

function dryRun({ urlFrom, format }: Webhook, all: Announcements, io: Io): void {
  const messages = messagesOf(format, all);
  io.out(`${urlFrom} (${format}): ${counted(all.items.length, 'announcement')} would be posted in ${counted(messages.length, 'message')}.\n`);
  for (const { body } of messages) io.out(`${body}\n`);
}

function reportLine({ webhook, posted, messages, before }: WebhookReport): string {
  const told = posted === 0 ? 'nothing new to post' : `${counted(posted, 'announcement')} posted in ${counted(messages, 'message')}`;
  return `${webhook.urlFrom} (${webhook.format}): ${told}${before === 0 ? '' : `; ${before} ${before === 1 ? 'was' : 'were'} posted before`}.`;
}

/** What the organisation must mend is exit code 1; what went wrong on the way, which the next run may do better, 2. */
function finish(findings: readonly Finding[], reports: readonly WebhookReport[], io: Io): number {
  for (const finding of findings) io.err(`${formatFinding(finding)}\n`);
  for (const { webhook, failed, unsure } of reports) {
    if (failed !== undefined) io.err(`almanac: ${webhook.urlFrom} (${webhook.format}) could not be reached: ${failed}. What was not posted is posted by the next run.\n`);
    if (unsure !== undefined) io.err(`almanac: nobody knows whether ${webhook.urlFrom} (${webhook.format}) got ${counted(unsure.items, 'announcement')}: ${unsure.reason}. What may have arrived is not posted again; to have it posted, remove the lines of these from announced.ndjson in the data folder: ${unsure.ids.join(', ')}\n`);
  }
  if (reports.some(({ failed, unsure }) => failed !== undefined || unsure !== undefined)) return exitCode.fault;
  return findings.length > 0 ? exitCode.findings : exitCode.done;
}

function open(outDir: string): Edition {
  const edition = openEdition(outDir);
  try {
    void edition.index;
    return edition;
  } catch (error) {
    if (isMissing(error)) throw new UsageError(`There is no site in ${outDir}. Build it first with \`almanac nightly\`, or name its folder with --out.`);
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function teamOf(written: string, edition: Edition, place = '--team'): string {
  const resolved = resolveRef(written, { defaultKind: 'group' });
  const groups = edition.entityRefs().filter((ref) => ref.startsWith('group:'));
  if ('ref' in resolved && groups.includes(resolved.ref)) return resolved.ref;
  throw new UsageError(`${place}: there is no team \`${written}\`${orNearest('ref' in resolved ? resolved.ref : written, groups)}`);
}

function dayOption(option: string, text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const at = new Date(`${text}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== text) throw new UsageError(`\`${text}\` is not a day. ${option} takes one such as 2026-11-21.`);
  return text;
}

function choice<T extends string>(option: string, text: string, known: { readonly options: readonly T[] }): T {
  const found = known.options.find((one) => one === text);
  if (found === undefined) throw new UsageError(`${option} takes ${known.options.join(', ')}, not \`${text}\`${orNearest(text, known.options)}`);
  return found;
}

/** Why an address cannot be used; undefined if it can. Only this machine may be spoken to without encryption. */
function problemOf(url: string | undefined): string | undefined {
  if (url === undefined || url === '') return 'is not set';
  const parsed = URL.parse(url);
  if (parsed === null) return 'holds no address';
  const local = ['localhost', '127.0.0.1', '[::1]'].includes(parsed.hostname);
  return parsed.protocol === 'https:' || (parsed.protocol === 'http:' && local) ? undefined : 'holds an address that is not https';
}

function lineAt(line: number | undefined): { line?: number } {
  return line === undefined ? {} : { line };
}
