import { fileFinding, readEntityFile, type PlacedTarget } from '../../catalog/entity-file.ts';
import { sizeText, type CatalogLimits } from '../../catalog/limits.ts';
import { globMatcher, resolveTarget } from '../../catalog/target.ts';
import { type Code, compareText, type FindingDetails } from '../../findings/codes.ts';
import type { Output } from '../../collect/contract.ts';
import type { CatalogEntry } from '../../schema/facts/catalog-entry.ts';
import type { Finding } from '../../schema/finding.ts';
import type { CatalogPage, PageFile } from './page.ts';
import { resolvePlaceholder } from './placeholder.ts';

/** Symbolic links followed one after the other. */
const maxLinks = 5;

/** Findings of one shard that are listed: a file can be wrong in a hundred thousand places. */
const maxFindings = 500;

/**
 * Turns what was read of one shard into facts and findings: starts from the root files, follows Locations, and takes of
 * entities declared twice the first by file and line.
 */
export function parsePage(page: CatalogPage, limits: CatalogLimits): Output[] {
  const reader = new Reader(page, limits);
  for (const root of page.roots) reader.enqueue(root, 0);
  reader.run();
  return reader.outputs();
}

class Reader {
  private readonly page: CatalogPage;
  private readonly limits: CatalogLimits;
  private readonly files: ReadonlyMap<string, PageFile>;
  private readonly entries: CatalogEntry[] = [];
  private readonly findings: Finding[] = [];
  private readonly queue: { file: PageFile; depth: number }[] = [];
  private readonly visited = new Set<string>();

  constructor(page: CatalogPage, limits: CatalogLimits) {
    this.page = page;
    this.limits = limits;
    this.files = new Map(page.files.map((file) => [file.path, file]));
  }

  /** Takes a file up for reading, once; false if it is not there. */
  enqueue(path: string, depth: number): boolean {
    const file = this.lookup(path);
    if (file === undefined) return false;
    if (!this.visited.has(file.path)) {
      this.visited.add(file.path);
      this.queue.push({ file, depth });
    }
    return true;
  }

  run(): void {
    for (let index = 0; index < this.queue.length; index++) {
      const next = this.queue[index];
      if (next !== undefined) this.read(next.file, next.depth);
    }
    for (const file of this.page.files) {
      if (file.state === 'leaving') this.report(this.page.repository === undefined ? 'ALM0105' : 'ALM0206', file.path, { what: `${file.path} is a symbolic link that leaves its folder or leads to nothing` });
    }
    if (this.page.unread > 0) {
      const what = `${this.page.unread} catalog files were not read: at most ${this.limits.files} files and ${sizeText(this.limits.totalBytes)} are`;
      this.report('ALM0308', this.page.roots[0] ?? '', { what });
    }
  }

  outputs(): Output[] {
    const sorted = this.entries.sort((a, b) => compareText(a.file, b.file) || a.line - b.line);
    const first = new Map<string, CatalogEntry>();
    const facts: Output[] = [];
    for (const entry of sorted) {
      const earlier = first.get(entry.ref);
      if (earlier !== undefined) {
        const what = `${entry.ref} is declared in ${earlier.file}:${earlier.line} already`;
        this.report('ALM0304', entry.file, { what, entity: entry.ref, line: entry.line, column: 1 });
        continue;
      }
      first.set(entry.ref, entry);
      facts.push({ type: 'fact', kind: 'catalog-entry', value: entry, source: `${entry.file}:${entry.line}`, ...this.address(entry) });
    }
    const [cut] = this.findings.splice(maxFindings);
    if (cut !== undefined) {
      this.findings.push({ ...cut, what: `There are more findings about these catalog files than the ${maxFindings} that are listed, among them: ${cut.what}` });
    }
    return [...facts, ...this.findings.map((finding): Output => ({ type: 'finding', finding }))];
  }

  private read(file: PageFile, depth: number): void {
    const { path, text } = file;
    if (file.state === 'leaving') return;
    if (file.state === 'absent') {
      this.report('ALM0301', path, { what: `${path} could not be read: its contents are not there`, fix: 'Clone the repository whole, without a filter.' });
      return;
    }
    if (file.bytes > this.limits.fileBytes || text === undefined) {
      this.report('ALM0308', path, { what: `${path} has ${sizeText(file.bytes)}; at most ${sizeText(this.limits.fileBytes)} of a catalog file are parsed` });
      return;
    }
    if (file.encoding !== undefined) this.report('ALM0310', path, { what: `${path} is not UTF-8; it was read as ${file.encoding}` });
    const { repository } = this.page;
    const result = readEntityFile({
      file: path,
      text,
      repository,
      limits: this.limits,
      resolve: (placeholder) => resolvePlaceholder(placeholder, path, { origin: this.page, limits: this.limits, lookup: (at) => this.lookup(at) }),
    });
    // One by one: as the arguments of one call, a hundred thousand would not fit on the stack.
    for (const entry of result.entries) this.entries.push(entry);
    for (const finding of result.findings) this.findings.push(finding);
    for (const target of result.targets) this.follow(target, path, depth);
  }

  private follow(target: PlacedTarget, from: string, depth: number): void {
    const place = { line: target.line, column: target.column };
    const named = `The Location target \`${target.target.slice(0, 200)}\``;
    if (!target.readable) {
      this.report('ALM0306', from, { severity: 'note', what: `${named} is of a type that is not read`, why: 'Only Locations of the types url and file name files.', ...place });
      return;
    }
    const resolved = resolveTarget(target.target, from, this.page);
    if (resolved.type === 'remote') {
      this.report('ALM0306', from, {
        severity: 'note',
        what: `${named} lies elsewhere and is not fetched`,
        why: 'Remote Locations are not fetched: catalog files are read from the clones and the content folder.',
        fix: 'Have a clone of that repository among the sources; its catalog files are read there.',
        ...place,
      });
    } else if (resolved.type === 'outside') {
      this.report('ALM0105', from, { severity: 'warning', what: `${named} leads out of its folder`, ...place });
    } else if (resolved.type === 'unusable') {
      this.report('ALM0306', from, { what: `${named} cannot be followed: ${resolved.reason}`, ...place });
    } else if (depth >= this.limits.locationDepth) {
      this.report('ALM0308', from, { what: `${named} is more than ${this.limits.locationDepth} Locations away from the first and is not followed`, ...place });
    } else {
      const found = resolved.type === 'file' ? this.enqueue(resolved.path, depth + 1) : this.enqueueMatches(resolved.pattern, depth + 1);
      if (!found && !target.optional) this.report('ALM0306', from, { what: `${named} names no file that is there`, ...place });
    }
  }

  private enqueueMatches(pattern: string, depth: number): boolean {
    const matching = this.page.files.map((file) => file.path).filter(globMatcher(pattern));
    for (const path of matching) this.enqueue(path, depth);
    return matching.length > 0;
  }

  /** The file at a path, through symbolic links that stay inside. */
  private lookup(path: string): PageFile | undefined {
    let file = this.files.get(path);
    for (let links = 0; file?.link !== undefined && links < maxLinks; links++) file = this.files.get(file.link);
    return file?.state === 'link' ? undefined : file;
  }

  private address({ file, line }: CatalogEntry): { url?: string } {
    const { url, lineUrl } = this.files.get(file) ?? {};
    if (lineUrl !== undefined) return { url: `${lineUrl}${line}` };
    return url === undefined ? {} : { url };
  }

  private report(code: Code, file: string, details: FindingDetails): void {
    this.findings.push(fileFinding(code, this.page.repository, file, details));
  }
}
