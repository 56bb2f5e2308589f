import { describe, expect, it } from 'vitest';
import { isBinary } from '../../collectors/supply-chain/binaries.ts';
import { fuzzingOf, mayFuzz } from '../../collectors/supply-chain/fuzzing.ts';
import { packagingOf } from '../../collectors/supply-chain/packaging.ts';
import { staticAnalysisOf } from '../../collectors/supply-chain/static-analysis.ts';
import { isTemplate, mayBeBinary, purposesOf } from '../../collectors/supply-chain/wanted.ts';
import { readWorkflow } from '../../collectors/supply-chain/workflow.ts';

/** The model of a workflow of one job with these steps. */
function models(...steps: string[]) {
  const text = `on: push\njobs:\n  a:\n    steps: [${steps.map((step) => `{${step}}`).join(', ')}]\n`;
  const model = readWorkflow('x.yml', text, { requirements: new Map<string, boolean>(), lockedRestore: false })?.model;
  expect(model).toBeDefined();
  return model ? [model] : [];
}

describe('files are read for', () => {
  it.each<[string, boolean, string[]]>([
    ['.github/workflows/ci.yml', false, ['workflow']],
    ['.github/workflows/sub/ci.yml', false, []],
    ['.github/workflows/README.md', false, []],
    ['Dockerfile', false, ['dockerfile']],
    ['app/dockerfile.prod', false, ['dockerfile']],
    ['Dockerfile-arm', false, ['dockerfile']],
    ['build/app.Dockerfile', false, ['dockerfile']],
    ['Containerfile', false, ['dockerfile']],
    ['Dockerfile.go', false, []],
    ['dockerfiles/x', false, []],
    ['vendor/x/Dockerfile', false, []],
    ['src/test/Dockerfile', false, []],
    ['build.sh', false, ['script']],
    ['bin/run', true, ['script']],
    ['bin/run', false, []],
    ['node_modules/x/run.sh', false, []],
    ['requirements-dev.txt', false, ['locks']],
    ['app/app.csproj', false, ['locks', 'sign']],
    ['Directory.Build.props', false, ['locks']],
    ['pom.xml', false, ['sign']],
    ['src/main.ts', false, []],
  ])('%s (executable: %s): %j', (path, executable, purposes) => {
    expect(purposesOf(path, executable)).toEqual(purposes);
  });

  it('templates of Dockerfiles name images that are none yet', () => {
    expect(['Dockerfile.tmpl', 'Dockerfile_template', 'Dockerfile.tpl.x'].every(isTemplate)).toBe(true);
    expect(['Dockerfile', 'tmpl/Dockerfile', 'Dockerfile.templated'].some(isTemplate)).toBe(false);
  });
});

describe('binaries', () => {
  const elf = Buffer.from('7f454c46020101', 'hex');
  it('are told by their first bytes, or by name and content', () => {
    expect(isBinary('x', elf)).toBe(true);
    expect(isBinary('x.dll', Buffer.from('MZ\0'))).toBe(true);
    expect(isBinary('x.lib', Buffer.from('text\r\n\tmore\n'))).toBe(false);
    expect(isBinary('x.o', Buffer.alloc(0))).toBe(false);
    expect(isBinary('x.png', Buffer.from('\x89PNG\0'))).toBe(false);
  });

  it('are looked for among programs and by extension, in the code of others too', () => {
    expect(mayBeBinary('vendor/x.JAR', false)).toBe(true);
    expect(mayBeBinary('bin/x', true)).toBe(true);
    expect(mayBeBinary('bin/x', false)).toBe(false);
    expect(mayBeBinary('testdata/x.jar', false)).toBe(false);
    expect(mayBeBinary('x.py', true)).toBe(false);
  });
});

