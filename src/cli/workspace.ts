import { existsSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import { emptyOrganisation, type Organisation, readOrganisation } from '../content/organisation.ts';
import { githubSource } from '../github/source.ts';
import type { Instant } from '../schema/primitives.ts';
import { UsageError } from './errors.ts';

/** Options that most commands share, as commander gives them. */
export interface WorkspaceOptions {
  readonly content?: string;
  readonly data?: string;
  readonly out?: string;
  readonly asOf?: string;
  readonly git?: string;
  readonly github?: readonly string[];
  readonly name?: string;
}

/** Where a command reads and writes, and as of when. */
export interface Workspace {
  readonly organisation: Organisation;
  readonly dataDir: string;
  readonly outDir: string;
  readonly asOf: Instant;
  /** True if `--as-of` names a time before the present. */
  readonly backdated: boolean;
}

/**
 * Resolves options against the working folder.
 *
 * A source named on the command line (`--git`, `--github`) without `--content` means "my organisation, nothing configured": the
 * sample that ships in `content/` is left aside then. The sample keeps its facts in a data folder of its own.
 */
export function resolveWorkspace(options: WorkspaceOptions, cwd: string, clock: Clock): Workspace {
  const { organisation, sample } = resolveOrganisation(options, cwd);
  const now = clock.now();
  const asOf = options.asOf === undefined ? now.toISOString() : parseAsOf(options.asOf);
  return {
    organisation,
    dataDir: resolve(cwd, options.data ?? (sample ? join('data', 'sample') : 'data')),
    outDir: resolve(cwd, options.out ?? 'dist'),
    asOf,
    backdated: options.asOf !== undefined && asOf < now.toISOString(),
  };
}

function resolveOrganisation(options: WorkspaceOptions, cwd: string): { organisation: Organisation; sample: boolean } {
  if (options.content !== undefined) {
    const dir = resolve(cwd, options.content);
    if (!existsSync(dir)) {
      throw new UsageError(`The content folder ${dir} does not exist. Name an existing one with --content, or make one with \`almanac init ${options.content}\`.`);
    }
    if (!statSync(dir).isDirectory()) throw new UsageError(`${dir} is a file. --content takes the folder that holds almanac.yaml.`);
    return { organisation: withSource(readOrganisation(dir), options, cwd), sample: false };
  }
  const organisation = readOrganisation(join(cwd, 'content'));
  const { git, github } = options;
  if ((git !== undefined || github !== undefined) && (organisation.config.sample || !organisation.exists)) {
    const name = options.name ?? github?.join(', ') ?? basename(resolve(cwd, git ?? '.'));
    const none = emptyOrganisation(name, join(cwd, '.almanac', 'no-content'));
    return { organisation: withSource(none, options, cwd), sample: false };
  }
  return { organisation: withSource(organisation, options, cwd), sample: organisation.config.sample };
}

/** `--git DIR` takes the place of the configured folders of clones, `--github ORG` that of the configured organisations. */
function withSource(organisation: Organisation, options: WorkspaceOptions, cwd: string): Organisation {
  const { config } = organisation;
  const name = options.name ?? config.name;
  const sources = { ...config.sources };
  if (options.git !== undefined) {
    const path = resolve(cwd, options.git);
    if (!existsSync(path)) throw new UsageError(`The folder ${path} does not exist. --git takes a folder that holds git clones.`);
    sources['git'] = [{ path }];
  }
  if (options.github !== undefined) sources['github'] = gitHubSources(options.github, config.sources['github'] ?? []);
  return { ...organisation, config: { ...config, name, sources } };
}

const withOrg = z.looseObject({ org: z.string() });

/** One that almanac.yaml configures is read as it says there; of any other the name is enough. */
function gitHubSources(orgs: readonly string[], configured: readonly unknown[]): unknown[] {
  return orgs.flatMap((org) => {
    checkOrganisation(org);
    const own = configured.filter((entry) => withOrg.safeParse(entry).data?.org.toLowerCase() === org.toLowerCase());
    return own.length > 0 ? own : [{ org }];
  });
}

/** @throws UsageError for what can be no organisation's name */
export function checkOrganisation(org: string): void {
  if (githubSource.shape.org.safeParse(org).success) return;
  throw new UsageError(`\`${org}\` is not the name of an organisation. --github takes it as it stands in the address: for https://github.com/acme that is \`acme\`.`);
}

/** A day means its end, in UTC: everything that was known on that day. */
export function parseAsOf(text: string): Instant {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text);
  const zoned = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/.test(text);
  const at = day ? new Date(`${text}T23:59:59.999Z`) : zoned ? new Date(text) : undefined;
  if (at === undefined || Number.isNaN(at.getTime()) || (day && at.toISOString().slice(0, 10) !== text)) {
    throw new UsageError(`\`${text}\` is not a time. --as-of takes a day (2026-09-30, meaning its end in UTC) or an instant (2026-09-30T12:00:00Z).`);
  }
  return at.toISOString();
}
