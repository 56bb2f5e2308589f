import { posix } from 'node:path';
import type { DocumentOf, RecordRoom } from './room.ts';

type Decision = DocumentOf<'architecture-decision'>;

/** Which decisions replace which, in both directions, by file. */
export interface Superseding {
  supersededBy(decision: Decision): readonly Decision[];
  supersedes(decision: Decision): readonly Decision[];
}

/** Resolves `supersedes` of all decisions, and reports what does not fit together. */
export function superseding(room: RecordRoom): Superseding {
  const decisions = room.ofKind('architecture-decision');
  const older = new Map<string, Decision[]>();
  const newer = new Map<string, Decision[]>();
  for (const decision of decisions) {
    decision.frontMatter.supersedes.forEach((name, index) => {
      const place = ['supersedes', index];
      const target = beside(room, decision, name);
      if (target === undefined) return room.report('ALM0804', decision, place, `\`${name}\` is not a decision beside ${decision.file}.`);
      add(older, decision.file, target);
      add(newer, target.file, decision);
      if (target.frontMatter.status !== 'superseded') {
        room.report('ALM0805', decision, place, `${target.file} is superseded by this decision, but its status is ${target.frontMatter.status}.`);
      }
    });
  }
  for (const decision of decisions) {
    if (decision.frontMatter.status === 'superseded' && !newer.has(decision.file)) {
      room.report('ALM0806', decision, ['status'], `${decision.file} is superseded, but no decision supersedes it.`);
    }
    const circle = circleOf(decision, older);
    // Told once, at the first of its files.
    if (circle !== undefined && circle.every(({ file }) => decision.file <= file)) {
      const files = [...circle, decision].map(({ file }) => file).join(' supersedes ');
      room.report('ALM0812', decision, ['supersedes'], `${files}.`);
    }
  }
  reportSharedNumbers(room, decisions);
  return { supersedes: ({ file }) => older.get(file) ?? [], supersededBy: ({ file }) => newer.get(file) ?? [] };
}

/** The number that a decision's file begins with: `0007` of `0007-one-queue.md`. */
export function decisionNumber({ file }: Decision): string | undefined {
  return /^(\d{1,6})(?=[-_. ])/.exec(posix.basename(file))?.[1];
}

/** The decision in a file beside another; its ending may be left out. */
function beside(room: RecordRoom, decision: Decision, name: string): Decision | undefined {
  const path = posix.join(posix.dirname(decision.file), name);
  return [path, `${path}.md`, `${path}.mdx`].map((file) => room.byFile('architecture-decision', file)).find((found) => found !== undefined);
}

/** The way from a decision through those that it supersedes back to itself, beginning with itself; undefined if there is none. */
function circleOf(start: Decision, older: ReadonlyMap<string, readonly Decision[]>): Decision[] | undefined {
  const seen = new Set<string>();
  const ways: Decision[][] = [[start]];
  for (let way = ways.pop(); way !== undefined; way = ways.pop()) {
    for (const next of older.get(way.at(-1)?.file ?? '') ?? []) {
      if (next === start) return way;
      if (seen.has(next.file)) continue;
      seen.add(next.file);
      ways.push([...way, next]);
    }
  }
  return undefined;
}

function reportSharedNumbers(room: RecordRoom, decisions: readonly Decision[]): void {
  const first = new Map<string, Decision>();
  for (const decision of decisions) {
    const number = decisionNumber(decision);
    if (number === undefined) continue;
    const key = `${posix.dirname(decision.file)}/${Number(number)}`;
    const other = first.get(key);
    if (other === undefined) first.set(key, decision);
    else room.report('ALM0815', decision, ['title'], `${decision.file} has the number of ${other.file}.`);
  }
}

function add(lists: Map<string, Decision[]>, key: string, decision: Decision): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [decision]);
  else if (!list.includes(decision)) list.push(decision);
}
