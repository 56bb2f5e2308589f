import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Downloads, maxDownloads } from '../../collectors/supply-chain/downloads.ts';
import { readDockerfile } from '../../collectors/supply-chain/dockerfile.ts';
import { fuzzingOf } from '../../collectors/supply-chain/fuzzing.ts';
import { packagingOf } from '../../collectors/supply-chain/packaging.ts';
import { parsePage } from '../../collectors/supply-chain/parse.ts';
import { lexShell, maxCommands } from '../../collectors/supply-chain/shell-lexer.ts';
import { shownCommand } from '../../collectors/supply-chain/shown-command.ts';
import { staticAnalysisOf } from '../../collectors/supply-chain/static-analysis.ts';
import { readWorkflow } from '../../collectors/supply-chain/workflow.ts';
import { supplyChain, workflow as workflowSchema } from '../../src/schema/facts/supply-chain.ts';
import { collect, repositoryOf } from './reading.ts';

const locks = { requirements: new Map<string, boolean>(), lockedRestore: false };
const noise = fc.oneof(fc.string({ unit: 'binary', maxLength: 3 }), fc.constantFrom(...` \n \t \\\n \r\n \\ ' " \` $ \${ $( $(( \${{ }} ) ( { } [ ] | || && & ; ;; < << <<- <<< > >( <( 2>&1 # - : , ? * & ! % @ = /`.split(' '), ' ', '\n'));
const words = 'curl wget bash sh eval source sudo env npm pip python3 -m install go get choco nuget dotnet restore -c -o -O -r x.sh ./x.sh https://a.example/x on jobs steps uses run with ref permissions push write-all FROM RUN ARG AS SHELL ONBUILD EOF github.event.issue.title'.split(' ');
const text = fc.array(fc.oneof(noise, fc.constantFrom(...words), fc.constant('\n')), { maxLength: 80 }).map((parts) => parts.join(''));
const value = fc.letrec((tie) => ({
  any: fc.oneof({ maxDepth: 5 }, text, fc.integer(), fc.boolean(), fc.constant(null), fc.array(tie('any'), { maxLength: 3 }), tie('map')),
  map: fc.dictionary(fc.constantFrom('on', 'jobs', 'a', 'steps', 'uses', 'run', 'with', 'ref', 'permissions', 'defaults', 'shell', 'runs-on', 'strategy', 'matrix', 'os', 'include', 'contents', 'if', 'script'), tie('any'), { maxKeys: 6 }),
})).map;

