import { describe, expect, it } from 'vitest';
import type { ExpressionType } from '../../src/rules/contract.ts';
import { language } from './fixture.ts';

/** Problems as a terminal might show them: what is marked, what is said, what to do. */
function said(source: string, type: ExpressionType = 'bool'): string {
  const { problems } = language.compile(source, type);
  return problems.map(({ kind, start, end, message, fix }) => `${kind === 'compile' ? '' : `(${kind}) `}«${source.slice(start, end)}» ${message}${fix === undefined ? '' : ` | ${fix}`}`).join('\n');
}

describe('names', () => {
  it('of fields, variables and functions are corrected by the nearest', () => {
    expect(said("repository.licence == 'MIT'")).toMatchInlineSnapshot(`"«licence» Unknown field \`repository.licence\`; did you mean \`license\`?"`);
    expect(said('entity.measurements.testCovrage > 80')).toMatchInlineSnapshot(`"«testCovrage» Unknown field \`entity.measurements.testCovrage\`; did you mean \`testCoverage\`?"`);
    expect(said('repository.supplyChain.workflow.size() > 0')).toMatchInlineSnapshot(`"«workflow» Unknown field \`repository.supplyChain.workflow\`; did you mean \`workflows\`?"`);
    expect(said("repository.languages.exists(l, l.nam == 'Go')")).toMatchInlineSnapshot(`"«nam» Unknown field \`l.nam\`; did you mean \`name\`?"`);
    expect(said("entty.owner == ''")).toMatchInlineSnapshot(`"«entty» Unknown name \`entty\`; did you mean \`entity\`?"`);
    expect(said("entity.tags.exists(tag, tga == 'go')")).toMatchInlineSnapshot(`"«tga» Unknown name \`tga\`; did you mean \`tag\`?"`);
    expect(said("owner == ''")).toMatchInlineSnapshot(`"«owner» Unknown name \`owner\`; did you mean \`entity.owner\`?"`);
    expect(said('archived')).toMatchInlineSnapshot(`"«archived» Unknown name \`archived\`; did you mean \`repository.archived\`?"`);
    expect(said("entity.tags.all(r, x == '')")).toBe('«x» Unknown name `x` | Expressions read entity, repository, repositories or asOf.');
    expect(said('int == double')).toMatchInlineSnapshot(`
      "«int» Unknown name \`int\` | Expressions read entity, repository, repositories or asOf.
      «double» Unknown name \`double\` | Expressions read entity, repository, repositories or asOf."
    `);
    expect(said('google.protobuf == cel')).toMatchInlineSnapshot(`
      "«google» Unknown name \`google\` | Expressions read entity, repository, repositories or asOf.
      «cel» Unknown name \`cel\` | Expressions read entity, repository, repositories or asOf."
    `);
    expect(said('something > 1')).toMatchInlineSnapshot(`"«something» Unknown name \`something\` | Expressions read entity, repository, repositories or asOf."`);
    expect(said('daySince(repository.lastCommitAt) < 90')).toMatchInlineSnapshot(`"«daySince(repository.lastCommitAt)» Unknown function \`daySince\`; did you mean \`daysSince\`? | Write \`daysSince(instant)\`."`);
    expect(said("entity.name.lowerAscii() == 'x'")).toMatchInlineSnapshot(`"«entity.name.lowerAscii()» Unknown function \`lowerAscii\` | See docs/rules.md for the functions that there are."`);
    expect(said("repository.hasFile('redme')")).toMatchInlineSnapshot(`"«'redme'» hasFile() knows no file \`redme\`; did you mean \`readme\`?"`);
    expect(said("repository.hasFile('a file')")).toMatchInlineSnapshot(`"«'a file'» hasFile() knows no file \`a file\` | Name one of readme, license, security, contributing, code-of-conduct, changelog, codeowners, catalog-info, ci, lockfile, dockerfile, docs, tests, editorconfig, dependency-updates."`);
  });

  it('of records ask for what tells records apart', () => {
    expect(said('repository in repositories')).toBe('«repository in repositories» `repository` holds records, which cannot be compared | Compare a field that names them, such as `ref`, `repository` or `id`.');
    expect(said('entity.dependsOn == entity.consumesApi')).toContain('`entity.dependsOn` holds records, which cannot be compared');
    expect(said('entity.dependsOn != []')).toBe('');
    expect(said('entity.dependsOn.all(d, d.ref != entity.ref)')).toBe('');
  });

  it('of values that a field never has are corrected too', () => {
    expect(said("entity.kind == 'component'")).toMatchInlineSnapshot(`"«'component'» \`kind\` is never \`component\`; did you mean \`Component\`?"`);
    expect(said("entity.changes.all(c, c.outcome in ['suceeded', 'failed'])")).toMatchInlineSnapshot(`"«'suceeded'» \`outcome\` is never \`suceeded\`; did you mean \`succeeded\`?"`);
    expect(said("entity.deliveries.all(d, 'green' == d.securityGate)")).toMatchInlineSnapshot(`"«'green'» \`securityGate\` is never \`green\` | It is passed, failed or not-run."`);
  });
});

