import { describe, expect, it } from 'vitest';
import { collected, gif, lines, png, repositoryOf } from './reading.ts';

const mega = 1024 * 1024;

describe('a hostile repository', () => {
  it('gives nothing from outside itself, whatever names it', async () => {
    const { documents, navigations, images, findings } = await collected(
      repositoryOf({
        'mkdocs.yml': 'docs_dir: docs/../..\nnav: [../../etc/passwd]\n',
        'docs/a.md': '![](../../../etc/passwd) ![](/../../etc/passwd) ![](%2e%2e/%2e%2e/etc/passwd) ![](file:///etc/passwd) <img src="..\\..\\etc\\passwd"> [x](../../../../etc/shadow)',
        'docs/passwd.md': { link: '../../../../etc/passwd' },
        'docs/passwd.png': { link: '/etc/passwd' },
        'docs/sub': { submodule: 'a'.repeat(40) },
        'docs/b.md': '![](passwd.png) [x](sub/README.md)',
      }),
    );
    expect(documents.map(({ path, linked }) => [path, linked])).toEqual([['docs/a.md', []], ['docs/b.md', ['docs/passwd.png']]]);
    expect([navigations, images]).toEqual([[], []]);
    expect(lines(findings)).toEqual(['ALM0743 mkdocs.yml:1 mkdocs.yml names `docs/../..` as docs_dir, which leads out of the repository']);
  });

  it('shows 256 KB of a document of 10 MB, and says so', async () => {
    const { documents, findings, pages } = await collected(repositoryOf({ 'README.md': `# x\n${'- ä\n'.repeat(2.5 * mega)}` }));
    const [readme] = documents;
    expect(readme?.cut).toBe(true);
    expect(Buffer.byteLength(readme?.text ?? '')).toBeLessThanOrEqual(256 * 1024);
    expect(readme?.text.endsWith('- ä\n')).toBe(true);
    expect(lines(findings)).toEqual(['ALM0740 README.md README.md has 13 MB, of which the first 262 kB are shown']);
    expect(pages.join('').length).toBeLessThan(mega);
  });

  it('has no more documents than are read of one, the READMEs and the higher ones first', async () => {
    const files = { 'README.md': '# x', 'docs/deep/er/a.md': '# a', 'docs/b.md': '# b', 'docs/deep/c.md': '# c' };
    const { documents, findings } = await collected(repositoryOf(files), { limits: { documents: 2 } });
    expect(documents.map(({ path }) => path)).toEqual(['README.md', 'docs/b.md']);
    expect(lines(findings)).toEqual(['ALM0741 docs/deep/c.md 2 documents of github.com/acme/payments are not shown: docs/deep/c.md, docs/deep/er/a.md']);
    const bytes = await collected(repositoryOf(files), { limits: { totalBytes: 6 } });
    expect(bytes.documents.map(({ path }) => path)).toEqual(['README.md', 'docs/b.md']);
  });

  it('has no document that is no text', async () => {
    const { documents, findings } = await collected(repositoryOf({ 'docs/a.md': png, 'docs/b.md': Buffer.from([0xff, 0xfe, 0x23, 0, 0x20, 0, 0x62, 0]), 'docs/c.md': Buffer.from('# Gr\xfc\xdfe', 'latin1') }));
    expect(documents.map(({ path, text }) => `${path} ${text}`)).toEqual(['docs/b.md # b', 'docs/c.md # Grüße']);
    expect(lines(findings)).toEqual(['ALM0741 docs/a.md 1 document of github.com/acme/payments is not shown: docs/a.md']);
  });

  it('leaves out names with control characters', async () => {
    const { documents } = await collected(repositoryOf({ 'docs/a\nb.md': '# x', 'docs/\x1b[2J.md': '# x', 'docs/\xff.md': '# x', 'docs/good.md': '# x' }));
    expect(documents.map(({ path }) => path)).toEqual(['docs/good.md']);
  });

  it('cannot exhaust the reader of a mkdocs.yml', async () => {
    const bomb = `a: &a [x, x, x, x, x, x, x, x, x, x]\n${Array.from({ length: 9 }, (_, n) => `${String.fromCharCode(98 + n)}: &${String.fromCharCode(98 + n)} [${`*${String.fromCharCode(97 + n)}, `.repeat(10)}]`).join('\n')}\nnav: *j\n`;
    const files = { 'a/mkdocs.yml': bomb, 'b/mkdocs.yml': `nav: ${'['.repeat(100_000)}`, 'c/mkdocs.yml': `nav: []\n#${'x'.repeat(300_000)}`, 'd/mkdocs.yml': 'nav: &a [*a]\n', 'e/mkdocs.yml': png };
    const { navigations, findings } = await collected(repositoryOf(files));
    expect(navigations).toEqual([]);
    expect(lines(findings)).toEqual([
      expect.stringMatching(/^ALM0742 a\/mkdocs\.yml:\d+ a\/mkdocs\.yml has aliases that add up to more than 1 million characters$/),
      'ALM0742 b/mkdocs.yml b/mkdocs.yml is nested too deep to be parsed',
      'ALM0742 c/mkdocs.yml c/mkdocs.yml has 300009 bytes, more than is read of such a file',
      expect.stringMatching(/^ALM0742 d\/mkdocs\.yml:1 d\/mkdocs\.yml is not valid YAML: /),
      'ALM0742 e/mkdocs.yml e/mkdocs.yml is no text',
    ]);
  });

  it('runs nothing that a mkdocs.yml names', async () => {
    const { navigations } = await collected(repositoryOf({ 'mkdocs.yml': 'site_name: !!python/object/apply:os.system ["touch /tmp/owned"]\nhooks: [x.py]\nnav:\n  - __proto__: a.md\n  - constructor: b.md\n', 'docs/a.md': '# a' }));
    expect(navigations).toMatchObject([{ file: 'mkdocs.yml', siteName: 'touch /tmp/owned' }]);
    expect(Object.hasOwn(Object.prototype, 'a.md')).toBe(false);
  });
});

