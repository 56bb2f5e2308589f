import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstHeading, plainText } from '../../src/documents/repositories/heading.ts';
import { linkTargets } from '../../src/documents/repositories/link-targets.ts';
import { navEntries, type NavEntry } from '../../src/documents/repositories/mkdocs-nav.ts';
import { PagePaths, safePath } from '../../src/documents/repositories/page-paths.ts';
import { resolveRelative } from '../../src/documents/repositories/relative-path.ts';
import '../seed.ts';

describe('a link of a repository', () => {
  it.each([
    ['docs/a.md', 'b.md', 'docs/b.md'],
    ['docs/a.md', './b.md#x', 'docs/b.md'],
    ['docs/a.md', '../README.md?raw=true', 'README.md'],
    ['docs/a.md', '/src/main.ts', 'src/main.ts'],
    ['docs/a.md', '..', ''],
    ['README.md', 'docs/', 'docs'],
    ['README.md', 'a%20b%23.md', 'a b#.md'],
    ['README.md', '100%.md', '100%.md'],
    ['a/b/c.md', '../../d.md', 'd.md'],
  ])('in %s to %s leads to "%s"', (from, target, path) => {
    expect(resolveRelative(from, target)).toMatchObject({ type: 'file', path });
  });

  it.each([
    ['docs/a.md', '../../x', 'outside'],
    ['docs/a.md', '%2e%2e/%2e%2e/x', 'outside'],
    ['docs/a.md', '/../x', 'outside'],
    ['README.md', '..', 'outside'],
    ['README.md', '#x', 'elsewhere'],
    ['README.md', 'https://example.com/', 'elsewhere'],
    ['README.md', '//example.com/x', 'elsewhere'],
    ['README.md', 'javascript:alert(1)', 'elsewhere'],
    ['README.md', '..\\..\\x', 'elsewhere'],
    ['README.md', 'a%00b', 'elsewhere'],
    ['README.md', '', 'elsewhere'],
  ])('in %s to "%s" leads %s', (from, target, type) => {
    expect(resolveRelative(from, target).type).toBe(type);
  });

  it('never leaves the repository, however it is written', () => {
    const part = fc.oneof(fc.constantFrom('..', '.', '', '%2e%2e', '%2E.', '..%2f', '%5c', '\\', '~', '...', 'a', 'docs', '.git', '%', '?', '#', ':'), fc.string({ maxLength: 4 }));
    const path = fc.array(part, { maxLength: 8 }).map((parts) => parts.join('/'));
    fc.assert(
      fc.property(fc.constantFrom('README.md', 'docs/a.md', 'a/b/c/d.md'), path, (from, target) => {
        const resolved = resolveRelative(from, target);
        if (resolved.type !== 'file') return;
        expect(resolved.path).not.toMatch(/(?:^|\/)\.{1,2}(?:\/|$)|^\/|\/$|\/\/|[\0\\]/);
        // Saying it from the root gives the same file.
        const again = resolveRelative('README.md', `/${resolved.path.split('/').map(encodeURIComponent).join('/')}`);
        expect(again).toEqual({ ...resolved, rooted: true });
      }),
      { numRuns: 1000 },
    );
  });
});

describe('the targets of a text', () => {
  const found = (text: string): string[] => linkTargets(text).map(({ target, image }) => `${image ? '!' : ''}${target}`);

  it('are those of links, images, definitions and raw HTML', () => {
    expect(found('[a](b.md) ![c](d.png "t") [e](<f g.md>) [h](i(j).md) [k]( l.md )')).toEqual(['b.md', '!d.png', 'f g.md', 'i(j).md', 'l.md']);
    expect(found('[a][b]\n\n[b]: c.md "t"\n> [d]: <e.md>\n[f]:\n  g.md')).toEqual(['c.md', 'e.md', 'g.md']);
    expect(found('<img alt="x" src = \'a.png\'><a href=b.md>x</a><source srcset="c.png, d.png 2x"><img src="e.png?a&amp;b">')).toEqual(['!a.png', 'b.md', '!c.png', '!d.png', '!e.png?a&b']);
    expect(found('[![badge](a.svg)](b.md)')).toEqual(['!a.svg', 'b.md']);
    expect(found('[a\\](b.md) [c](d\\).md) [e](f\ng.md)')).toEqual(['b.md', 'd).md', 'f']);
  });

  it('are not more than a document can need', () => {
    expect(linkTargets(Array.from({ length: 20_000 }, (_, n) => `[x](${n}.md)`).join(' ')).length).toBe(5000);
  });

  it.each(['](', '![](', '[a]:', '<img src=', 'src="', '](<', ']((((', '\n[', ' src ', '[x]: \n'])('take time that grows with the text alone: %j', (part) => {
    expect(linkTargets(part.repeat(60_000)).length).toBeLessThanOrEqual(5000);
  });
});