describe('types', () => {
  it('that do not fit are said in words, with what to write', () => {
    expect(said('repository.lastCommitAt > 90')).toMatchInlineSnapshot(`"«repository.lastCommitAt > 90» \`>\` cannot compare an instant with a number | Write \`daysSince(repository.lastCommitAt)\` for its age in days."`);
    expect(said('asOf - repository.lastCommitAt > 90')).toMatchInlineSnapshot(`"«asOf - repository.lastCommitAt > 90» \`>\` cannot compare a duration with a number | Write \`days(90)\` for a duration."`);
    expect(said("repository.lastCommitAt > '2026-01-01'")).toMatchInlineSnapshot(`"«repository.lastCommitAt > '2026-01-01'» \`>\` cannot compare an instant with a text | Write \`date('2026-01-31')\` for a day."`);
    expect(said("repository.archived == 'true'")).toMatchInlineSnapshot(`"«repository.archived == 'true'» \`==\` cannot compare true or false with a text | Write \`true\` and \`false\` without quotes."`);
    expect(said("repository.branches == '3'")).toMatchInlineSnapshot(`"«repository.branches == '3'» \`==\` cannot compare a number with a text | A number is written without quotes; \`double(text)\` makes one of a text."`);
    expect(said("entity.name + repository.branches == 'x'")).toMatchInlineSnapshot(`"«entity.name + repository.branches» \`+\` cannot be used on a text and a number | Write \`string(repository.branches)\`."`);
    expect(said('entity.partOf[0] == entity')).toMatchInlineSnapshot(`"«entity.partOf[0] == entity» \`==\` cannot compare an entity with an entity | Compare their \`ref\`."`);
    expect(said('repositories[0] == repository')).toMatchInlineSnapshot(`"«repositories[0] == repository» \`==\` cannot compare a repository with a repository | Compare their \`repository\`, which is the id."`);
    expect(said("'go' in entity.name")).toMatchInlineSnapshot(`"«'go' in entity.name» \`in\` looks into a list or a map, not into a text | Write \`entity.name.contains('go')\`."`);
    expect(said('5 in entity.tags')).toMatchInlineSnapshot(`"«5 in entity.tags» \`in\` looks for a number in a list of texts, which can never be there"`);
    expect(said('!entity.owner')).toMatchInlineSnapshot(`"«!entity.owner» \`!\` turns true and false around; \`entity.owner\` is a text | Compare it: \`entity.owner != ''\`."`);
    expect(said('-entity.owner == 1')).toMatchInlineSnapshot(`"«-entity.owner» \`-\` takes a number; \`entity.owner\` is a text"`);
    expect(said('entity.owner && repository.archived')).toMatchInlineSnapshot(`"«entity.owner && repository.archived» \`&&\` takes true or false on both sides; \`entity.owner\` is a text | Compare it: \`entity.owner != ''\`."`);
    expect(said('entity.tags.all(t, t)')).toMatchInlineSnapshot(`"«t» A condition gives true or false; this gives a text | Compare it: \`t != ''\`."`);
    expect(said('repository.branches ? true : false')).toMatchInlineSnapshot(`"«repository.branches» A condition gives true or false; this gives a number | Compare it: \`repository.branches > 0\`."`);
    expect(said("(repository.archived ? 1 : 'x') == 1")).toMatchInlineSnapshot(`"«repository.archived ? 1 : 'x'» The two sides of \`? :\` are of two types: a number and a text"`);
    expect(said('(repository.archived ? 1 : 2.0) == 1')).toMatchInlineSnapshot(`"«repository.archived ? 1 : 2.0» The two sides of \`? :\` are numbers of two kinds | Write both with a decimal point, as in \`1.0\`, or make one a \`double( )\`."`);
    expect(said("entity.name in ['a', 1]")).toMatchInlineSnapshot(`"«1» The items of a list are of two types: a text and a number"`);
    expect(said('repository.branches in [1, 2.5]')).toMatchInlineSnapshot(`"«2.5» The items of a list are numbers of two kinds | Write all with a decimal point, as in \`1.0\`, or none."`);
    expect(said("{'a': 1, 'b': 'c'}.size() == 2")).toMatchInlineSnapshot(`"«'c'» The values of a map are of two types: a number and a text"`);
    expect(said('repository.all(r, true)')).toMatchInlineSnapshot(`"«repository» Comprehensions go over a list, or the keys of a map; \`repository\` is a repository"`);
    expect(said("entity.hasPart.owner == ''")).toMatchInlineSnapshot(`"«entity.hasPart.owner» \`entity.hasPart\` is a list of entities and has no field \`owner\` | Ask each item with \`all\` or \`exists\`, or take one with \`[0]\`."`);
    expect(said("entity.owner.name == ''")).toMatchInlineSnapshot(`"«entity.owner.name» \`entity.owner\` is a text and has no field \`name\`"`);
    expect(said("entity.tags.contains('go')")).toMatchInlineSnapshot(`"«entity.tags.contains('go')» \`contains\` is called on a text with a text, not on a list of texts with a text | Write \`'go' in entity.tags\`."`);
    expect(said('daysSince(repository.license) < 90')).toMatchInlineSnapshot(`"«daysSince(repository.license)» \`daysSince\` takes an instant, not a text | Write \`daysSince(instant)\`."`);
    expect(said('percent(1) > 1')).toMatchInlineSnapshot(`"«percent(1)» \`percent\` takes 2 arguments, not 1 | Write \`percent(part, whole)\`."`);
    expect(said('size(repository.branches) > 1')).toMatchInlineSnapshot(`"«size(repository.branches)» \`size\` takes a text, a list or a map, not a number | Write \`size(list)\`."`);
    expect(said("entity.tags['a'] == ''")).toMatchInlineSnapshot(`"«entity.tags['a']» An item of a list is taken by its position, a whole number from 0, not a text"`);
    expect(said("entity.tags[repository.branches] == ''")).toMatchInlineSnapshot(`"«entity.tags[repository.branches]» An item of a list is taken by its position, a whole number from 0, made by \`int( )\`"`);
    expect(said("entity.name[0] == 'p'")).toMatchInlineSnapshot(`"«entity.name[0]» \`entity.name\` is a text, of which nothing can be taken with \`[ ]\`"`);
    expect(said('size(entity.tags) / 2 >= 1')).toMatchInlineSnapshot(`"«size(entity.tags) / 2» This divides whole numbers and would drop the rest | Write \`double(size(entity.tags)) / 2\`."`);
  });

  it('of the whole must be the one that is needed', () => {
    expect(said('entity.owner')).toMatchInlineSnapshot(`"«entity.owner» The expression gives a text; true or false is needed here | Compare it: \`entity.owner != ''\`."`);
    expect(said('repository.branches')).toMatchInlineSnapshot(`"«repository.branches» The expression gives a number; true or false is needed here | Compare it: \`repository.branches > 0\`."`);
    expect(said('repository.topics')).toMatchInlineSnapshot(`"«repository.topics» The expression gives a list of texts; true or false is needed here | Ask how many there are: \`size(repository.topics) > 0\`."`);
    expect(said('repository.lastCommitAt')).toMatchInlineSnapshot(`"«repository.lastCommitAt» The expression gives an instant; true or false is needed here | Ask how old it is: \`daysSince(repository.lastCommitAt) <= 90\`."`);
    expect(said('repository.archived', 'number')).toMatchInlineSnapshot(`"«repository.archived» The expression gives true or false; a number is needed here"`);
    expect(said('entity', 'string')).toMatchInlineSnapshot(`"«entity» The expression gives an entity; a text is needed here"`);
  });
});

