import { expect, it } from 'vitest';
import { collectors } from '../../collectors/registry.ts';
import { resolveSources } from '../../src/collect/sources.ts';
import { config } from '../../src/schema/config.ts';

const resolved = (sources: Record<string, unknown[]>, exists = true): { groups: Record<string, unknown[]>; findings: string[] } => {
  const { groups, findings } = resolveSources({ config: config.parse({ sources }), exists, lineOf: () => 7 }, collectors, '/home/user');
  return {
    groups: Object.fromEntries(groups.map((group) => [group.collector.id, group.sources.map((source) => source.config)])),
    findings: findings.map(({ what, line }) => `${line}: ${what}`),
  };
};

it('feeds catalog, CODEOWNERS and supply chain from a folder of clones, and always reads the catalog of the content folder', () => {
  const { groups, findings } = resolved({ git: [{ path: '~/code' }] });
  expect(findings).toEqual([]);
  expect(groups['git']).toEqual([{ path: '/home/user/code' }]);
  expect(groups['codeowners']).toEqual([{ path: '/home/user/code' }]);
  expect(groups['supply-chain']).toEqual([{ path: '/home/user/code' }]);
  expect(groups['catalog']).toMatchObject([{ path: '/home/user/code', content: false }, { content: true }]);
});

it('leaves catalog and CODEOWNERS as configured, and an organisation without content without one', () => {
  const { groups } = resolved({ git: [{ path: '/a' }], codeowners: [{ path: '/b' }] }, false);
  expect(groups['codeowners']).toEqual([{ path: '/b' }]);
  expect(groups['catalog']).toMatchObject([{ path: '/a' }]);
  expect(groups['supply-chain']).toEqual([{ path: '/a' }]);
  expect(resolved({}, false).groups).toEqual({});
});

it('says which collector was meant, and what is wrong with an entry', () => {
  expect(resolved({ gti: [{ path: '/a' }] }).findings).toEqual(['7: There is no collector `gti`; did you mean `git`?']);
  expect(resolved({ facts: [{ pth: '/a' }] }).findings[0]).toContain('7: sources.facts[0]: path: Invalid input: expected string, received undefined; unknown key `pth`');
});
