import { describe, expect, it } from 'vitest';
import { Downloads } from '../../collectors/supply-chain/downloads.ts';
import { lexShell } from '../../collectors/supply-chain/shell-lexer.ts';
import type { Command } from '../../collectors/supply-chain/shell-word.ts';

/** Commands as `line: word word |> file`, those inside others first. */
function split(script: string): string[] {
  const told = (commands: readonly Command[]): string[] =>
    commands.flatMap(({ words, line, piped, output }) => [
      ...words.flatMap(({ substitutions }) => substitutions.flatMap((inner) => told(inner.commands))),
      `${line}: ${words.map(({ text }) => text).join('·')}${output === undefined ? '' : ` > ${output}`}${piped ? ' |' : ''}`,
    ]);
  return told(lexShell(script));
}

describe('a script is split into commands', () => {
  it.each([
    ['by lists and lines', 'a && b || c; d & e\nf', ['0: a', '0: b', '0: c', '0: d', '0: e', '1: f']],
    ['in pipelines', 'a | b |& c', ['0: a |', '0: b |', '0: c']],
    ['with groups in pipelines', '(a; b) | c; { d; } | e', ['0: a', '0: b |', '0: c', '0: d |', '0: e']],
    ['with quotes', `a 'b  c' "d \\" e" f\\ g h"i"'j'`, ['0: a·b  c·d " e·f g·hij']],
    ['with what separates in quotes', `a 'b; c' "d && e" f\\;g`, ['0: a·b; c·d && e·f;g']],
    ['with lines in quotes', "a 'b\nc'\nd \"e\nf\"\ng", ['0: a·b\nc', '2: d·e\nf', '4: g']],
    ['with continued lines', 'a \\\n  b\\\nc\nd', ['0: a·bc', '3: d']],
    ['with Windows line ends', 'a \\\r\n  b\r\nc\r\n', ['0: a·b', '2: c']],
    ['without comments', '# a\nb # c\nd#e', ['1: b', '2: d#e']],
    ['without keywords', 'if a; then b; elif c; then d; else e; fi\nwhile f; do g; done', ['0: a', '0: b', '0: c', '0: d', '0: e', '1: f', '1: g']],
    ['with functions', 'f() {\n  a\n}\nfunction g { b; }', ['0: f', '1: a', '3: function·g·{·b']],
    ['with redirections', 'a > f 2>&1 < g; b >>h; c 2> i; d &> j', ['0: a > f', '0: b > h', '0: c', '0: d > j']],
    ['without here-documents', "a <<EOF >f\nnpm install\nEOF\nb <<-'X'\n\tc\n\tX\nd <<< 'e'\nf", ['0: a > f', '3: b', '6: d', '7: f']],
    ['with values', 'a "$(b "c d")" `e f`', ['0: b·c d', '0: e·f', '0: a·$(b "c d")·`e f`']],
    ['with files', 'a <(b) >(c)', ['0: b', '0: c', '0: a·<(b)·>(c)']],
    ['with expansions', 'a ${b:-c} $((1 << 2)) "${d}"', ['0: a·${b:-c}·$((1 << 2))·${d}']],
    ['with arrays', 'a=(npm install b)\nc', ['1: c']],
    ['with cases', 'case $a in\n  b) c ;;\n  *) d ;;\nesac', ['0: case·$a·in', '1: b', '1: c', '2: *', '2: d']],
    ['that ends anywhere', 'a "b', ['0: a·b']],
    ['that ends in a substitution', 'a $(b | c', ['0: b |', '0: c', '0: a·$(b | c']],
  ])('%s', (_, script, commands) => {
    expect(split(script)).toEqual(commands);
  });
});

const requirements = new Map([['build/requirements.txt', true], ['requirements.txt', false], ['a/dev.txt', true], ['b/dev.txt', true], ['a/test.txt', true], ['b/test.txt', false]]);
const locks = { requirements, lockedRestore: false };
const found = (script: string): string[] => new Downloads(locks).of(script).map(({ command, line }) => `${line}: ${command}`);