describe('calls', () => {
  it('that are written otherwise than they are meant', () => {
    expect(said("matches(entity.name, 'a')")).toMatchInlineSnapshot(`"«matches(entity.name, 'a')» \`matches\` is called on a value, after a dot | Write \`text.matches(pattern)\`."`);
    expect(said('repository.lastCommitAt.daysSince() < 90')).toMatchInlineSnapshot(`"«repository.lastCommitAt.daysSince()» \`daysSince\` stands by itself, not after a dot | Write \`daysSince(instant)\`."`);
    expect(said('repository.hasFile')).toMatchInlineSnapshot(`"«hasFile» Unknown field \`repository.hasFile\` | \`hasFile\` is called: \`repository.hasFile('readme')\`."`);
    expect(said('entity.name.startsWith')).toMatchInlineSnapshot(`"«entity.name.startsWith» \`startsWith\` is a function | Write \`text.startsWith(start)\`."`);
    expect(said('all(entity.tags, t, true)')).toMatchInlineSnapshot(`"«all(entity.tags, t, true)» \`all\` is called on a list, after a dot | Write \`list.all(x, condition)\`."`);
    expect(said('entity.tags.all(t)')).toMatchInlineSnapshot(`"«entity.tags.all(t)» \`all\` takes 2 arguments, not 1 | Write \`list.all(x, condition)\`."`);
    expect(said("entity.tags.all('t', true)")).toMatchInlineSnapshot(`"«'t'» A name for the items was expected, as in list.all(x, condition)"`);
    expect(said('bind(x, 1, x > 0)')).toMatchInlineSnapshot(`"«bind(x, 1, x > 0)» \`bind\` is called as \`cel.bind\` | Write \`cel.bind(name, value, expression)\`."`);
    expect(said('entity.bind(x, 1, x > 0)')).toMatchInlineSnapshot(`"«entity.bind(x, 1, x > 0)» \`bind\` is called as \`cel.bind\` | Write \`cel.bind(name, value, expression)\`."`);
    expect(said('entity.has(x)')).toMatchInlineSnapshot(`"«entity.has(x)» \`has\` stands by itself, not after a dot | Write \`has(map.key)\`."`);
    expect(said("repository['license'] == 'MIT'")).toMatchInlineSnapshot(`"«repository['license']» A field is named after a dot | Write \`repository.license\`."`);
    expect(said("type(entity) == string")).toMatchInlineSnapshot(`
      "«type(entity)» Unknown function \`type\` | See docs/rules.md for the functions that there are.
      «string» Unknown name \`string\` | Expressions read entity, repository, repositories or asOf."
    `);
    expect(said('_ == 1')).toMatchInlineSnapshot(`"«_» Unknown name \`_\`; names begin with a letter"`);
    expect(said('_steps(entity.tags, 1.0) == []')).toMatchInlineSnapshot(`"«_steps(entity.tags, 1.0)» Unknown function \`_steps\` | See docs/rules.md for the functions that there are."`);
    expect(said('entity.tags.all(_, true)')).toMatchInlineSnapshot(`"«entity.tags.all(_, true)» \`_\` cannot be the name of a value; take another"`);
  });

  it('of has() over fields of the language', () => {
    expect(said('has(repository.license)')).toMatchInlineSnapshot(`"«has(repository.license)» \`has\` cannot ask whether \`repository.license\` is known | Use it as if it were known: where it is not, the verdict is unknown and names it."`);
    expect(said('has(entity.title)')).toMatchInlineSnapshot(`"«has(entity.title)» \`entity.title\` is always there, as a text that may be '' | Write \`entity.title != ''\`."`);
    expect(said('has(entity.spc.replicas)')).toMatchInlineSnapshot(`"«has(entity.spc.replicas)» Unknown field \`entity.spc\`; did you mean \`spec\`?"`);
    expect(said('has(entity.specs)')).toMatchInlineSnapshot(`"«has(entity.specs)» Unknown field \`entity.specs\`; did you mean \`spec\`?"`);
    expect(said('has(entity)')).toMatchInlineSnapshot(`"«entity» \`has\` takes a key of a map: has(entity.spec.replicas)"`);
  });
});

