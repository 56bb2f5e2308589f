import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { z } from 'zod';
import { type Config, config as configSchema, ownerRules as ownerRulesSchema } from '../schema/config.ts';
import type { Finding } from '../schema/finding.ts';
import { searchWords } from '../schema/search-words.ts';
import { readYaml } from './document.ts';
import { contentText } from './files.ts';

/** A rule of owners.yaml with the line it stands on. */
export interface OwnerRule {
  readonly repositories: string;
  readonly owner: string;
  readonly reason: string | undefined;
  readonly line: number | undefined;
}

/** What an organisation says itself: its configuration and content folder. */
export interface Organisation {
  /** Absolute path of the content folder. It need not exist: an organisation can do without. */
  readonly dir: string;
  readonly exists: boolean;
  readonly config: Config;
  readonly ownerRules: readonly OwnerRule[];
  /** Groups of words that mean one thing, for search. */
  readonly synonyms: readonly (readonly string[])[];
  readonly findings: readonly Finding[];
  /** Line of a key of almanac.yaml. */
  lineOf(path: readonly PropertyKey[]): number | undefined;
}

/**
 * Reads the content folder. Whatever is wrong with it is a finding, and its default stands in: bad content never stops
 * the night.
 */
export function readOrganisation(dir: string): Organisation {
  const absolute = resolve(dir);
  const findings: Finding[] = [];
  const main = readContent(absolute, 'almanac.yaml', configSchema, findings);
  const owners = readContent(absolute, 'owners.yaml', ownerRulesSchema, findings);
  const search = readContent(absolute, 'search.yaml', searchWords, findings);
  const config = main?.value ?? configSchema.parse({});
  const ownerRules = (owners?.value?.owners ?? []).map(({ repositories, owner, reason }, index) => ({
    repositories,
    owner,
    reason,
    line: owners?.lineOf(['owners', index]),
  }));
  return { dir: absolute, exists: statSync(absolute, { throwIfNoEntry: false })?.isDirectory() ?? false, config, ownerRules, synonyms: search?.value?.synonyms ?? [], findings, lineOf: (path) => main?.lineOf(path) };
}

/** An organisation that has written nothing: `name` and defaults. */
export function emptyOrganisation(name: string, dir: string): Organisation {
  return { dir, exists: false, config: configSchema.parse({ name }), ownerRules: [], synonyms: [], findings: [], lineOf: () => undefined };
}

function readContent<S extends z.ZodType>(dir: string, file: string, schema: S, findings: Finding[]): ReturnType<typeof readYaml<S>> | undefined {
  const text = contentText(dir, file, findings);
  if (text === undefined) return undefined;
  const read = readYaml(text, file, schema);
  findings.push(...read.findings);
  return read;
}
