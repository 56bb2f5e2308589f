import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { splitFrontMatter } from '../../src/documents/front-matter.ts';
import { page, type World, worldOf } from './world.ts';
import '../seed.ts';

let world: World;
beforeAll(async () => {
  world = await worldOf(
    {
      'docs/a.md': page('First'),
      'docs/a.mdx': page('Second'),
      'docs/a/README.md': page('Third'),
      'docs/bare.md': 'No front matter.\n',
      'docs/open.md': '---\ntitle: Never closed\n',
      'docs/untitled.md': '---\ndescription: x\n---\nText.\n',
      'docs/typo.md': page('Typo', 'Text.\n', 'ownr: platform\n'),
      'docs/yaml.md': '---\ntitle: [\n---\nText.\n',
      'docs/names.md': page('Names', 'Text.\n', 'owner: platfrom\nentities: [component:ledger, component:leger, ledger]\njourney:\n  - { entity: component:card, title: x }\n'),
      'docs/draft.md': page('Draft', 'Text.\n', 'draft: true\nowner: nobody-at-all\n'),
      'docs/huge.md': page('Huge', 'x'.repeat(1_000_000)),
      'docs/note.md.md': page('Named like a file'),
      'docs/_partial.md': page('Partial'),
      'docs/.hidden/x.md': page('Hidden'),
      'docs/crlf.md': '---\r\ntitle: Windows\r\n---\r\nText.\r\n',
      'docs/bom.md': '\uFEFF---\ntitle: Marked\n---\nText.\n',
      'runbooks/README.md': page('All runbooks'),
      'changelog/component/default/ledger.md': page('In the way', 'x\n', 'date: 2026-11-01\nkind: fixed\n'),
      'drills/x.md': page('Drill', 'x\n', 'date: 2026-11-01\nscenario: x\noutcome: passed\nactions: [{ text: y, owner: nobody-here }]\n'),
      'docs/moved/_section.yaml': 'title: Moved\nowner: someone\n',
      'docs/moved/x.md': page('Moved', 'x\n', 'redirectFrom: [docs/a/, docs/old, /docs/old/, ../x/, https://example.com/, catalog/x/, docs/moved/x/, docs/]\n'),
      'docs/api/_section.yaml': 'title: API\nversions:\n  - { id: v1, title: One }\n  - { id: v2, title: Two }\n',
      'docs/api/v1/x.md': page('In one'),
      'docs/sdk/_section.yaml': 'title: SDK\nversions:\n  - { id: v1, title: One, status: current }\n',
      'docs/sdk/v1/x.md': page('In'),
      'docs/sdk/out.md': page('Out'),
      'docs/deep/er/_section.yaml': 'title: Deep\nversions:\n  - { id: v1, title: One, status: current }\n',
    },
    (content) => {
      writeFileSync(join(content, '..', 'secret.md'), page('Secret'));
      symlinkSync(join(content, '..', 'secret.md'), join(content, 'docs', 'secret.md'));
      symlinkSync(join(content, 'nowhere.md'), join(content, 'docs', 'nowhere.md'));
      symlinkSync(content, join(content, 'docs', 'loop'));
      mkdirSync(join(content, 'docs', 'folder.md'));
      if (process.platform !== 'win32') execFileSync('mkfifo', [join(content, 'docs', 'pipe.md')]);
    },
  );
});
afterAll(() => world.remove());

