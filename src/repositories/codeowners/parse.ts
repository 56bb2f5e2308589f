import type { Output } from '../../collect/contract.ts';
import { anyName, compile } from '../../codeowners/match.ts';
import { parseCodeowners } from '../../codeowners/parse.ts';
import { choose, places, sizeLimit } from '../../codeowners/places.ts';
import { compareText, makeFinding } from '../../findings/codes.ts';
import type { Code, FindingDetails } from '../../findings/codes.ts';
import type { Codeowners } from '../../schema/facts/codeowners.ts';
import { codeownersPage } from './page.ts';

/** Turns a page into the fact about the file that the host reads, and findings about it and the others. */
export function* parsePage(body: string): Generator<Output> {
  const { repository, host, files } = codeownersPage.parse(JSON.parse(body));
  const report = (code: Code, file: string, details: FindingDetails): Output => ({
    type: 'finding',
    finding: makeFinding(code, { ...details, repository, file }),
  });

  for (const { path, state } of files) {
    if (state === 'link-outside') yield report('ALM0206', path, { what: `${path} is a symbolic link that leaves the repository` });
    if (state === 'link') yield report('ALM0408', path, { what: `${path} is a symbolic link` });
  }

  const candidates = files
    .filter(({ state }) => state === 'read' || state === 'too-large')
    .map(({ path, text, size, url }) => ({ path, text, size, url }));
  const { dialect, chosen, ignored, elsewhere } = choose(candidates, host);
  const hostName = dialect === 'github' ? 'GitHub' : 'GitLab';
  if (!chosen) {
    for (const { path } of elsewhere) {
      yield report('ALM0409', path, { what: `${hostName} does not look for CODEOWNERS at ${path}`, fix: `Move it to one of ${places[dialect].join(', ')}.` });
    }
    return;
  }
  for (const { path } of ignored) {
    yield report('ALM0407', path, { what: `${hostName} reads ${chosen.path}, so ${path} does nothing` });
  }
  if (chosen.text === undefined) {
    yield report('ALM0405', chosen.path, {
      what: `${chosen.path} has ${chosen.size ?? sizeLimit} bytes`,
      ...(dialect === 'gitlab' ? { why: 'Almanac reads no CODEOWNERS file of 3 MB or more, so its owners are not known here.' } : {}),
    });
  }

  const file = parseCodeowners(chosen.text ?? '', { dialect, path: chosen.path });
  for (const found of file.findings) yield { type: 'finding', finding: { ...found, repository } };
  const root = compile(file).match(anyName);
  const decisive = root.rules.find(({ owners }) => owners.length > 0) ?? root.rules[0];
  const value: Codeowners = {
    repository,
    dialect,
    path: chosen.path,
    rules: file.rules.length,
    invalidLines: file.invalidLines,
    rootOwners: [...root.owners],
    ...(decisive ? { rootPattern: decisive.pattern, rootLine: decisive.line } : {}),
    owners: [...new Set(file.rules.flatMap(({ owners }) => owners))].sort(compareText),
  };
  yield {
    type: 'fact',
    kind: 'codeowners',
    value,
    source: decisive ? `${chosen.path}:${decisive.line}` : chosen.path,
    // GitHub and GitLab name a line of a file the same way; other hosts do not, but they read no CODEOWNERS either.
    url: chosen.url !== undefined && host !== undefined && decisive ? `${chosen.url}#L${decisive.line}` : chosen.url,
  };
}