describe('literals', () => {
  it('are read when the rule is', () => {
    expect(said("entity.name.matches('[a')")).toMatchInlineSnapshot(`"«'[a'» Not a pattern: missing closing ]: \`[a\`"`);
    expect(said("entity.name.matches('(a+)+$')")).toMatchInlineSnapshot(`"(nested-repetition) «'(a+)+$'» The pattern repeats a repetition: (a+)+$ | Write one repetition: \`(a+)+\` is \`a+\`."`);
    expect(said("entity.name.glob('{a,b')")).toMatchInlineSnapshot(`"«'{a,b'» The glob has a \`{\` that no \`}\` closes; write \`\\{\` for the character"`);
    expect(said("repository.lastCommitAt > date('31.01.2026')")).toMatchInlineSnapshot(`"«'31.01.2026'» \`31.01.2026\` is no day: write it as 2026-01-31"`);
    expect(said("repository.lastCommitAt > date('2026-02-30')")).toMatchInlineSnapshot(`"«'2026-02-30'» \`2026-02-30\` is no day: write it as 2026-01-31"`);
    expect(said("repository.lastCommitAt > timestamp('2026-01-31')")).toMatchInlineSnapshot(`"«'2026-01-31'» \`2026-01-31\` is no instant: write it as 2026-01-31T09:00:00Z"`);
    expect(said("asOf - repository.lastCommitAt < duration('90d')")).toMatchInlineSnapshot(`"«'90d'» \`90d\` is no duration: write it as 48h or 1h30m, and days as days(2)"`);
    expect(said("semverAtLeast(repository.latestRelease, 'one')")).toMatchInlineSnapshot(`"«'one'» \`one\` is no semantic version"`);
    expect(said("semverMatches(repository.latestRelease, '>> 1')")).toMatchInlineSnapshot(`"«'>> 1'» \`>> 1\` is no range of versions: write one such as \`>=1.2 <3\` or \`^1.4\`"`);
    expect(said("repository.lastCommitAt.getHours('Vienna') < 20")).toMatchInlineSnapshot(`"«'Vienna'» \`Vienna\` is no time zone: write one such as Europe/Vienna"`);
    expect(said("entity.name == b'abc'")).toMatchInlineSnapshot(`"«b'abc'» Rules have no bytes; write a text without the \`b\` before it"`);
    expect(said('repository.branches > 5u')).toMatchInlineSnapshot(`"«5u» Rules have no unsigned numbers; leave out the \`u\`"`);
    expect(said('repository.branches > 99999999999999999999')).toMatchInlineSnapshot(`"«99999999999999999999» The number is too large"`);
  });
});