it('says what is wrong with each document, with its line and the nearest name', () => {
  expect(world.findings).toMatchInlineSnapshot(`
    [
      "changelog/component/default/ledger.md:1:1 error ALM0727: changelog/component/default/ledger.md would be the page changelog/component/default/ledger/, but the changelogs of entities are below changelog/component/.",
      "docs/a.mdx:1:1 error ALM0720: docs/a.mdx and docs/a.md would both be the page docs/a/.",
      "docs/a/README.md:1:1 error ALM0720: docs/a/README.md and docs/a.md would both be the page docs/a/.",
      "docs/api/_section.yaml:2:1 error ALM0726: No version of docs/api is \`current\`.",
      "docs/api/_section.yaml:4:1 error ALM0726: Version \`v2\` has no folder docs/api/v2.",
      "docs/bare.md:1:1 error ALM0106: docs/bare.md has no front matter.",
      "docs/deep/er/_section.yaml:2:1 error ALM0726: docs/deep/er declares versions, but only a folder directly below docs can.",
      "docs/huge.md:1:1 error ALM0104: docs/huge.md has 1000020 bytes; the limit is 1000000.",
      "docs/moved/_section.yaml:2:1 error ALM0721: \`owner\` names \`someone\`, which is not in the catalog.",
      "docs/moved/x.md:3:16 error ALM0725: redirectFrom \`docs/a/\` is the page of docs/a.md.",
      "docs/moved/x.md:3:35 error ALM0725: redirectFrom \`/docs/old/\` already leads to docs/moved/x/.",
      "docs/moved/x.md:3:47 error ALM0725: redirectFrom \`../x/\` is no path below this site.",
      "docs/moved/x.md:3:54 error ALM0725: redirectFrom \`https://example.com/\` is no path below this site.",
      "docs/moved/x.md:3:76 error ALM0725: redirectFrom \`catalog/x/\` is taken: pages of the site itself are below catalog/.",
      "docs/moved/x.md:3:88 error ALM0725: redirectFrom \`docs/moved/x/\` is the page itself.",
      "docs/moved/x.md:3:103 error ALM0725: redirectFrom \`docs/\` is the page that lists all docs.",
      "docs/names.md:3:8 error ALM0721: \`owner\` names \`platfrom\`, which is not in the catalog; did you mean \`group:platform\`?",
      "docs/names.md:4:30 error ALM0721: \`entities\` names \`component:leger\`, which is not in the catalog; did you mean \`component:ledger\`?",
      "docs/names.md:4:47 error ALM0721: \`entities\`: \`ledger\` does not say its kind, as in component:ledger.",
      "docs/names.md:6:15 error ALM0721: \`journey\` names \`component:card\`, which is not in the catalog; did you mean \`component:cards\`?",
      "docs/note.md.md:1:1 error ALM0727: docs/note.md.md would be the page docs/note.md/, but the name looks like that of a file.",
      "docs/nowhere.md:1:1 error ALM0106: docs/nowhere.md is a link to nothing.",
      "docs/open.md:1:1 error ALM0106: The front matter of docs/open.md does not end.",
      "docs/pipe.md:1:1 error ALM0106: docs/pipe.md could not be read: it is not a file.",
      "docs/sdk/out.md:1:1 error ALM0726: docs/sdk/out.md is in none of the versions of docs/sdk: v1.",
      "docs/secret.md:1:1 error ALM0105: docs/secret.md is a link that leads out of the content folder.",
      "docs/typo.md:3:1 error ALM0103: Unknown key \`ownr\`; did you mean \`owner\`?",
      "docs/untitled.md:2:1 error ALM0102: \`title\` is missing.",
      "docs/yaml.md:3:1 error ALM0101: docs/yaml.md is not valid YAML: Flow sequence in block collection must be sufficiently indented and end with a ]",
      "drills/x.md:6:29 error ALM0721: \`actions\` names \`nobody-here\`, which is not in the catalog.",
      "runbooks/README.md:1:1 error ALM0727: runbooks/README.md would be the page runbooks/, but the list of all documents in runbooks/ is there.",
    ]
  `);
});

it('makes pages of all others, and none of what is no content', () => {
  const paths = world.text('documents.ndjson').trimEnd().split('\n').map((line) => String(JSON.parse(line).path));
  expect(paths).toEqual(['docs/a/', 'docs/api/v1/x/', 'docs/bom/', 'docs/crlf/', 'docs/moved/x/', 'docs/names/', 'docs/sdk/out/', 'docs/sdk/v1/x/', 'drills/x/']);
});

it('publishes all the same: only broken links keep a site back', () => {
  expect(world.blocking).toEqual([]);
});

const line = fc.stringMatching(/^[a-z: "'-]{0,12}$/).filter((text) => text.trimEnd() !== '---');
it('takes front matter off as it stands, and knows on which line the text begins', () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 8 }), fc.array(fc.stringMatching(/^[a-z#-]{0,12}$/), { maxLength: 8 }), fc.constantFrom('\n', '\r\n'), (yaml, body, end) => {
      const text = ['---', ...yaml, '---', ...body].join(end);
      const parts = splitFrontMatter(text);
      expect(parts?.yaml).toBe(yaml.map((one) => one + end).join(''));
      expect(parts?.body).toBe(body.join(end));
      expect(text.split('\n').slice((parts?.firstLine ?? 0) - 1).join('\n')).toBe(parts?.body);
    }),
  );
});

it.each(['', '---', '---\n', '--- \ntitle: x\n--', 'text\n---\nx\n---\n', '----\nx\n----\n'])('finds none in %j', (text) => {
  expect(splitFrontMatter(text)).toBeUndefined();
});
