import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { joined, parseTarget, wayTo } from '../../src/documents/links/target.ts';
import { withLinks } from '../../src/documents/links/html.ts';
import { documentPage } from '../../src/schema/edition/document.ts';
import { page, type World, worldOf } from './world.ts';
import '../seed.ts';

let world: World;
const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

beforeAll(async () => {
  world = await worldOf({
    'docs/good.md': page('Good', '## The end\n\n![A dot](dot.png) ![](active.svg) [up](#the-end)\n'),
    'docs/named.md': page('Named', '## Theme\n\n## Main\n\n## Own {#find}\n\n[a](#theme) [b](#main) [c](#find) [call](tel:+1-555-0100)\n'),
    'docs/names.md': page('Names', '[d](named.md#theme) [e](/docs/named/#main)\n'),
    'docs/folder/inside.md': page('Inside', '## Sizes\n\nHere.\n'),
    'docs/dot.png': png,
    'docs/fake.png': 'GIF89a',
    'docs/active.svg': '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(2)</script><rect width="1"/></svg>',
    'docs/bomb.svg': '<!DOCTYPE svg [<!ENTITY a "a">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>',
    'docs/huge.png': Buffer.concat([png, Buffer.alloc(5 * 1024 ** 2)]),
    'docs/program.exe': 'MZ',
    'docs/hidden.md': page('Hidden', 'Nothing.\n', 'draft: true\n'),
    'docs/bad.md': page(
      'Bad',
      [
        '[a](folder/inside)', // 4: without its ending
        '[b](folder/insid.md) and [c](../inside.md)',
        '[d](folder/inside.md#size) [e](#ned)',
        '![f](dots.png)',
        '![g](fake.png) ![h](bomb.svg) ![i](huge.png)',
        '![j](https://example.com/x.png)',
        '[k](program.exe) [l](hidden.md)',
        '[m](../../etc/passwd) [n](..\\good.md)',
        '[o](entity:component:legder) [p](entity:ledger)',
        '[q](/docs/god/) [r](//example.com/x)',
        '[s](https://me:secret@example.com/)',
        '[fine](folder) [fine](/docs/good) [fine](/docs/folder/inside.md) [fine](mailto:a@acme.example)',
      ].join('\n\n'),
    ),
  });
});
afterAll(() => world.remove());

it('says of each broken link, anchor and image where it stands, why, and what may have been meant', () => {
  expect(world.findings.filter((line) => line.startsWith('docs/bad.md'))).toMatchInlineSnapshot(`
    [
      "docs/bad.md:4:1 error ALM0722: The link \`folder/inside\` leads to docs/folder/inside, which does not exist; did you mean \`folder/inside.md\`?",
      "docs/bad.md:6:1 error ALM0722: The link \`folder/insid.md\` leads to docs/folder/insid.md, which does not exist; did you mean \`folder/inside.md\`?",
      "docs/bad.md:6:26 error ALM0722: The link \`../inside.md\` leads to inside.md, which does not exist; did you mean \`folder/inside.md\`?",
      "docs/bad.md:8:1 error ALM0723: The link \`folder/inside.md#size\` names no heading of docs/folder/inside.md; did you mean \`#sizes\`?",
      "docs/bad.md:8:28 error ALM0723: The link \`#ned\` names no heading of docs/bad.md.",
      "docs/bad.md:10:1 error ALM0724: The image \`dots.png\` does not exist; did you mean \`dot.png\`?",
      "docs/bad.md:12:1 error ALM0724: The image \`fake.png\` holds image/gif, which is not what its name says.",
      "docs/bad.md:12:16 error ALM0724: The image \`bomb.svg\` is an SVG that declares entities of its own.",
      "docs/bad.md:12:31 error ALM0724: The image \`huge.png\` has 5242950 bytes; the limit is 5242880.",
      "docs/bad.md:16:1 error ALM0724: The link \`program.exe\` leads to docs/program.exe, which is not of a kind that is carried over.",
      "docs/bad.md:16:18 error ALM0724: The link \`hidden.md\` leads to docs/hidden.md, which is a draft and has no page.",
      "docs/bad.md:18:1 error ALM0722: The link \`../../etc/passwd\` leads out of the content folder.",
      "docs/bad.md:18:23 error ALM0722: The link \`..\\good.md\` has backslashes where paths have slashes.",
      "docs/bad.md:20:1 error ALM0721: The link \`entity:component:legder\` names an entity that is not in the catalog; did you mean \`component:ledger\`?",
      "docs/bad.md:20:30 error ALM0722: The link \`entity:ledger\` is not of the form entity:kind:name.",
      "docs/bad.md:22:1 error ALM0722: The link \`/docs/god/\` leads to no page of the site; did you mean \`/docs/good/\`?",
      "docs/bad.md:22:17 error ALM0722: The link \`//example.com/x\` names another host without a scheme.",
      "docs/bad.md:24:1 error ALM0722: The link \`https://me:secret@example.com/\` holds a user name or password.",
    ]
  `);
});