describe('the title of a text', () => {
  it.each([
    ['# One `two` [three](x.md) **four** {#five} ##\n', 'One two three four', true],
    ['\n\nOne\n===\n', 'One', true],
    ['![logo](x.png)\n\n# One\n', 'One', false],
    ['<h1 align="center">\n  <img src="x.png">\n  One <em>two</em>\n</h1>\n\n# Three', 'One two', false],
    ['```sh\n# no title\n```\n\n# One', 'One', false],
    ['# <img src="x.png">\n\n# One', 'One', false],
    ['#no\n\n## no\n\n    # no\n', undefined, undefined],
    ['', undefined, undefined],
  ])('%j is %s', (text, title, first) => {
    expect(firstHeading(text)).toEqual(title === undefined ? undefined : { text: title, first });
  });

  it.each(['# ', '<h1>', '<h1', '===\n', '[', '![](', '`', '**', '<h1></h1>'])('takes time that grows with the text alone: %j', (part) => {
    firstHeading(part.repeat(100_000));
    expect(plainText(part.repeat(50)).length).toBeLessThanOrEqual(part.length * 50);
  });
});

describe('the address of a page', () => {
  const paths = (...places: readonly (readonly string[])[]): string[] => {
    const pages = new PagePaths('github.com/acme/x');
    return places.map((place) => pages.page(place));
  };

  it('is the first that is free, whatever the case', () => {
    expect(paths([''], ['', 'index'], ['guide'], ['Guide', 'docs/Guide'], ['guide'])).toEqual([
      'repositories/github.com/acme/x/docs/',
      'repositories/github.com/acme/x/docs/index/',
      'repositories/github.com/acme/x/docs/guide/',
      'repositories/github.com/acme/x/docs/docs/Guide/',
      'repositories/github.com/acme/x/docs/guide-2/',
    ]);
  });

  it('is never that of a file which the site makes of another page', () => {
    expect(paths(['guide'], ['guide.json/x'], ['guide.md/y'])).toEqual(['repositories/github.com/acme/x/docs/guide/', 'repositories/github.com/acme/x/docs/guide-json/x/', 'repositories/github.com/acme/x/docs/guide-md/y/']);
  });

  it('of an image has the ending of what it is', () => {
    const pages = new PagePaths('github.com/acme/x');
    expect([pages.image('a/b.PNG', 'image/jpeg'), pages.image('c.html', 'image/gif'), pages.image('d.svg', 'image/png'), pages.image('e.png', 'image/svg+xml'), pages.image('C.html.gif', 'image/gif')]).toEqual([
      'media/github.com/acme/x/a/b.PNG',
      'media/github.com/acme/x/c.html.gif',
      'media/github.com/acme/x/d.svg.png',
      'media/github.com/acme/x/e.png.svg',
      'media/github.com/acme/x/C.html.gif.2.gif',
    ]);
  });

  it('fits into any file system, and no two are the same', () => {
    const segment = fc.oneof(fc.string({ minLength: 1, maxLength: 300, unit: 'binary' }), fc.constantFrom('..', '.', 'a', '文書'.repeat(60), 'x'.repeat(300), 'index', 'guide.md', 'guide.json')).map((text) => text.replaceAll('/', '-'));
    const place = fc.array(segment, { minLength: 1, maxLength: 6 }).map((parts) => parts.join('/'));
    fc.assert(
      fc.property(fc.array(place, { maxLength: 10 }), (places) => {
        const made = paths(...places.map((one) => [one]));
        expect(new Set(made.map((path) => path.toLowerCase())).size).toBe(made.length);
        for (const path of made) {
          expect(path.length).toBeLessThan(2000);
          for (const part of path.split('/').slice(0, -1)) {
            expect(part.length).toBeLessThan(250);
            expect(part).toMatch(/^[\w.!'()*@+~-]+$/);
            expect(['.', '..']).not.toContain(part);
          }
        }
      }),
      { numRuns: 200 },
    );
    expect(safePath('short/path.md')).toBe('short/path.md');
  });
});

describe('the entries of a navigation', () => {
  const json = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof({ maxDepth: 6 }, fc.constantFrom('a.md', '../x.md', '../../..', '/etc/passwd', 'https://x.example/', 'javascript:alert(1)', '!include ../../x.yml', '*', '', null, 1), fc.string({ maxLength: 5 }), fc.array(tie('value'), { maxLength: 4 }), fc.dictionary(fc.string({ maxLength: 4 }), tie('value'), { maxKeys: 3 })),
  })).value;

  it('lead into the docs, to the web, or nowhere', () => {
    const visit = ({ target, items }: NavEntry): void => {
      if (target?.type === 'file') expect(target.path === 'a/docs' || target.path.startsWith('a/docs/')).toBe(true);
      if (target?.type === 'include') expect(target.path).not.toMatch(/^\.\.|^\//);
      if (target?.type === 'url') expect(target.url).toMatch(/^https?:\/\//i);
      items.forEach(visit);
    };
    fc.assert(fc.property(json, (nav) => navEntries(nav, 'a/docs', 'a/mkdocs.yml').forEach(visit)), { numRuns: 500 });
  });

  it('end somewhere, however deep they are', () => {
    let nav: unknown = 'a.md';
    for (let level = 0; level < 5000; level++) nav = [{ x: nav }];
    expect(JSON.stringify(navEntries(nav, 'docs', 'mkdocs.yml')).length).toBeLessThan(10_000);
  });
});
