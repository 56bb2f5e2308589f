import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { collectors } from '../../collectors/registry.ts';
import type { Clock } from '../clock.ts';
import { collect } from '../collect/collect.ts';
import { latestManifest } from '../collect/manifest.ts';
import { silentProgress } from '../collect/progress.ts';
import { resolveSources } from '../collect/sources.ts';
import type { Organisation } from '../content/organisation.ts';
import { writeEdition } from '../edition/edition.ts';
import type { Finding } from '../schema/finding.ts';
import { Store } from '../store/store.ts';
import { problemsFile, type PreviewProblems } from './problems.ts';

/** What editions of a preview are made from. */
export interface ContentsOptions {
  /** Reads the content folder as it is now. */
  readonly organisation: () => Organisation;
  /** A data folder of the preview's own. */
  readonly dataDir: string;
  /** Folder for the editions. */
  readonly workDir: string;
  readonly home: string;
  readonly generator: string;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly log: (line: string) => void;
}

/** One edition of a preview. */
export interface PreviewEdition {
  /** Its folder: `api/v1/`, `site/`, `stage/`. */
  readonly dir: string;
  readonly findings: readonly Finding[];
  readonly entities: number;
  readonly documents: number;
}

/** Collectors that read the content folder itself: only they need to run when it changes. */
const contentCollectors = ['catalog', 'facts'];

/** Files whose change is a change of facts: the catalog and what the `facts` collector brings may be anywhere. */
const factFiles = /^(almanac\.yaml$|catalog\/|facts\/)|\.(csv|ndjson|parquet)$/;

/** Makes one edition after the other of a content folder that changes. The data folder stays open in between. */
export class Contents {
  readonly #options: ContentsOptions;
  readonly #store: Store;
  #made = 0;
  /** What almanac.yaml said when it could last be read. */
  #configured: Organisation | undefined;

  private constructor(options: ContentsOptions, store: Store) {
    this.#options = options;
    this.#store = store;
  }

  static async open(options: ContentsOptions): Promise<Contents> {
    return new Contents(options, await Store.open(options.dataDir));
  }

  close(): void {
    this.#store.close();
  }

  /**
   * The edition of the content as it is now. Sources are read where nothing was ever collected; later only the content
   * folder is, and only where a change touches facts.
   *
   * @param changed files that changed since the last one; undefined for the first
   */
  async make(changed: readonly string[] | undefined): Promise<PreviewEdition> {
    const { clock, workDir, generator, signal, log, dataDir } = this.#options;
    const organisation = this.#organisation();
    const asOf = clock.now().toISOString();
    const manifest = latestManifest(this.#store.lake.runsDir);
    const never = manifest === undefined;
    const sources = resolveSources(organisation, collectors, this.#options.home);
    // A source that almanac.yaml names for the first time is read as well.
    const added = sources.groups.map(({ collector }) => collector.id).filter((id) => !(manifest?.collectors ?? []).some((run) => run.id === id));
    if (never || changed === undefined || changed.some((file) => factFiles.test(file))) {
      await collect({
        store: this.#store,
        groups: sources.groups,
        only: never ? undefined : [...contentCollectors, ...added],
        config: organisation.config,
        context: { asOf, backdated: false, signal, minimumGroup: organisation.config.privacy.minimumGroup, contentDir: organisation.dir, log },
        offline: false,
        progress: silentProgress,
      });
    }
    this.#made += 1;
    const dir = join(workDir, `edition-${this.#made}`);
    rmSync(dir, { recursive: true, force: true });
    mkdirSync(dir, { recursive: true });
    const counts = await writeEdition({ store: this.#store, organisation, asOf, dir, generator, cacheDir: join(dataDir, 'cache', 'rendered'), signal, log });
    const findings = [...sources.findings, ...counts.findings];
    this.tell(dir, { findings: findings.filter(({ repository }) => repository === undefined) });
    // The one before the last: a page that is being rendered may still read the last.
    rmSync(join(workDir, `edition-${this.#made - 2}`), { recursive: true, force: true });
    return { dir, findings, entities: counts.entities, documents: counts.documents };
  }

  /**
   * The content as it is now. While almanac.yaml is wrong the configuration is the one before: without its sources every
   * reference to what they hold would be a mistake too.
   */
  #organisation(): Organisation {
    const now = this.#options.organisation();
    const wrong = now.findings.some(({ file }) => file === 'almanac.yaml');
    if (!wrong) this.#configured = now;
    if (!wrong || this.#configured === undefined) return now;
    const { config, lineOf } = this.#configured;
    return { ...now, config, lineOf };
  }

  /** Puts what is wrong beside an edition, where pages find it. */
  tell(dir: string, problems: PreviewProblems): void {
    const file = join(dir, problemsFile);
    writeFileSync(`${file}.new`, JSON.stringify(problems));
    renameSync(`${file}.new`, file);
  }
}
