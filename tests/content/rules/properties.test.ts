import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Rules } from '../../../src/assess/contract.ts';
import { finding } from '../../../src/schema/finding.ts';
import { rulesOf } from './folder.ts';

const filesOf = (folder: string): Record<string, string> => {
  const dir = join(import.meta.dirname, folder);
  const paths = readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter((path) => /\.ya?ml$/.test(path));
  return Object.fromEntries(paths.map((path) => [path, readFileSync(join(dir, path), 'utf8')]));
};

/** All of rules that does not name a place. */
function resolved({ scorecards, exemptions, campaigns }: Rules): unknown {
  return [
    [...scorecards].map(([id, { digest, checks }]) => [id, digest, checks.map((check) => [check.id, check.digest, check.title, check.message?.source, check.controls])]),
    exemptions.map(({ scorecard, check, entities, where }) => [scorecard, check, [...(entities ?? [])], where?.source]),
    campaigns.map(({ id, level, checks }) => [id, level, checks]),
  ];
}

it('does not depend on the order of files', () => {
  const files = filesOf('good');
  const scorecards = Object.keys(files).filter((path) => /^(scorecards|campaigns)\/[^/]*$/.test(path));
  const expected = resolved(rulesOf(files).rules);
  fc.assert(
    fc.property(fc.shuffledSubarray([...scorecards.keys()], { minLength: scorecards.length }), (order) => {
      const moved = Object.entries(files).map(([path, text]) => {
        const rank = order[scorecards.indexOf(path)];
        return [rank === undefined ? path : path.replace(/[^/]*$/, `${rank}.yaml`), text] as const;
      });
      expect(resolved(rulesOf(Object.fromEntries(moved)).rules)).toEqual(expected);
    }),
    { numRuns: 10 },
  );
});

it('leaves out circles and what starts from them, each circle told once, and nothing else', () => {
  const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
  const bases = fc.array(fc.option(fc.constantFrom(...ids), { nil: undefined, freq: 3 }), { minLength: ids.length, maxLength: ids.length });
  fc.assert(
    fc.property(bases, (extended) => {
      const baseOf = new Map(ids.map((id, index) => [id, extended[index]]));
      const pathOf = (id: string): string[] => {
        const path = new Set<string>();
        for (let at: string | undefined = id; at !== undefined && !path.has(at); at = baseOf.get(at)) path.add(at);
        return [...path];
      };
      const stands = ids.filter((id) => baseOf.get(pathOf(id).at(-1) ?? '') === undefined);
      const circles = new Set(ids.filter((id) => pathOf(id).some((at) => baseOf.get(at) === id)).map((id) => pathOf(id).toSorted()[0]));
      const body = 'levels: [{ id: x, title: X }]\nchecks: [{ id: x, title: X, level: x, pillar: security, expression: entity.owner != "" }]\n';
      const files = ids.map((id) => [`scorecards/${id}.yaml`, `id: ${id}\ntitle: T\n${baseOf.get(id) === undefined ? '' : `extends: ${baseOf.get(id)}\n`}${body}`]);
      const { rules, findings } = rulesOf(Object.fromEntries(files));
      expect([...rules.scorecards.keys()]).toEqual(stands);
      expect(findings.filter(({ code }) => code === 'ALM0604')).toHaveLength(circles.size);
      expect(findings.filter(({ code }) => code !== 'ALM0604').every(({ code }) => code === 'ALM0605')).toBe(true);
    }),
    { numRuns: 40 },
  );
});

it('never throws, and every finding has its place, whatever the files hold', () => {
  const texts = Object.entries({ ...filesOf('good'), ...filesOf('bad') });
  const lines = texts.flatMap(([, text]) => text.split('\n'));
  const places = ['scorecards/a.yaml', 'scorecards/checks/a.yaml', 'decisions/a.yaml', 'campaigns/a.yaml', 'controls.yaml', 'measurements.yaml'];
  const damaged = fc
    .tuple(fc.constantFrom(...texts), fc.nat(2000), fc.nat(40), fc.oneof(fc.constantFrom(...lines), fc.string({ unit: 'binary', maxLength: 20 })))
    .map(([[path, text], at, length, instead]) => [path, text.slice(0, at) + instead + text.slice(at + length)] as const);
  const arbitrary = fc.tuple(
    fc.constantFrom(...places),
    fc.oneof(fc.string({ unit: 'binary' }), fc.json(), fc.shuffledSubarray(lines, { maxLength: 30 }).map((some) => some.join('\n'))),
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(damaged, arbitrary), { minLength: 1, maxLength: 4 }), (files) => {
      const { findings } = rulesOf({ ...filesOf('good'), ...Object.fromEntries(files) });
      for (const one of findings) expect(finding.required({ file: true, line: true, column: true }).safeParse(one).error).toBeUndefined();
    }),
    { numRuns: 60 },
  );
});