describe('syntax', () => {
  it('is explained', () => {
    expect(said('')).toMatchInlineSnapshot(`"«» The expression is empty"`);
    expect(said("entity.owner = 'x'")).toMatchInlineSnapshot(`"«=» Unexpected \`=\` | Compare with \`==\`."`);
    expect(said("entity.owner == '' and true")).toMatchInlineSnapshot(`"«and» Unexpected \`and\` | Write \`&&\`, \`||\` and \`!\`."`);
    expect(said('entity.inferred & true')).toMatchInlineSnapshot(`"«&» Unexpected \`&\` | Write \`&&\` and \`||\`."`);
    expect(said('entity.owner ==')).toMatchInlineSnapshot(`"«» The expression ends too early: a value is missing"`);
    expect(said('(entity.inferred')).toMatchInlineSnapshot(`"«» Expected \`)\`, but found the end"`);
    expect(said('entity.inferred)')).toMatchInlineSnapshot(`"«)» Unexpected \`)\`"`);
    expect(said("entity.owner == 'x")).toMatchInlineSnapshot(`"«'x» The text has no closing quote"`);
    expect(said("entity.name.matches('\\d')")).toMatchInlineSnapshot(`"«\\d» Invalid escape sequence: \\d | In patterns double the backslash, or write a raw text: r'\\d+'."`);
    expect(said('entity.inferred ? true')).toMatchInlineSnapshot(`"«» Expected \`:\`, but found the end"`);
    expect(said('if == 1')).toMatchInlineSnapshot(`"«if» \`if\` is a word that CEL keeps for itself; take another name"`);
    expect(said('entity.?owner == ""')).toMatchInlineSnapshot(`"«?» Expected a name, but found \`?\`"`);
    expect(said('entity.owner == $x')).toMatchInlineSnapshot(`"«$» Unexpected \`$\`"`);
  });
});