describe('images', () => {
  const show = (...names: readonly string[]): Record<string, string> => ({ 'docs/a.md': names.map((name) => `![](${name})`).join('\n') });

  it('are what their bytes say', async () => {
    const { images, findings } = await collected(
      repositoryOf({
        ...show('page.png', 'really.jpg', 'photo.html', 'lfs.png', 'none.png'),
        'docs/page.png': '<!doctype html><script>alert(1)</script>',
        'docs/really.jpg': png,
        'docs/photo.html': gif,
        'docs/lfs.png': 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n',
        'docs/unused.png': png,
      }),
    );
    expect(images.map(({ path, mediaType }) => `${path} ${mediaType}`)).toEqual(['docs/really.jpg image/png', 'docs/photo.html image/gif']);
    expect(lines(findings)).toEqual([
      'ALM0746 docs/page.png docs/page.png, which docs/a.md names, is no image, whatever its name says',
      'ALM0746 docs/lfs.png docs/lfs.png, which docs/a.md names, is kept in Git LFS, which the clone was made without',
    ]);
  });

  it('are refused when they are large, one by one and together', async () => {
    const large = Buffer.concat([png, Buffer.alloc(600 * 1024)]);
    const one = await collected(repositoryOf({ ...show('large.png'), 'docs/large.png': large }));
    expect([one.images.length, ...lines(one.findings)]).toEqual([0, 'ALM0746 docs/large.png docs/large.png, which docs/a.md names, is larger than 524 kB']);
    const all = await collected(repositoryOf({ ...show('1.png', '2.png', '3.png'), 'docs/1.png': png, 'docs/2.png': png, 'docs/3.png': png }), { limits: { imagesBytes: png.length * 2, findings: 25 } });
    expect(all.images.map(({ path }) => path)).toEqual(['docs/1.png', 'docs/2.png']);
    expect(lines(all.findings)).toEqual(['ALM0746 docs/3.png docs/3.png, which docs/a.md names, is beyond the 0.1 kB of images that are carried over of one repository']);
  });

  it('that are refused by the hundred are counted', async () => {
    const names = Array.from({ length: 30 }, (_, n) => `${n}.png`);
    const { findings } = await collected(repositoryOf({ ...show(...names), ...Object.fromEntries(names.map((name) => [`docs/${name}`, `<html>${name}`])) }));
    expect(findings.length).toBe(26);
    expect(findings.at(-1)?.what).toBe('5 more images of github.com/acme/payments are not carried over');
  });

  it('are found from the root of a documentation site, as its generator serves them', async () => {
    const { images } = await collected(repositoryOf({ ...show('/logo.png', '/shot.png'), 'docs/public/logo.png': png, 'shot.png': png }));
    expect(images.map(({ path }) => path)).toEqual(['docs/public/logo.png', 'shot.png']);
  });
});
