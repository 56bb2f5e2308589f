import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fixedClock } from '../../src/clock.ts';
import { resolveWorkspace, type WorkspaceOptions } from '../../src/cli/workspace.ts';
import { temporaryFolder } from '../clones/repositories.ts';
import { now, run } from './in-process.ts';

describe('--github', () => {
  const workspace = (options: WorkspaceOptions, cwd: string): { name: string; sources: Record<string, unknown[]>; exists: boolean } => {
    const { organisation } = resolveWorkspace(options, cwd, fixedClock(now));
    return { name: organisation.config.name, sources: organisation.config.sources, exists: organisation.exists };
  };

  it('needs no configuration: the sample is left aside, and the organisation gives the name', () => {
    const dir = temporaryFolder();
    expect(workspace({ github: ['acme'] }, dir)).toEqual({ name: 'acme', sources: { github: [{ org: 'acme' }] }, exists: false });
    mkdirSync(join(dir, 'content'));
    writeFileSync(join(dir, 'content', 'almanac.yaml'), 'name: Sample\nsample: true\nsources:\n  git:\n    - path: clones\n');
    mkdirSync(join(dir, 'mine'));
    expect(workspace({ github: ['acme', 'beta'], name: 'Ours' }, dir)).toEqual({ name: 'Ours', sources: { github: [{ org: 'acme' }, { org: 'beta' }] }, exists: false });
    expect(workspace({ github: ['acme'], git: 'mine' }, dir)).toMatchObject({ name: 'acme', sources: { git: [{ path: join(dir, 'mine') }], github: [{ org: 'acme' }] } });
  });

  it('takes the place of the configured organisations, and reads one that is configured as it says there', () => {
    const dir = temporaryFolder();
    mkdirSync(join(dir, 'content'));
    writeFileSync(join(dir, 'content', 'almanac.yaml'), 'name: Ours\nsources:\n  github:\n    - org: Acme\n      token: OUR_TOKEN\n    - org: other\n  jenkins:\n    - url: https://ci.example.com\n');
    expect(workspace({ github: ['acme', 'beta'] }, dir)).toMatchObject({
      name: 'Ours',
      sources: { github: [{ org: 'Acme', token: 'OUR_TOKEN' }, { org: 'beta' }], jenkins: [{ url: 'https://ci.example.com' }] },
    });
  });

  it('says once on the terminal that there is no token, and that nothing could be read', async () => {
    const dir = temporaryFolder();
    const { code, err } = await run(['collect', '--github', 'acme', '--github', 'beta'], dir);
    expect(code).toBe(2);
    expect(err.match(/ALM1002: acme cannot be read from GitHub: the environment variable GITHUB_TOKEN is not set/g)).toHaveLength(1);
    expect(err.match(/ALM1002: beta /g)).toHaveLength(1);
    expect(err).toContain('fix: Put a token into the environment variable named');
    expect(err).toMatch(/fault: More than 50% of what each of github-alerts, .*github-teams reads could not be read; their last good facts are shown with their age\.\n$/);
    // What is kept of a run that is cut off is gone, since this one was not.
    expect(existsSync(join(dir, 'data', 'unfinished'))).toBe(false);
  });
});

it.each([
  [['collect', '--github', 'https://github.com/acme'], '`https://github.com/acme` is not the name of an organisation. --github takes it as it stands in the address: for https://github.com/acme that is `acme`.'],
  [['nightly', '--github', 'acme', '--max-minutes', 'soon'], '`soon` is no number of minutes. --max-minutes takes one above 0, such as 90.'],
  [['collect', '--github', 'acme', '--max-minutes', '0'], '`0` is no number of minutes.'],
  [['collect', '--github', 'acme', '--accept-drop', 'github-teems'], 'There is no collector github-teems. Collectors: catalog, '],
])('says what is wrong with %j', async (args, message) => {
  const { code, err } = await run(args, temporaryFolder());
  expect(code).toBe(2);
  expect(err).toContain(`almanac: ${message}`);
});
