import { z } from 'zod';
import type { RawPage } from '../../src/collect/contract.ts';
import { compareText, makeFinding } from '../../src/findings/codes.ts';
import { finding, type Finding } from '../../src/schema/finding.ts';
import type { ReportFile } from './files.ts';
import { ReportError, reportRows } from './report.ts';
import { dayOf, usageRow, UsageSum } from './usage.ts';

const badRow = z.strictObject({ file: z.string(), line: z.int().positive(), reason: z.string() });
type BadRow = z.infer<typeof badRow>;

/** A page: what was billed on a day, and what could not be read. */
export const billingPage = z.strictObject({ usage: z.array(z.unknown()), bad: z.array(badRow), findings: z.array(finding) });

/** Rows that are added up at once, so that a year of a large organisation does not have to fit into memory. */
const rowsAtOnce = 250_000;

/** Facts on one page. */
const pageSize = 10_000;

/** Bad rows of one file that are told one by one. */
const mostBad = 1000;

/**
 * Reads reports and adds up what they say by everything but who used it; names of people never reach a page. A day that
 * several files have is taken whole from the last of them, so that nothing counts twice.
 *
 * @param files in the order that decides
 * @param account the host and organisation or enterprise that is billed
 */
export async function* billedDays(files: readonly ReportFile[], account: string): AsyncGenerator<RawPage> {
  const surveys = [];
  for (const file of files) surveys.push(await survey(file));
  const owners = new Map<string, Survey>();
  for (const one of surveys) for (const day of one.rows.keys()) owners.set(day, one);
  const findings = surveys.flatMap((one) => one.findings);
  yield page('files', [], surveys.flatMap((one) => one.bad), findings);
  for (const days of portions(owners)) yield* addedUp(days, owners, account);
}

/** What a file holds, before anything of it is taken. */
interface Survey {
  readonly file: ReportFile;
  /** Rows of each day. */
  readonly rows: ReadonlyMap<string, number>;
  /** Rows without a day. */
  readonly bad: BadRow[];
  readonly findings: Finding[];
}

async function survey(file: ReportFile): Promise<Survey> {
  const rows = new Map<string, number>();
  const bad = new BadRows(file.name);
  const findings: Finding[] = [];
  try {
    const read = reportRows(file.path, ({ unknown, undiscounted }) => {
      if (unknown.length > 0) findings.push(makeFinding('ALM1036', { file: file.name, line: 1, what: `${file.name} has columns that are not known: ${unknown.slice(0, 10).map((name) => `\`${name.slice(0, 60)}\``).join(', ')}.` }));
      if (undiscounted) findings.push(makeFinding('ALM1037', { file: file.name, what: `${file.name} does not say what discounts there were; its amounts are those before them.` }));
    });
    for await (const row of read) {
      const day = dayOf(row);
      if (day === undefined) bad.add(row.line, row.even ? `column \`${row.titleOf('date') ?? 'date'}\` is no date` : 'it has another number of fields than the header');
      else rows.set(day, (rows.get(day) ?? 0) + 1);
    }
  } catch (error) {
    if (!(error instanceof ReportError)) throw error;
    // Half a file may hold half a day, so nothing of it counts.
    const what = `${file.name} is no billing report of GitHub: ${error.message}.`;
    return { file, rows: new Map(), bad: [], findings: [makeFinding('ALM1035', { file: file.name, line: error.line, what })] };
  }
  return { file, rows, bad: bad.told(), findings };
}

/** The days in order, in portions whose rows fit into memory. */
function portions(owners: ReadonlyMap<string, Survey>): string[][] {
  const all: string[][] = [];
  let rows = Infinity;
  for (const [day, { rows: counts }] of [...owners].toSorted(([a], [b]) => compareText(a, b))) {
    rows += counts.get(day) ?? 0;
    if (rows > rowsAtOnce) {
      all.push([]);
      rows = counts.get(day) ?? 0;
    }
    all.at(-1)?.push(day);
  }
  return all;
}

async function* addedUp(days: readonly string[], owners: ReadonlyMap<string, Survey>, account: string): AsyncGenerator<RawPage> {
  const sums = new Map(days.map((day) => [day, new UsageSum()]));
  const bad: BadRow[] = [];
  const wanted = new Set(days.flatMap((day) => owners.get(day) ?? []));
  for (const { file } of wanted) {
    const own = new BadRows(file.name);
    for await (const row of reportRows(file.path, () => undefined)) {
      const day = dayOf(row);
      const sum = day === undefined || owners.get(day)?.file !== file ? undefined : sums.get(day);
      if (sum === undefined) continue;
      const usage = usageRow(row, account);
      const reason = 'reason' in usage ? usage.reason : sum.add(usage);
      if (reason !== undefined) own.add(row.line, reason);
    }
    bad.push(...own.told());
  }
  for (const [day, sum] of sums) {
    const facts = sum.facts(account);
    for (let start = 0; start < facts.length; start += pageSize) yield page(start === 0 ? day : `${day} from ${start}`, facts.slice(start, start + pageSize), [], []);
  }
  if (bad.length > 0) yield page(`rows left out from ${days[0]}`, [], bad, []);
}

/** Rows of a file that could not be read: the first thousand one by one. */
class BadRows {
  readonly #file: string;
  readonly #rows: BadRow[] = [];
  #more = 0;

  constructor(file: string) {
    this.#file = file;
  }

  add(line: number, reason: string): void {
    if (this.#rows.length < mostBad) this.#rows.push({ file: this.#file, line, reason });
    else this.#more += 1;
  }

  told(): BadRow[] {
    const last = this.#rows.at(-1);
    if (this.#more === 0 || last === undefined) return this.#rows;
    return [...this.#rows, { file: this.#file, line: last.line, reason: `so are ${this.#more} rows after it` }];
  }
}

function page(name: string, usage: readonly unknown[], bad: readonly BadRow[], findings: readonly Finding[]): RawPage {
  return { name, body: JSON.stringify({ usage, bad, findings }) };
}
