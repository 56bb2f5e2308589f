import { expect, test } from 'vitest';
import { WellKnownFiles } from '../../src/repositories/well-known-files.ts';
import { wellKnownFile } from '../../src/schema/facts/repository.ts';

function find(...paths: string[]): string[] {
  const files = new WellKnownFiles();
  for (const path of paths) files.add(path);
  const found = files.found();
  for (const { file } of found) expect(wellKnownFile.safeParse(file).success).toBe(true);
  return found.map(({ file, path, system }) => `${system === undefined ? file : `${file}/${system}`}=${path}`);
}

test('the place that a host looks at first wins, in whichever order paths come', () => {
  const readmes = ['docs/README.md', 'README.md', '.github/README.md', 'src/README.md'];
  expect(find(...readmes)).toContain('readme=.github/README.md');
  expect(find(...readmes.toReversed())).toContain('readme=.github/README.md');
  expect(find('docs/CODEOWNERS', 'CODEOWNERS')).toContain('codeowners=CODEOWNERS');
  expect(find('.gitlab/CODEOWNERS')).toEqual(['codeowners=.gitlab/CODEOWNERS']);
});

test('community files are found in any case, others by their exact name', () => {
  expect(find('readme.rst', 'Contributing.md', 'security.MD', 'code_of_conduct.md', 'LICENCE', 'History.md')).toEqual([
    'changelog=History.md',
    'code-of-conduct=code_of_conduct.md',
    'contributing=Contributing.md',
    'license=LICENCE',
    'readme=readme.rst',
    'security=security.MD',
  ]);
  expect(find('codeowners', 'jenkinsfile', 'cargo.lock', 'src/SECURITY.md', 'src/LICENSE', 'security.js', 'history.ts', 'license.go')).toEqual([]);
});

test.each([
  ['github-actions', '.github/workflows/ci.yml'],
  ['gitlab-ci', '.gitlab-ci.yml'],
  ['jenkins', 'Jenkinsfile'],
  ['circleci', '.circleci/config.yml'],
  ['azure-pipelines', 'azure-pipelines.yml'],
  ['travis', '.travis.yml'],
  ['bitbucket', 'bitbucket-pipelines.yml'],
  ['buildkite', '.buildkite/pipeline.yml'],
  ['drone', '.drone.yml'],
  ['woodpecker', '.woodpecker/build.yml'],
  ['tekton', '.tekton/push.yaml'],
  ['teamcity', '.teamcity/settings.kts'],
  ['appveyor', 'appveyor.yml'],
  ['cirrus', '.cirrus.yml'],
  ['semaphore', '.semaphore/semaphore.yml'],
  ['gitea-actions', '.forgejo/workflows/ci.yaml'],
  ['cloud-build', 'cloudbuild.yaml'],
  ['codebuild', 'buildspec.yml'],
  ['zuul', '.zuul.yaml'],
])('CI of %s is %s', (system, path) => {
  expect(find(path)).toEqual([`ci/${system}=${path}`]);
  expect(find(`elsewhere/${path}`)).toEqual([]);
});

test.each([
  ['npm', 'package-lock.json'],
  ['yarn', 'yarn.lock'],
  ['pnpm', 'pnpm-lock.yaml'],
  ['bun', 'bun.lock'],
  ['bun', 'bun.lockb'],
  ['deno', 'deno.lock'],
  ['poetry', 'poetry.lock'],
  ['uv', 'uv.lock'],
  ['pdm', 'pdm.lock'],
  ['pipenv', 'Pipfile.lock'],
  ['pip', 'requirements-dev.txt'],
  ['go', 'go.sum'],
  ['cargo', 'Cargo.lock'],
  ['gradle', 'gradle.lockfile'],
  ['nuget', 'packages.lock.json'],
  ['composer', 'composer.lock'],
  ['bundler', 'Gemfile.lock'],
  ['mix', 'mix.lock'],
  ['swift', 'Package.resolved'],
  ['cocoapods', 'Podfile.lock'],
  ['pub', 'pubspec.lock'],
  ['terraform', '.terraform.lock.hcl'],
  ['helm', 'Chart.lock'],
  ['nix', 'flake.lock'],
])('the lockfile of %s is %s, the shallowest one', (system, name) => {
  expect(find(`z/y/${name}`, `b/${name}`, `c/${name}`, `node_modules/${name}`)).toEqual([`lockfile/${system}=b/${name}`]);
});

test('updaters, containers, editors and catalogs', () => {
  expect(find('.github/dependabot.yml', 'renovate.json5', '.config/scala-steward.conf', 'app/Dockerfile', 'Dockerfile.prod', '.editorconfig', 'deploy/catalog-info.yaml', 'x/.editorconfig')).toEqual([
    'catalog-info=deploy/catalog-info.yaml',
    'dependency-updates/dependabot=.github/dependabot.yml',
    'dependency-updates/renovate=renovate.json5',
    'dependency-updates/scala-steward=.config/scala-steward.conf',
    'dockerfile=Dockerfile.prod',
    'editorconfig=.editorconfig',
  ]);
});

test('docs and tests are folders, or test files where there is no folder', () => {
  expect(find('docs/index.md', 'src/test/java/ATest.java', 'test/a.js')).toEqual(['docs=docs', 'tests=test']);
  expect(find('src/test/java/ATest.java')).toEqual(['tests=src/test']);
  expect(find('pkg/deep/a_test.go', 'pkg/b_test.go')).toEqual(['tests=pkg/b_test.go']);
  expect(find('test.js')).toEqual(['tests=test.js']);
  expect(find('a.spec.ts', 'src/contest/a.ts', 'latest/x')).toEqual(['tests=a.spec.ts']);
  expect(find('Acme.Payments.Tests/a.cs')).toEqual(['tests=Acme.Payments.Tests']);
  expect(find('vendor/x/test/a.go')).toEqual([]);
});
