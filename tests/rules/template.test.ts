import { describe, expect, it } from 'vitest';
import { language, organisation, subject } from './fixture.ts';

function rendered(source: string, constants: Record<string, number> = {}, at = subject()): string {
  const { value, problems } = language.template(source, ['target', 'measured']);
  if (value === undefined) throw new Error(problems.map(({ message }) => message).join('; '));
  return value.render(at, constants);
}

function said(source: string, names: readonly ('target' | 'measured')[] = []): string {
  return language.template(source, names).problems.map(({ kind, start, end, message, fix }) => `${kind} «${source.slice(start, end)}» ${message}${fix === undefined ? '' : ` | ${fix}`}`).join('\n');
}

describe('a message', () => {
  it.each([
    ['last commit {daysSince(repository.lastCommitAt)} days ago, limit {target}', 'last commit 9 days ago, limit 90'],
    ['measured {measured} of {target}', 'measured 41.67 of 90'],
    ['{repository.lastCommitAt}', '2026-11-11'],
    ['{asOf - repository.lastCommitAt}', '9.73 days'],
    ['{repository.archived} {entity.inferred}', 'false false'],
    ['{size(entity.tags)} tags: {entity.tags.join(", ")}', '2 tags: go, tier-1'],
    ['{repository.sizeBytes} {repository.sizeBytes * 1000000}', '1250000 1250000000000'],
    ['{-0.001} {1.005} {2.0} {0.125}', '0 1.01 2 0.13'],
    ['{{literal} {{{entity.name}}', '{literal} {payments}'],
    ["{entity.name == '}' ? 'brace' : \"no {brace\"}", 'no {brace'],
    ["{{'a': 1}['a']} and {size({'a': 1})}", "{'a': 1}['a']} and 1"],
    ["{r'\\}' + entity.name}", '\\}payments'],
    ["{entity.spec.replicas} {entity.spec.runtime.name} {entity.spec.public}", '3 go true'],
    ['plain', 'plain'],
    ['', ''],
  ])('%s', (source, expected) => {
    expect(rendered(source, { target: 90, measured: 41.6666 })).toBe(expected);
  });

  it('says unknown where a value is not known, or cannot be shown', () => {
    const at = subject('component:default/payments', organisation((fact) => fact.endsWith('repository.license')));
    expect(rendered("licence {repository.license}, {measured}, {entity.labels['none']}, {entity.spec.ports}, {repository.branches / 0}", { measured: NaN }, at)).toBe('licence unknown, unknown, unknown, unknown, unknown');
    expect(rendered('{measured} of {target}')).toBe('unknown of unknown');
  });

  it('is bounded', () => {
    const long = subject('component:default/payments', organisation());
    expect(rendered(`{${Array.from({ length: 30 }, () => "'0123456789'").join(' + ')}}`, {}, long)).toHaveLength(200);
    expect(said('x'.repeat(2001))).toMatchInlineSnapshot(`"bounds «x» The message has 2,001 characters; at most 2,000 are read"`);
    expect(said('{entity.name}'.repeat(21))).toContain('more than 20 placeholders');
  });

  it('has its problems where they stand in the whole of it', () => {
    expect(said('by {entity.ownr} and {daysSince(repository.license)} of {target}')).toMatchInlineSnapshot(`
      "compile «ownr» Unknown field \`entity.ownr\`; did you mean \`owner\`?
      compile «daysSince(repository.license)» \`daysSince\` takes an instant, not a text | Write \`daysSince(instant)\`.
      compile «target» Unknown name \`target\` | Expressions read entity, repository, repositories or asOf."
    `);
    expect(said('{entity.tags} of {entity} and {target}', ['target'])).toMatchInlineSnapshot(`
      "compile «entity.tags» A message can show texts, numbers, dates and true or false; this is a list of texts | Say how many there are with \`count( )\`, or name them with \`.join(', ')\`.
      compile «entity» A message can show texts, numbers, dates and true or false; this is an entity | Name one of its fields."
    `);
    expect(said('a {entity.name')).toMatchInlineSnapshot(`"compile «{entity.name» The brace is not closed | Close it with \`}\`, or write \`{{\` for a brace in the text."`);
    expect(said("a {entity.name + '}")).toMatchInlineSnapshot(`"compile «{entity.name + '}» The brace is not closed | Close it with \`}\`, or write \`{{\` for a brace in the text."`);
    expect(said('a {} b')).toMatchInlineSnapshot(`"compile «» The expression is empty"`);
    expect(said('{target}', ['target'])).toBe('');
  });
});