it('keeps the site from being published for each of them', () => {
  expect(world.blocking.map(({ what }) => what)).toEqual(world.findings.filter((line) => /^docs\/bad\.md.* ALM072[1-4]:/.test(line)).map((line) => line.replace(/^.*? ALM07\d\d: /, '')));
  expect(world.blocking.every(({ severity, line, column }) => severity === 'error' && line !== undefined && column !== undefined)).toBe(true);
});

it('leaves the text of a broken link, and carries over only what is shown', () => {
  const { html } = documentPage.parse(world.json('documents/pages/docs/bad.json'));
  expect(html).not.toContain('almanac-link');
  expect(html).toContain('<a>b</a>');
  expect(html).not.toMatch(/<img/);
  expect(world.files().filter((path) => path.includes('media/'))).toEqual(['site/media/content/docs/active.svg', 'site/media/content/docs/dot.png']);
  expect(world.site('media/content/docs/active.svg')).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"[^>]*><rect width="1"[^<]*(<\/rect>)?<\/svg>/);
});

it('leads to headings that are called as an element of every page', () => {
  const own = documentPage.parse(world.json('documents/pages/docs/named.json'));
  expect(own.headings.map(({ id }) => id)).toEqual(['theme-1', 'main-1', 'the-find']);
  expect(own.html).toMatch(/<a href="\/docs\/named\/#theme-1">a<\/a> <a href="\/docs\/named\/#main-1">b<\/a> <a href="\/docs\/named\/#the-find">c<\/a> <a href="tel:\+1-555-0100">call<\/a>/);
  expect(documentPage.parse(world.json('documents/pages/docs/names.json')).html).toContain('<a href="/docs/named/#theme-1">d</a> <a href="/docs/named/#main-1">e</a>');
  expect(world.findings.filter((line) => line.startsWith('docs/name'))).toEqual([]);
});

it('puts addresses into tags only, never into what looks like one in the text', () => {
  const link = { use: 'link', target: 'x', text: 'x' } as const;
  const linked = [{ link, resolved: { kind: 'outside', url: 'https://example.com/?a="&b' } }] as const;
  const text = '<p>href="almanac-link:0" &lt;a href="almanac-link:0"&gt; <a title="t" href="almanac-link:0">x</a> <a href="almanac-link:7">y</a></p>';
  expect(withLinks(text, linked, '/')).toBe(
    '<p>href="almanac-link:0" &lt;a href="almanac-link:0"&gt; <a title="t" href="https://example.com/?a=&quot;&amp;b" rel="noreferrer noopener" class="out">x</a> <a>y</a></p>',
  );
});

it.each([
  ['#top', { kind: 'anchor', fragment: 'top' }],
  ['../a%20b.md?plain=1#x%C3%A9', { kind: 'relative', path: '../a b.md', fragment: 'xé' }],
  ['/docs/a/', { kind: 'site', path: 'docs/a/', fragment: '' }],
  ['entity:component:a#owner', { kind: 'entity', ref: 'component:a', fragment: 'owner' }],
  ['tel:+1-555-0100', { kind: 'outside', url: 'tel:+1-555-0100' }],
  ['HTTPS://example.com', { kind: 'outside', url: 'https://example.com/' }],
  ['javascript:alert(1)', { kind: 'refused', reason: 'uses the scheme javascript:, which pages do not link to' }],
  ['%E0%A4%A', { kind: 'refused', reason: 'is not encoded as addresses are' }],
  ['', { kind: 'refused', reason: 'is empty' }],
] as const)('takes %s apart', (written, target) => {
  expect(parseTarget(written)).toEqual(target);
});

const segment = fc.constantFrom('a', 'b', 'c d', 'ü', '.', '..', '');
const plain = fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 5 }).map((parts) => `${parts.join('/')}.md`);
it('never joins a path to one outside of the space, and finds the way that it wrote', () => {
  fc.assert(
    fc.property(plain, fc.array(segment, { maxLength: 8 }), (from, to) => {
      const found = joined(from, to.join('/'));
      expect(found?.split('/').some((one) => one === '..' || one === '.')).not.toBe(true);
      expect(found?.startsWith('/')).not.toBe(true);
    }),
  );
  fc.assert(fc.property(plain, plain, (from, to) => void expect(joined(from, wayTo(from, to))).toBe(to)));
});