describe('any text', () => {
  it('gives commands in the order of its lines', () => {
    fc.assert(
      fc.property(text, (script) => {
        const lines = script.split('\n').length;
        const commands = lexShell(script);
        for (const { line, words: found } of commands) {
          expect(line).toBeLessThan(lines);
          expect(found.length).toBeGreaterThan(0);
        }
        for (const { line, command } of new Downloads(locks).of(script)) {
          expect(line).toBeLessThan(lines);
          expect(command.length).toBeLessThan(400);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('gives a Dockerfile whose places are in the text', () => {
    fc.assert(
      fc.property(text, (dockerfile) => {
        const lines = dockerfile.split('\n').length;
        const { images, scripts } = readDockerfile(dockerfile);
        for (const { line } of [...images, ...scripts]) expect(line).toBeLessThanOrEqual(lines);
      }),
      { numRuns: 200 },
    );
  });

  it('gives a workflow that fits its schema, or none', () => {
    fc.assert(
      fc.property(fc.oneof(text, value.map((object) => JSON.stringify(object))), (yaml) => {
        const read = readWorkflow('x.yml', yaml, locks);
        if (read === undefined) return;
        expect(workflowSchema.safeParse(read.workflow).error).toBeUndefined();
        expect(read.workflow.valid).toBe(read.problem === undefined);
        expect(read.workflow.valid).toBe(read.model !== undefined);
        packagingOf(read.model ? [read.model] : [], [yaml]);
      }),
      { numRuns: 200 },
    );
  });

  it('gives a fact for the page of every repository', async () => {
    await fc.assert(
      fc.asyncProperty(text, text, text, async (workflow, dockerfile, script) => {
        const files = { '.github/workflows/x.yml': workflow, Dockerfile: dockerfile, 'x.sh': script, 'requirements.txt': script, 'package.json': workflow, '.gitlab-ci.yml': workflow };
        const { facts, pages } = await collect(repositoryOf(files));
        expect(facts).toHaveLength(1);
        expect([...parsePage(pages[0] ?? '')][0]).toMatchObject({ type: 'fact', kind: 'supply-chain', value: supplyChain.parse(facts[0]) });
      }),
      { numRuns: 8 },
    );
  });
});

it('what is shown of a command holds no value of an option and nothing of an address but its host', () => {
  const secret = 'c4n4ry';
  fc.assert(
    fc.property(fc.array(fc.constantFrom('npm', 'install', `--token=${secret}`, `--token ${secret}`, `https://${secret}@a.example`, `https://a.example/${secret}`, `git+ssh://git@a.example:22/${secret}?${secret}#${secret}`, `-H ${secret}`, '-g')), (parts) => {
      expect(shownCommand(parts.flatMap((part) => part.split(' ')))).not.toContain(secret);
    }),
  );
});

describe('hostile text', () => {
  const long = (unit: string): string => unit.repeat(Math.ceil(40_000 / unit.length));
  const units = ['(', '((', '$((', '${', '$(', '"$(', '`', '`"', "'", '"', '<(', '<<a\n', '<<a ', 'a=(', '\\', '\\\n', '#', '|', ')', '> a ', 'a|', 'sudo ', 'bash -c "', 'a.', '\r\n', '\0', '\ud800', '${{ ', "${{ github['", '[', '{', '? ', '&a ', '*a ', '!!a ', '\t', '\n', '---\n', 'a:\n', '- ', 'FROM ', 'RUN <<', 'RUN \\\n', 'func Fuzz', 'import '];

  it.each(units)('%j', (unit) => {
    const script = long(unit);
    expect(lexShell(script).length).toBeLessThanOrEqual(maxCommands);
    expect(new Downloads(locks).of(script)).toEqual([]);
    expect(readDockerfile(script).images.length).toBeLessThanOrEqual(1);
    const run = readWorkflow('x.yml', `on: push\njobs:\n  a:\n    steps:\n      - run: |\n${script.replaceAll(/^/gm, '          ')}`, locks);
    expect(run?.workflow.downloads).toEqual([]);
    expect(fuzzingOf([], new Map([['a_test.go', script]]))).toEqual([]);
    expect(staticAnalysisOf([], new Map([['.gitlab-ci.yml', script]]))).toEqual([]);
  });

  it('with aliases that add up is no workflow', () => {
    const levels = Array.from({ length: 12 }, (_, level) => `l${level}: &l${level} [${Array.from({ length: 10 }, () => (level === 0 ? 'lol' : `*l${level - 1}`)).join(', ')}]`);
    expect(readWorkflow('x.yml', `on: push\n${levels.join('\n')}\njobs: {a: {steps: *l11}}\n`, locks)?.problem?.message).toBe('has aliases that add up to more than 2 million characters');
  });

  it('with steps that are shared a thousand times is no workflow', () => {
    const jobs = Array.from({ length: 1000 }, (_, job) => `  j${job}: {steps: *s}`).join('\n');
    expect(readWorkflow('x.yml', `on: push\njobs:\n  a:\n    steps: &s [{run: a}, {run: b}, {run: c}, {run: d}, {run: e}]\n${jobs}\n`, locks)?.problem?.message).toBe('has more than 5000 jobs and steps');
  });

  it('of 1 MB without sense is not parsed', () => {
    expect(readWorkflow('x.yml', '"'.repeat(1_000_000), locks)?.problem?.message).toBe('has more than 200000 tokens of YAML, which is more than is read');
  });

  it('of 1 MB that is a workflow is', () => {
    const comment = `# ${'x'.repeat(97)}\n`.repeat(9_000);
    expect(readWorkflow('x.yml', `${comment}on: push\njobs: {a: {steps: [{run: npm i}]}}\n`, locks)?.workflow).toMatchObject({ valid: true, downloads: [{ line: 9_002 }] });
  });

  it('that is bad all over is listed in part', () => {
    expect(new Downloads(locks).of('npm i\n'.repeat(10_000))).toHaveLength(maxDownloads);
    const steps = '{run: npm i}, '.repeat(1000);
    expect(readWorkflow('x.yml', `on: push\njobs: {a: {steps: [${steps}]}}\n`, locks)?.workflow.downloads).toHaveLength(maxDownloads);
  });
});
