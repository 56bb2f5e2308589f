import fc from 'fast-check';
import { expect, it } from 'vitest';
import { escapeData, escapeProperty, plainLine } from '../../src/reporters/github.ts';
import { reporters } from '../../src/reporters/reporters.ts';
import { outcome, report, scorecard } from './report.ts';

/** A command as the runner reads it: actions/runner, ActionCommand.TryParseV2. */
function parsed(line: string): { name: string; properties: Record<string, string>; message: string } | undefined {
  const [, head, message] = /^::(.*?)::(.*)$/s.exec(line) ?? [];
  if (head === undefined || message === undefined || line.includes('\n') || line.includes('\r')) return undefined;
  const space = head.indexOf(' ');
  const properties = head.slice(space + 1).split(',').map((pair) => {
    const at = pair.indexOf('=');
    return [pair.slice(0, at), unescape(pair.slice(at + 1).replaceAll('%3A', ':').replaceAll('%2C', ','))] as const;
  });
  return { name: head.slice(0, space), properties: Object.fromEntries(properties), message: unescape(message) };
}

function unescape(text: string): string {
  return text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
}

it('annotates the file that declares the entity, worst first, and ends with a line that sums up', () => {
  expect(reporters.github(report())).toMatchInlineSnapshot(`
    "::error file=catalog-info.yaml,line=3,title=Production readiness%3A Has a runbook::Fails, for Silver: none of 4 links is a runbook%0ATo fix: Write one. https://docs.example.com/runbooks
    ::warning file=catalog-info.yaml,line=3,title=Production readiness%3A Has a slo::Fails, for Gold: no objective
    ::notice file=catalog-info.yaml,line=3,title=Production readiness%3A Has a protection::Unknown, for Silver: not known: repository.measurements.protected of github.com/acme/payments (no source says it)
    ::notice file=catalog-info.yaml,line=3,title=Production readiness%3A Has a release::Exempt, for Silver: released 120 days ago, limit 90; exempt until 2026-11-30 (10 days left): Frozen for the audit, approved by Architecture board
    ::notice file=catalog-info.yaml,line=3,title=Production readiness%3A Has a sbom::Fails, for Bronze: no bill of materials; counts from 2027-01-01
    Judged as of 2026-11-20T12:00:00.000Z, from github.com/acme/payments at 0123456789ab and what was collected by 2026-11-20T01:00:00.000Z
    component:default/payments fails. Production readiness: Bronze (1 pass, 2 fail, 1 unknown, 1 exempt, 1 not applicable).
    "
  `);
});

it('puts errors before warnings and those before notices, over all scorecards', () => {
  const first = scorecard({ id: 'a', checks: [outcome('n', 0, { verdict: 'unknown' }), outcome('w', 2, { verdict: 'fail' })] });
  const second = scorecard({ id: 'b', checks: [outcome('e', 0, { verdict: 'fail', holds: true })] });
  const commands = reporters.github(report({ scorecards: [first, second] })).split('\n').flatMap((line) => parsed(line)?.name ?? []);
  expect(commands).toEqual(['error', 'warning', 'notice']);
});

const text = fc.string({ unit: fc.constantFrom('%', ':', ',', '=', '\n', '\r', '0', 'A', 'D', '2', '5', 'a', '#', '[', '\u{1f600}') });

it('escapes so that the runner reads back what was said, whatever it is', () => {
  fc.assert(
    fc.property(text, text, (property, data) => {
      const line = `::error title=${escapeProperty(property)},file=x::${escapeData(data)}`;
      expect(parsed(line)).toEqual({ name: 'error', properties: { title: property, file: 'x' }, message: data });
    }),
    { numRuns: 300 },
  );
});

it('lets no value start a command of its own', () => {
  fc.assert(
    fc.property(text, text, (title, message) => {
      const hostile = outcome('x', 0, { title: `x${title}`, verdict: 'fail', holds: true, message: `\n::stop-commands::${message}\n::set-output name=a::b` });
      const out = reporters.github(report({ scorecards: [scorecard({ title: `y\n::error::${title}`, checks: [hostile] })] }));
      const lines = out.trimEnd().split(/\r?\n|\r/);
      expect(lines.filter((line) => line.trimStart().startsWith('::')).map((line) => parsed(line)?.name)).toEqual(['error']);
      expect(lines.slice(1).join('\n')).not.toContain('##[');
    }),
    { numRuns: 100 },
  );
  expect(plainLine('::error::a\n##[error]b')).toBe(': ::error::a ## [error]b');
});