describe('several problems', () => {
  it('are all named at once, in order of place', () => {
    expect(said("entity.nme == 1 || repository.archived == 'true' || entity.description.matches('[a') || foo(1) || entity.kind == 'api'\n  || repository.hasFile('redme') && has(repository.license)")).toMatchInlineSnapshot(`
      "«nme» Unknown field \`entity.nme\`; did you mean \`name\`?
      «repository.archived == 'true'» \`==\` cannot compare true or false with a text | Write \`true\` and \`false\` without quotes.
      «'[a'» Not a pattern: missing closing ]: \`[a\`
      «foo(1)» Unknown function \`foo\` | See docs/rules.md for the functions that there are.
      «'api'» \`kind\` is never \`api\`; did you mean \`API\`?
      «'redme'» hasFile() knows no file \`redme\`; did you mean \`readme\`?
      «has(repository.license)» \`has\` cannot ask whether \`repository.license\` is known | Use it as if it were known: where it is not, the verdict is unknown and names it."
    `);
  });

  it('that follow from one are named once', () => {
    expect(said("entity.foo.bar.baz(1)[2] == 'x'")).toMatchInlineSnapshot(`"«entity.foo.bar.baz(1)» Unknown function \`baz\` | See docs/rules.md for the functions that there are."`);
    expect(said('[1, 2.0, 3.0].exists(x, x == 1)')).toMatchInlineSnapshot(`"«2.0» The items of a list are numbers of two kinds | Write all with a decimal point, as in \`1.0\`, or none."`);
  });
});

it('warns of an expression that reads nothing', () => {
  expect(said('1 == 1')).toMatchInlineSnapshot(`"(reads-nothing) «1 == 1» The expression reads no fact, so it gives the same for all"`);
  expect(said("asOf > date('2026-01-01')")).toMatchInlineSnapshot(`"(reads-nothing) «asOf > date('2026-01-01')» The expression reads no fact, so it gives the same for all"`);
});