describe('fuzzing', () => {
  it.each([
    ['.clusterfuzzlite/Dockerfile', 'FROM x', ['clusterfuzzlite']],
    ['.clusterfuzzlite/Dockerfile', '# FROM x', []],
    ['a_test.go', 'func FuzzA(f *testing.F) {', ['go']],
    ['a_test.go', '// func FuzzA(f *testing.F) {', []],
    ['fuzz/Cargo.toml', 'libfuzzer-sys = "0.4"', ['cargo-fuzz']],
    ['fuzz/a.cc', 'int LLVMFuzzerTestOneInput(', ['libfuzzer']],
    ['AFuzzer.java', 'import com.code_intelligence.jazzer.api.FuzzedDataProvider;', ['jazzer']],
    ['build.gradle.kts', 'testImplementation("com.code-intelligence:jazzer-junit:1")', ['jazzer']],
    ['fuzz_a.py', 'import atheris', ['atheris']],
    ['package.json', '{"devDependencies": {"@fast-check/vitest": "1"}}', ['fast-check']],
    ['a.cabal', 'build-depends: QuickCheck', ['quickcheck']],
    ['rebar.config', '{deps, [proper]}.', ['proper']],
    ['mix.exs', '{:stream_data, "~> 1.0"}, {:propcheck, "~> 1"}', ['propcheck', 'stream-data']],
    ['gleam.toml', 'qcheck = "1"', ['qcheck']],
    ['a.csproj', '<PackageReference Include="FsCheck" />', ['fscheck']],
    ['package.json', '{"name": "fast-check-it"}', []],
  ])('%s %j: %j', (path, text, expected) => {
    expect(mayFuzz(path)).toBe(true);
    expect(fuzzingOf([], new Map([[path, text]]))).toEqual(expected);
  });

  it('is told by actions', () => {
    expect(fuzzingOf(models('uses: google/oss-fuzz/infra/cifuzz/actions/run_fuzzers@master', 'uses: google/clusterfuzzlite/actions/run_fuzzers@v1'), new Map())).toEqual(['clusterfuzzlite', 'oss-fuzz']);
  });

  it('is not looked for in every source', () => {
    expect(mayFuzz('src/parser.c')).toBe(false);
  });
});

describe('static analysis', () => {
  it.each([
    ['github/codeql-action/analyze@v3', ['codeql']],
    ['github/codeql-action/upload-sarif@v3', []],
    ['snyk/actions/node@master', ['snyk']],
    ['SonarSource/sonarqube-scan-action@v4', ['sonar']],
    ['hadolint/hadolint-action@v3', ['hadolint']],
    ['JetBrains/qodana-action@v2024', ['qodana']],
    ['facebook/pysa-action@v1', ['pysa']],
  ])('%s: %j', (uses, expected) => {
    expect(staticAnalysisOf(models(`uses: ${uses}`), new Map())).toEqual(expected);
  });

  it('is told by configuration', () => {
    expect(staticAnalysisOf([], new Map([['pom.xml', '<sonar.host.url>x</sonar.host.url>'], ['.gitlab-ci.yml', 'include:\n  template: Security/SAST.gitlab-ci.yml\n']]))).toEqual(['gitlab-sast', 'sonar']);
    expect(staticAnalysisOf([], new Map([['.gitlab-ci.yml', '# Security/SAST.gitlab-ci.yml'], ['sonar-project.properties', '#sonar.projectKey=x']]))).toEqual([]);
  });
});

describe('packaging', () => {
  it.each([
    [['uses: actions/setup-node@v4, with: {registry-url: "https://packages.example.com/"}', 'run: npm publish'], ['npm']],
    [['uses: actions/setup-node@v4', 'run: npm publish'], []],
    [['run: npx semantic-release'], ['semantic-release']],
    [['uses: actions/setup-java@v4', 'run: "./mvnw deploy"'], ['maven']],
    [['uses: actions/setup-java@v4', 'run: "mvn -B \\\\\\n deploy"'], ['maven']],
    [['run: "mvn deploy"'], []],
    [['uses: docker/build-push-action@v6'], ['docker']],
    [['run: "# docker push"'], []],
    [['uses: pypa/gh-action-pypi-publish@release/v1'], ['pypi']],
    [['run: cargo publish'], ['cargo']],
    [['uses: goreleaser/goreleaser-action@v6'], ['goreleaser']],
  ])('%j: %j', (steps, expected) => {
    expect(packagingOf(models(...steps), [])).toEqual(expected);
  });

  it('is told by GitLab CI', () => {
    expect(packagingOf([], ['publish:\n  script:\n    - twine upload dist/*\n    # docker push x\n'])).toEqual(['pypi']);
  });
});
