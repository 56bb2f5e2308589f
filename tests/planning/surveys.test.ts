import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readAnswerTable } from '../../src/content/planning/answer-table.ts';
import { planningOf, told } from './folder.ts';
import '../seed.ts';

const survey = `title: Spring
askedOn: 2026-04-13
population: 10
groups:
  column: Team
  values: [{ value: Platform, entity: platform }, { value: Bookings }]
questions:
  - { id: speed, text: Quick enough?, type: scale, labels: [Low, Middle, High], favourable: [High] }
  - { id: time, column: "Time, most", text: What costs time?, type: choice, several: true, labels: [Builds, Reviews] }
  - { id: comment, text: Anything else?, type: text }
`;
const read = (csv: string, yaml = survey) => planningOf({ 'surveys/spring.yaml': yaml, 'surveys/spring.csv': csv });
const answersOf = (csv: string) => read(csv).surveys[0]?.respondents.map(({ group, answers }) => [group, ...answers]);

it('reads answers as spreadsheets export them', () => {
  const expected = [
    [0, [0], [0, 1], []],
    [1, [2], undefined, undefined],
    [undefined, [1], [1], undefined],
  ];
  const comma = 'Team,speed,"Time, most",comment\nPlatform,Low,Builds;Reviews,"So,\nlong"\nBookings,3,,\n,middle, reviews ,\n';
  expect(answersOf(comma)).toEqual(expected);
  expect(answersOf(`\uFEFF${comma.replaceAll('\n', '\r\n')}`)).toEqual(expected);
  expect(answersOf('sep=;\r\nTeam;speed;Time, most;comment\r\nPlatform;Low;"Builds;Reviews";x\r\n\r\nBookings;3;;\r\n;middle;reviews;\r\n;;;\r\n')).toEqual(expected);
  expect(answersOf('Team\tspeed\tTime, most\tcomment\nPlatform\tLow\tBuilds;Reviews\tx\nBookings\t3\t\t\n\tmiddle\treviews\t\n')).toEqual(expected);
});

it('reads back what a writer of CSV wrote, whatever is in the fields', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', 'ö', ',', ';', '"', '\n', ' ', '\t') });
  fc.assert(
    fc.property(fc.constantFrom(',', ';', '\t'), fc.constantFrom('\n', '\r\n'), fc.boolean(), fc.array(fc.tuple(cell, cell, cell), { maxLength: 8 }), (mark, end, bom, rows) => {
      const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
      const text = `${bom ? '\uFEFF' : ''}${['a', 'b', 'c'].join(mark)}${end}${rows.map((row) => row.map(quoted).join(mark) + end).join('')}`;
      const table = readAnswerTable(text);
      if (!('columns' in table)) throw new Error(table.what);
      expect(table.columns).toEqual(['a', 'b', 'c']);
      expect(table.rows.map(({ cells }) => cells)).toEqual(rows.filter((row) => row.some((one) => one.trim() !== '')));
    }),
  );
});

it('tells of columns, labels, groups and lines that do not fit, with the line and never with what somebody wrote', () => {
  const csv = 'Team,Speed,"Time, most",mail\nPlatform,Low,Builds,jane@example.com\nSecret Agent,,Builds;Naps,x\nBookings,Low\nPlatform,,Naps,y\n';
  expect(told(read(csv))).toMatchInlineSnapshot(`
    [
      "surveys/spring.yaml:8:11 ALM0841 surveys/spring.csv has no column \`speed\`; did you mean \`Speed\`?",
      "surveys/spring.yaml:10:11 ALM0841 surveys/spring.csv has no column \`comment\`.",
      "surveys/spring.csv:3:1 ALM0842 Field 1 of line 3 is no group; it is the first such line.",
      "surveys/spring.csv:3:1 ALM0842 Field 3 of line 3 is no label of question \`time\`; it is the first such line.",
      "surveys/spring.csv:4:1 ALM0843 1 line does not have the 4 fields of the first line; the first of them is line 4.",
      "surveys/spring.csv:1:1 ALM0845 Nothing reads the columns \`Speed\`, \`mail\` of surveys/spring.csv.",
    ]
  `);
  const yaml = survey.replace('High]', 'Hihg]').replace('population: 10', 'population: 1');
  expect(told(read('Team,speed,"Time, most",comment\nPlatform,Low,,\nPlatform,Great,,\nPlatform,17,,\n', yaml))).toMatchInlineSnapshot(`
    [
      "surveys/spring.yaml:3:13 ALM0847 More people answered than the 1 who were asked.",
      "surveys/spring.yaml:8:94 ALM0846 Question \`speed\` has no label \`High\`; did you mean \`Hihg\`?",
      "surveys/spring.csv:3:1 ALM0842 Field 2 of line 3 is no label of question \`speed\`; it is the first such line.",
    ]
  `);
});

it('tells of files that are missing or no tables', () => {
  expect(told(planningOf({ 'surveys/spring.yaml': survey }))).toEqual(['surveys/spring.yaml:1:1 ALM0840 There is no surveys/spring.csv with the answers.']);
  expect(told(read('Team,speed\nPlatform,"Low\n'))).toEqual(['surveys/spring.csv:2:1 ALM0840 surveys/spring.csv is not a table of answers. A field that begins with a quote does not end with one.']);
  expect(told(read(''))).toEqual(['surveys/spring.csv:1:1 ALM0840 surveys/spring.csv is not a table of answers. It is empty.']);
  expect(told(planningOf({ 'surveys/Spring 1.yaml': survey }))).toEqual(['surveys/Spring 1.yaml:1:1 ALM0102 The name of the file, `Spring 1`, must be lower-case letters and digits, with hyphens between them.']);
});

it('does not read the answers of a survey that is open', () => {
  const open = survey.replace('askedOn: 2026-04-13', 'askedOn: 2026-11-16\nclosesOn: 2026-11-21');
  const [still] = read('no table "at all', open).surveys;
  expect([still?.open, still?.respondents]).toEqual([true, []]);
  const [closed] = read('Team,speed,"Time, most",comment\nPlatform,Low,,\n', open.replace('2026-11-21', '2026-11-20')).surveys;
  expect([closed?.open, closed?.respondents.length]).toEqual([false, 1]);
});

it('compares only with an earlier survey that asked alike', () => {
  const csv = 'Team,speed,"Time, most",comment\n';
  const compared = (previous: string, yaml = survey): (string | undefined)[] => {
    const all = planningOf({
      'surveys/autumn.yaml': `previous: ${previous}\n${survey.replace('2026-04-13', '2026-10-12')}`,
      'surveys/autumn.csv': csv,
      'surveys/spring.yaml': yaml,
      'surveys/spring.csv': csv,
    });
    return [...(all.surveys.find(({ id }) => id === 'autumn')?.previous?.questions ?? []), ...told(all)];
  };
  expect(compared('spring')).toEqual(['speed', 'time']);
  expect(compared('sprin')).toEqual(['surveys/autumn.yaml:1:11 ALM0844 There is no survey `sprin`; did you mean `spring`?']);
  expect(compared('autumn')).toEqual(['surveys/autumn.yaml:1:11 ALM0844 Survey `autumn` was asked on 2026-10-12, not before this one.']);
  expect(compared('spring', survey.replace('Middle, ', ''))).toEqual(['time', 'surveys/autumn.yaml:9:5 ALM0844 Question `speed` has other answers than in `spring`, so the two are not compared.']);
});
