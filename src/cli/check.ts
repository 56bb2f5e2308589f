import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { collectors } from '../../collectors/registry.ts';
import { collector as catalog } from '../../collectors/catalog/collector.ts';
import type { FetchContext } from '../collect/contract.ts';
import type { Catalog } from '../catalog/model.ts';
import { resolveSources } from '../collect/sources.ts';
import { type Organisation, readOrganisation } from '../content/organisation.ts';
import { readPlanning } from '../content/planning/planning.ts';
import { readRules } from '../content/rules/rules.ts';
import { localContext } from '../collect/local-context.ts';
import { checkDocuments } from '../edition/documents/check.ts';
import { compareFindings, formatFinding } from '../findings/codes.ts';
import { catalogOf } from '../knowledge/catalog-of.ts';
import type { Finding } from '../schema/finding.ts';
import { exitCode, UsageError } from './errors.ts';
import { contentFacts } from './fresh-facts.ts';
import { counted } from './format.ts';
import type { Io } from './io.ts';

interface CheckOptions {
  readonly content?: string;
  readonly json?: boolean;
}

/** `almanac check`: everything that is wrong with the content folder, all at once; exit code 1 if anything is. */
export async function checkCommand(options: CheckOptions, io: Io): Promise<number> {
  const organisation = readOrganisation(resolve(io.cwd, options.content ?? 'content'));
  if (!organisation.exists) {
    throw new UsageError(`There is no content folder ${organisation.dir}. Name one with --content, or make one with \`almanac init\`.`);
  }
  const { knowledge } = await contentFacts(organisation, { asOf: io.clock.now().toISOString(), backdated: false }, io);
  const declared = catalogOf(knowledge, organisation);
  const findings = [
    ...organisation.findings,
    ...resolveSources(organisation, collectors, io.home).findings,
    ...(await catalogFindings(organisation, io)),
    ...(await documentFindings(organisation, declared, io)),
    ...readRules(organisation.dir, { asOf: io.clock.now().toISOString() }).findings,
    ...planningFindings(organisation, declared, io),
  ].toSorted(compareFindings);
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  if (options.json === true) io.out(`${JSON.stringify(findings)}\n`);
  else {
    for (const finding of findings) io.out(`${formatFinding(finding)}\n`);
    io.out(findings.length === 0 ? `${organisation.dir} is in order.\n` : `${counted(errors, 'error')}, ${counted(findings.length - errors, 'other finding')}\n`);
  }
  return errors > 0 ? exitCode.findings : exitCode.done;
}

/** What a build would say of the documents, their links included; what it would render is thrown away. */
async function documentFindings(organisation: Organisation, catalog: Catalog, io: Io): Promise<readonly Finding[]> {
  const asOf = io.clock.now().toISOString();
  const cacheDir = mkdtempSync(join(tmpdir(), 'almanac-check-'));
  try {
    return await checkDocuments({ organisation, catalog, asOf, cacheDir, signal: io.signal });
  } finally {
    rmSync(cacheDir, { recursive: true, force: true });
  }
}

/** What a build would say of plans. As with documents, a source that only a collection reads may hold what is not known here. */
function planningFindings({ dir, config }: Organisation, catalog: Catalog, io: Io): readonly Finding[] {
  const { findings } = readPlanning(dir, { asOf: io.clock.now().toISOString(), knownEntities: new Set(catalog.entities.keys()) });
  if (!Object.keys(config.sources).some((collector) => collector !== 'facts')) return findings;
  return findings.map((finding) => (finding.code === 'ALM0822' ? { ...finding, severity: 'note', why: 'The content folder does not declare it. If a repository does, a build finds it there; otherwise the reference leads nowhere.' } : finding));
}

/** What the catalog collector says of `content/catalog`, read as a night would read it but stored nowhere. */
async function catalogFindings(organisation: Organisation, io: Io): Promise<Finding[]> {
  const context = localContext({
    asOf: io.clock.now().toISOString(),
    backdated: false,
    signal: io.signal,
    minimumGroup: organisation.config.privacy.minimumGroup,
    contentDir: organisation.dir,
    log: () => undefined,
  });
  const fetchContext: FetchContext = { ...context, bookmark: undefined, resume: undefined };
  const findings: Finding[] = [];
  for await (const shard of await catalog.shards(catalog.config.parse({ content: true }), context)) {
    for await (const page of catalog.fetch(shard, fetchContext)) {
      for (const output of catalog.parse(page, { shard: shard.id, asOf: context.asOf, minimumGroup: context.minimumGroup })) {
        if (output.type === 'finding') findings.push(output.finding);
      }
    }
  }
  return findings;
}
