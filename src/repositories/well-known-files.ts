import { compareText } from '../findings/codes.ts';
import type { Repository, WellKnownFile } from '../schema/facts/repository.ts';
import { testFile, wellKnownFolders, wellKnownRules } from './well-known-rules.ts';
import type { WellKnownRule } from './well-known-rules.ts';

/** A well-known file that is there, as the schema has it. */
export type WellKnownFileFound = NonNullable<Repository['wellKnownFiles']>[number];

interface Best {
  readonly found: WellKnownFileFound;
  /** Place in the order of precedence, or depth where it counts anywhere. */
  readonly rank: number;
}

/** Folders whose content belongs to others: a lockfile in there says nothing about this repository. */
const foreign = /(?:^|\/)(?:node_modules|vendor|third[-_]?party|testdata|fixtures?|__fixtures__|bower_components)\//;

const byPlace = new Map<string, WellKnownRule[]>();
const anywhere: WellKnownRule[] = [];
for (const rule of wellKnownRules) {
  if (!rule.places) anywhere.push(rule);
  for (const place of rule.places ?? []) byPlace.set(place, [...(byPlace.get(place) ?? []), rule]);
}
/** What every name that counts anywhere has to match: spares most files the single rules. */
const anyName = new RegExp(anywhere.map((rule) => rule.name.source).join('|'));

/** Finds which well-known files are there, one for each kind and system: that of the place that takes precedence. */
export class WellKnownFiles {
  readonly #best = new Map<string, Best>();

  /** Looks at one entry of the tree that is not a submodule. */
  add(path: string): void {
    const slash = path.lastIndexOf('/') + 1;
    const place = path.slice(0, slash);
    const name = path.slice(slash);
    // Hosts take community folders in the case they document; only names are matched without regard to case.
    for (const rule of byPlace.get(place) ?? []) {
      if (rule.name.test(name)) this.#offer(rule.file, rule.system, path, rule.places?.indexOf(place) ?? 0);
    }
    const depth = slash === 0 ? 0 : place.split('/').length - 1;
    if (anyName.test(name) && !foreign.test(path)) {
      for (const rule of anywhere) if (rule.name.test(name)) this.#offer(rule.file, rule.system, path, depth);
    }
    if (slash === 0 || foreign.test(path)) {
      if (slash === 0 && testFile.test(path)) this.#offer('tests', undefined, path, 1000);
      return;
    }
    for (const { file, folder } of wellKnownFolders) {
      const matched = folder.exec(path)?.[0];
      if (matched !== undefined) this.#offer(file, undefined, matched.slice(0, -1), matched.split('/').length);
    }
    if (testFile.test(path)) this.#offer('tests', undefined, path, 1000 + depth);
  }

  /** What was found, by kind, then by system. */
  found(): WellKnownFileFound[] {
    return [...this.#best.values()]
      .map((best) => best.found)
      .sort((a, b) => compareText(a.file, b.file) || compareText(a.system ?? '', b.system ?? ''));
  }

  #offer(file: WellKnownFile, system: string | undefined, path: string, rank: number): void {
    const key = `${file}\0${system ?? ''}`;
    const known = this.#best.get(key);
    if (known && (known.rank < rank || (known.rank === rank && compareText(known.found.path, path) <= 0))) return;
    this.#best.set(key, { rank, found: system === undefined ? { file, path } : { file, path, system } });
  }
}
