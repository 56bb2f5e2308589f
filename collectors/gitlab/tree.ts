import type { Finding } from '../../src/schema/finding.ts';
import { makeFinding } from '../../src/findings/codes.ts';
import { sift, treeRecord } from '../../src/gitlab/records.ts';
import { listOf } from '../../src/gitlab/listing.ts';
import { type WellKnownFileFound, WellKnownFiles } from '../../src/repositories/well-known-files.ts';
import { askPart, type Reading } from './reading.ts';

/** Pages of a hundred entries that are read of one tree. */
const mostPages = 50;
/** Folders whose files count by where they lie; listed apart where a tree is too large to be read whole. */
const places = ['', 'docs', '.gitlab', '.github'];

/** What the files of a project say. */
export interface TreeReading {
  readonly state: 'read' | 'withheld' | 'absent';
  readonly wellKnownFiles: readonly WellKnownFileFound[];
  /** Modes by path; folders and submodules left out. */
  readonly files: ReadonlyMap<string, string>;
  readonly findings: readonly Finding[];
}

/** Lists the tree at a commit (`GET /projects/:id/repository/tree`, by keyset). */
export async function readTree(reading: Reading, commit: string): Promise<TreeReading> {
  const whole = await list(reading, commit, { recursive: 'true' }, mostPages);
  if (whole.state !== 'read') return { state: whole.state, wellKnownFiles: [], files: new Map(), findings: [] };
  const paths = new Map(whole.files);
  const findings: Finding[] = [];
  if (whole.cut) {
    for (const path of places) for (const file of (await list(reading, commit, path === '' ? {} : { path }, mostPages)).files) paths.set(...file);
    findings.push(
      makeFinding('ALM0212', {
        what: `${reading.repository} has more than ${mostPages * 100} files and folders: files such as lockfiles and Dockerfiles that lie further down may be missing`,
        why: 'More would be asked of GitLab for one project than for all others together.',
        fix: 'Clone the project and name the folder of clones under `sources.git`: clones are read whole.',
        repository: reading.repository,
      }),
    );
  }
  const wellKnown = new WellKnownFiles();
  for (const path of paths.keys()) wellKnown.add(path);
  return { state: 'read', wellKnownFiles: wellKnown.found(), files: paths, findings };
}

interface Files {
  readonly state: 'read' | 'withheld' | 'absent';
  readonly files: readonly (readonly [string, string])[];
  /** True if there is more. */
  readonly cut: boolean;
}

async function list(reading: Reading, commit: string, where: Readonly<Record<string, string>>, most: number): Promise<Files> {
  const files: [string, string][] = [];
  let parameters: Readonly<Record<string, string>> | URLSearchParams = { ref: commit, per_page: '100', pagination: 'keyset', ...where };
  for (let count = 1; ; count++) {
    const part = await askPart(reading, '/repository/tree', parameters);
    if (part.state !== 'read') return { state: part.state, files, cut: false };
    const { fit } = sift(treeRecord, listOf(part.answer.data, reading.api.host, 'the tree'), 'repository');
    for (const { path, type, mode } of fit) if (type === 'blob') files.push([path, mode ?? '']);
    const { next } = part.answer;
    if (next === undefined || fit.length === 0) return { state: 'read', files, cut: false };
    if (count === most) return { state: 'read', files, cut: true };
    parameters = next;
  }
}
