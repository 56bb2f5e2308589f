import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearestKey, readYaml } from '../../src/content/document.ts';
import { formatFinding } from '../../src/findings/codes.ts';
import { config } from '../../src/schema/config.ts';

const say = (text: string): string[] => readYaml(text, 'almanac.yaml', config).findings.map((finding) => formatFinding(finding).split('\n')[0] ?? '');

describe('a hand-written file', () => {
  it.each([
    ['name: [', ['almanac.yaml:1:8 error ALM0101: almanac.yaml is not valid YAML: Flow sequence in block collection must be sufficiently indented and end with a ]']],
    ['name: a\nname: b\n', ['almanac.yaml:2:1 error ALM0101: almanac.yaml is not valid YAML: Map keys must be unique']],
    ['name: Acme\nprivcy:\n  minimumGroup: 5\n', ['almanac.yaml:2:1 error ALM0103: Unknown key `privcy`; did you mean `privacy`?']],
    ['privacy:\n  minimumgroup: 5\n', ['almanac.yaml:2:3 error ALM0103: Unknown key `minimumgroup` in privacy; did you mean `minimumGroup`?']],
    ['privacy:\n  minimumGroup: 1\n', ['almanac.yaml:2:17 error ALM0102: `privacy.minimumGroup`: Too small: expected number to be >=2']],
    ['site:\n  url: javascript:alert(1)\n', ['almanac.yaml:2:8 error ALM0102: `site.url`: Invalid URL']],
    ['sources:\n  # git:\n', ['almanac.yaml:1:9 error ALM0102: `sources` has no value.']],
    ['sources: 4\n', ['almanac.yaml:1:10 error ALM0102: `sources`: Invalid input: expected record, received number']],
    ['zzzzzzzzzz: 1\n', ['almanac.yaml:1:1 error ALM0103: Unknown key `zzzzzzzzzz`']],
  ])('%j is told with its place', (text, expected) => {
    expect(say(text)).toEqual(expected);
  });

  it('may be empty, or only comments', () => {
    expect(readYaml('', 'almanac.yaml', config).value).toEqual(config.parse({}));
    expect(readYaml('# nothing yet\n', 'almanac.yaml', config).value).toEqual(config.parse({}));
  });

  it('lists the keys there are, and every finding at once', () => {
    const { findings } = readYaml('nam: x\nsite:\n  pagesize: 3\n', 'almanac.yaml', config);
    expect(findings.map(({ fix }) => fix)).toEqual([
      'Known keys here: url, editUrl, pageSize.',
      'Known keys here: name, description, sample, site, sources, collect, staleAfter, owners, privacy, feedback, announce.',
    ]);
  });

  it('does not expand an alias bomb', () => {
    const levels = ['a: &a [x,x,x,x,x,x,x,x,x,x]', ...'bcdefgh'.split('').map((name, n) => `${name}: &${name} [${Array(10).fill(`*${'abcdefg'[n]}`).join(',')}]`)];
    expect(say(levels.join('\n'))[0]).toContain('ALM0101: almanac.yaml could not be read: Excessive alias count');
  });

  it('never throws, whatever is in it', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.json()), (text) => {
        const { value, findings } = readYaml(text, 'almanac.yaml', config);
        expect(value === undefined).toBe(findings.length > 0);
      }),
      { numRuns: 100 },
    );
  });
});

it('names the nearest key only if it is near', () => {
  expect(nearestKey('Name', ['name', 'site'])).toBe('name');
  expect(nearestKey('descripton', ['description', 'site'])).toBe('description');
  expect(nearestKey('colour', ['name', 'site'])).toBeUndefined();
  expect(nearestKey('x', [])).toBeUndefined();
});