describe('what is fetched unpinned', () => {
  it.each([
    ['curl -sSf https://sh.example.com/x?y | sh', '0: curl https://sh.example.com/… | sh'],
    ['wget -qO- https://example.com | sudo -E bash -', '0: wget https://example.com | bash'],
    ['curl https://a.example/x | tee log | bash -s -- --yes', '0: curl https://a.example/… | bash'],
    ['curl https://a.example/x | python3 -', '0: curl https://a.example/… | python3'],
    ['{ curl https://a.example/x; } | sh', '0: curl https://a.example/… | sh'],
    ['bash <(curl -s https://a.example/x)', '0: bash with curl https://a.example/…'],
    ['source <(wget -qO- https://a.example/x)', '0: source with wget https://a.example/…'],
    ['sh -c "$(curl -fsSL https://a.example/x)"', '0: sh with curl https://a.example/…'],
    ['eval "$(curl https://a.example/x)"', '0: eval with curl https://a.example/…'],
    ["bash -lc 'cd /; curl https://a.example/x | sh'", '0: curl https://a.example/… | sh'],
    ['curl https://a.example/x > /tmp/x && bash /tmp/x', '0: curl https://a.example/…, then bash'],
    ['curl -fsSLo x.sh https://a.example/y\nchmod +x x.sh\n./x.sh --all', '2: curl https://a.example/…, then run'],
    ['curl -LO https://a.example/x.sh\nsh ./x.sh', '1: curl https://a.example/…, then sh'],
    ['wget https://a.example/b/x.sh?c\n. ./x.sh', '1: wget https://a.example/…, then .'],
    ['npm install', '0: npm install'],
    ['npm --prefix web i -g serve@1.2.3', '0: npm --prefix … i -g serve@1.2.3'],
    ['sudo env A=b npm i -fg corepack', '0: npm i -fg corepack'],
    ['if true; then npm update; fi', '0: npm update'],
    ['npm i github:acme/x#main', '0: npm i github:acme/x#main'],
    ['pip install requests', '0: pip install requests'],
    ['/usr/bin/pip3 install -U pip', '0: pip3 install -U pip'],
    ['python3.12 -m pip install "x==1.0"', '0: python3.12 -m pip install x==1.0'],
    ['pip install -r requirements.txt', '0: pip install -r requirements.txt'],
    ['pip install -r ./test.txt', '0: pip install -r ./test.txt'],
    ['pip install -r other.txt', '0: pip install -r other.txt'],
    ['pip install -e git+https://git.example.com/x.git@main', '0: pip install -e git+https://git.example.com/…'],
    ['pip install', '0: pip install'],
    ['go install example.com/a/b@latest', '0: go install example.com/a/b@latest'],
    ['go get -u example.com/a/b', '0: go get -u example.com/a/b'],
    ['go install -insecure example.com/a/b@v1.2.3', '0: go install -insecure example.com/a/b@v1.2.3'],
    ['choco install git -y', '0: choco install git -y'],
    ['nuget.exe install Acme', '0: nuget install Acme'],
    ['dotnet add app package Acme', '0: dotnet add app package Acme'],
    ['dotnet restore', '0: dotnet restore'],
    ['msbuild /t:restore', '0: msbuild /t:restore'],
  ])('%s', (script, expected) => {
    expect(found(script)).toEqual([expected]);
  });

  it.each([
    ['curl https://api.example.com | jq .'],
    [`curl https://api.example.com | python3 -c 'print(1)'`],
    ['curl https://api.example.com | bash check.sh'],
    [`curl https://raw.githubusercontent.com/acme/x/${'a1'.repeat(20)}/x.sh | sh`],
    ['curl -fsSLo x.sh https://a.example/x\necho "00  x.sh" | sha256sum -c -\nsh x.sh'],
    ['curl -LO https://a.example/x.tar.gz && tar xf x.tar.gz'],
    ['curl -o - https://a.example/x'],
    ['sh x.sh'],
    ['echo "npm install"'],
    ['npm ci'],
    ['npm run install'],
    [`npm i git+https://git.example.com/x.git#${'a1'.repeat(20)}`],
    ['pnpm install'],
    ['pip install --require-hashes -r requirements.txt'],
    ['pip install -r ../build/requirements.txt'],
    ['pip install -rbuild/requirements.txt'],
    ['pip install -r dev.txt'],
    ['pip install .'],
    ['pip install -e ".[test]"'],
    ['pip install dist/*.whl ./lib'],
    [`pip install --no-deps git+https://git.example.com/x.git@${'a1'.repeat(20)}`],
    ['pip --version'],
    ['go install ./...'],
    ['go install'],
    ['go install example.com/a/b@v1.2.3'],
    ['go get -u -v'],
    ['go build example.com/a/b'],
    ['choco install git --requirechecksum=true'],
    ['nuget install packages.config'],
    ['nuget install Acme -Version 1.0'],
    ['dotnet add package Acme --version 1.0'],
    ['dotnet restore --locked-mode'],
    ['A=b'],
    ['sudo -u app'],
  ])('not %s', (script) => {
    expect(found(script)).toEqual([]);
  });

  it('counts across the scripts of one build, each once', () => {
    const downloads = new Downloads(locks);
    expect(downloads.of('wget https://a.example/x.sh')).toEqual([]);
    expect(downloads.of('bash x.sh')).toEqual([{ command: 'wget https://a.example/…, then bash', line: 0 }]);
    expect(new Downloads(locks).of('bash x.sh')).toEqual([]);
  });

  it('is fine where the projects restore in locked mode', () => {
    expect(new Downloads({ ...locks, lockedRestore: true }).of('dotnet restore')).toEqual([]);
  });

  it.each([
    ['pip install --index-url https://user:c4n4ry@pypi.example.com/simple x', 'pip install --index-url … x'],
    ['pip install --index-url=https://user:c4n4ry@pypi.example.com/simple x', 'pip install --index-url=… x'],
    ['pip install git+https://c4n4ry@git.example.com/c4n4ry/x', 'pip install git+https://git.example.com/…'],
    ['npm install --//npm.example.com/:_authToken c4n4ry', 'npm install --//npm.example.com/:_authToken …'],
    ['npm install --_auth=c4n4ry x', 'npm install --_auth=… x'],
    ['npm install ghp_c4n4ryc4n4ryc4n4ryc4n4ryc4n4ry', 'npm install …'],
    ['curl -u user:c4n4ry https://user:c4n4ry@a.example/c4n4ry?c4n4ry | sh', 'curl https://a.example/… | sh'],
    ['curl https://user:c4n/4ry@a.example | sh', 'curl https://…/… | sh'],
    ['curl $C4N4RY | sh', 'curl | sh'],
    [`npm install ${'long '.repeat(100)}`, `npm install ${'long '.repeat(29)}lo…`],
  ])('is shown without secrets: %s', (script, shown) => {
    expect(new Downloads(locks).of(script).map(({ command }) => command)).toEqual([shown]);
  });
});
