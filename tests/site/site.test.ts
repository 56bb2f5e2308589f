import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { repositoryPath } from '../../src/edition/routes.ts';
import { contentSecurityPolicy } from '../../src/layouts/policy.ts';
import { componentName, repositoryName } from './entities.ts';
import { hostileId, image, longWord, script } from './hostile.ts';
import { byId, elements, fileOf, pageAt, renderSynthetic, textOf, type Rendered } from './rendered.ts';

let site: Rendered;
beforeAll(async () => {
  site = await renderSynthetic({ components: 14, hostile: true, pageSize: 10, siteUrl: 'https://almanac.example/almanac/' }, '/almanac/');
});
afterAll(() => site.remove());

const component = (n: number): string => `catalog/component/default/${componentName(n)}/`;
const hidden = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u200B\u200E\u200F\u202A-\u202E\u2066-\u2069]/;

/** The search page has its own tests; pages that search renders in the browser are its concern. */
const all = () => [...site.pages].filter(([path]) => path !== 'search/');

describe('every page', () => {
  test('each kind of page exists', () => {
    const kinds = ['', '404.html', 'browse/component/', 'browse/component/2/', 'browse/api/', 'browse/user/', 'browse/repository/', 'data-quality/', 'data-quality/alm0305/', 'api/', 'provenance/', component(0),
      'catalog/api/default/payments-api/', 'catalog/resource/default/orders-database/', 'catalog/system/default/payments/', 'catalog/domain/default/commerce/', 'catalog/capability/default/deploy-a-service/', 'catalog/group/default/team-payments/', 'catalog/user/default/on-call/', repositoryPath(repositoryName(0)), repositoryPath(hostileId)];
    for (const path of kinds) expect([...site.pages.keys()]).toContain(path);
  });

  test('the policy comes first and forbids everything inline', () => {
    expect(contentSecurityPolicy()).toBe("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; manifest-src 'self'; worker-src 'self'");
    for (const [path, page] of all()) {
      const [charset, policy] = elements(page, 'meta');
      expect(charset?.attribs['charset'], path).toBe('utf-8');
      expect(policy?.attribs, path).toEqual({ 'http-equiv': 'Content-Security-Policy', content: contentSecurityPolicy() });
    }
  });

  test('only a preview may have styles in the page', () => {
    expect(contentSecurityPolicy(true)).toContain("style-src 'self' 'unsafe-inline'");
    for (const [path, page] of site.pages) expect(elements(page, 'meta')[1]?.attribs['content'], path).not.toContain('unsafe');
  });

  test('nothing is inline: no style, no script, no handler', () => {
    for (const [path, page] of all()) {
      expect(elements(page, 'style'), path).toEqual([]);
      for (const element of elements(page)) {
        for (const name of Object.keys(element.attribs)) expect(name, `${path} <${element.name}>`).not.toMatch(/^(on|style$|srcdoc$)/);
      }
      for (const element of elements(page, 'script')) {
        expect(textOf(element), path).toBe('');
        expect(element.attribs['src'], path).toMatch(/^\/almanac\/_astro\/(theme|Tools|SearchLoader)\.[\w.-]+\.js$/);
      }
      for (const name of ['img', 'iframe', 'object', 'embed', 'base', 'video', 'audio']) expect(elements(page, name), path).toEqual([]);
    }
  });

  test('what a page loads comes from this site, below its base, and is there', () => {
    for (const [path, page] of all()) {
      const loaded = [...elements(page, 'link').filter(({ attribs }) => attribs['rel'] !== 'canonical').map(({ attribs }) => attribs['href']), ...elements(page, 'script').map(({ attribs }) => attribs['src'])];
      // Styles, icon, theme and search; styles of its own, and where there is a table to sort, its script.
      expect(loaded.length, path).toBeLessThanOrEqual({ 'design/': 7, 'docs/': 5 }[path] ?? (textOf(page).includes('Sort by') ? 5 : 4));
      for (const address of loaded) expect(fileOf(site, address ?? ''), `${path}: ${address}`).toBeDefined();
    }
  });

  test('one small stylesheet and one small script serve the whole site', () => {
    const assets = [...site.files].filter(([path]) => path.startsWith('_astro/') && !/_astro\/(search|dialog|marks|worker)/.test(path));
    const sizes = (ending: string) => assets.filter(([path]) => path.endsWith(ending)).map(([, text]) => text.length);
    expect(sizes('.css').filter((size) => size > 27_000)).toEqual([]);
    expect(sizes('.js').filter((size) => size > 6_000)).toEqual([]);
    expect([...site.files.values()].join('')).not.toMatch(/@import|url\(\s*["']?https?:/);
  });

  test('it says what it is: language, title, description, canonical address, landmarks, one heading', () => {
    const titles = new Map<string, string>();
    for (const [path, page] of all()) {
      expect(elements(page, 'html')[0]?.attribs['lang'], path).toBe('en');
      const title = elements(page, 'title').map(textOf).join('|');
      expect(titles.get(title), `${path} has the title of another page: ${title}`).toBeUndefined();
      titles.set(title, path);
      expect(elements(page, 'h1').length, path).toBe(1);
      for (const name of ['main', 'header', 'footer', 'nav']) expect(elements(page, name).length, `${path} ${name}`).toBeGreaterThan(0);
      expect(elements(page, 'main').length, path).toBe(1);
      expect(elements(page, 'a')[0]?.attribs, path).toEqual({ class: 'skip', href: '#main' });
      expect(elements(page, 'meta').find(({ attribs }) => attribs['name'] === 'referrer')?.attribs['content'], path).toBe('no-referrer');
      expect(textOf(page), path).toContain('Edition of 21 November 2026, 03:00 UTC');
      const canonical = elements(page, 'link').find(({ attribs }) => attribs['rel'] === 'canonical')?.attribs['href'];
      expect(canonical, path).toBe(path === '404.html' ? undefined : `https://almanac.example/almanac/${path}`);
    }
  });

  test('every link and anchor inside the site leads somewhere', () => {
    for (const [path, page] of all()) {
      for (const { attribs } of elements(page, 'a')) {
        const link = attribs['href'] ?? '';
        if (/^https:/.test(link)) {
          expect(attribs['rel'], `${path}: ${link}`).toBe('nofollow noopener noreferrer');
          continue;
        }
        if (link.startsWith('/almanac/search/') || link.startsWith('/almanac/api/v1/schemas/')) continue;
        expect(link, path).toMatch(/^(#|\/almanac\/)/);
        const url = new URL(link, `http://site.test/almanac/${path}`);
        const file = fileOf(site, url.pathname);
        expect(file, `${path}: ${link}`).toBeDefined();
        const target = site.pages.get((file ?? '').replace(/index\.html$/, ''));
        if (url.hash !== '' && target !== undefined) expect(byId(target, decodeURIComponent(url.hash.slice(1))), `${path}: ${link}`).toBeDefined();
      }
      for (const { attribs } of elements(page, 'form')) expect(attribs, path).toMatchObject({ action: '/almanac/search/', method: 'get' });
      const ids = elements(page).flatMap(({ attribs }) => (attribs['id'] === undefined ? [] : [attribs['id']]));
      expect(new Set(ids).size, `${path} uses an id twice`).toBe(ids.length);
    }
  });

  test('no path of the machine is in the output', () => {
    for (const [path, text] of site.files) {
      expect(text.includes(site.folder), path).toBe(false);
      expect(text.includes(import.meta.dirname.replace(/tests.*$/, 'src')), path).toBe(false);
    }
  });
});

describe('text from repositories', () => {
  test('stays text', () => {
    const page = pageAt(site, 'catalog/component/default/hostile/');
    expect(textOf(page)).toContain(script);
    expect(textOf(page)).toContain(image);
    expect(textOf(page)).toContain(longWord);
    expect(textOf(pageAt(site, repositoryPath(hostileId)))).toContain(script);
  });

  test('cannot hide: controls and marks of direction are shown by name, in titles and attributes too', () => {
    for (const [path, text] of site.files) expect(hidden.test(text.replace(/[\t\n]/g, '')), path).toBe(false);
    const page = pageAt(site, 'catalog/component/default/hostile/');
    expect(elements(page, 'title').map(textOf).join('')).toContain('safe[U+202E]gnp.exe[U+202C]');
    expect(textOf(page)).toContain('[U+200B]zero[U+0007]bell');
  });

  test('is a link only if it is an address of the web without a password', () => {
    const page = pageAt(site, 'catalog/component/default/hostile/');
    const links = elements(page, 'a').map(({ attribs }) => attribs['href'] ?? '').filter((link) => !/^(#|\/almanac\/)/.test(link));
    expect(links).toEqual(['https://ok.example/%22onmouseover=%22alert(1)', 'https://xn--80ak6aa92e.example/[U+202E]gnp']);
    expect(textOf(page)).toContain('Runbook javascript:alert(1) (not a web address, so not a link)');
    expect(textOf(page)).toContain('With a password https://user:secret@evil.example/ (not');
  });

  test('values that are not of their type are shown as they are', () => {
    const page = pageAt(site, repositoryPath(hostileId));
    expect(textOf(byId(page, 'fact-repository.commits') ?? page)).toContain('many');
    expect(textOf(byId(page, 'fact-repository.lastCommitAt') ?? page)).toContain('yesterday');
    expect(textOf(byId(page, 'fact-repository.remoteUrl') ?? page)).toContain('javascript:alert(7)');
  });
});

describe('what a number owes its reader', () => {
  test('each fact shows source, collector, version, times and age under its anchor', () => {
    const page = pageAt(site, repositoryPath(repositoryName(6)));
    expect(textOf(byId(page, 'fact-repository.license') ?? page)).toBe('LicenceLicence by SPDX id Apache-2.0 git clone of orders-batch-6git 1.0.018 November 2026, 03:00 UTCsince 4 March 2026, 03:00 UTC3 days oldgit fetch: the remote hung up');
    expect(textOf(byId(page, 'fact-repository.archived') ?? page)).toBe('ArchivedTrue if the host marks it as archived');
    expect(textOf(page)).toContain('1 fact that no source gives ArchivedTrue if');
  });

  test('an old source is marked with its age, and past its limit values are unknown', () => {
    expect(textOf(pageAt(site, repositoryPath(repositoryName(6))))).toContain('last read on 18 November 2026, 3 days before this edition. What is shown is what was read then. Reason: git fetch: the remote hung up');
    const lost = textOf(pageAt(site, repositoryPath(repositoryName(12))));
    expect(lost).toContain('50 days old');
    expect(lost).toContain('Unknown (the source could not be read for 50 days): Default branch, Last commit,');
  });

  test('withheld weeks are shown as withheld', () => {
    const page = pageAt(site, repositoryPath(repositoryName(0)));
    expect(textOf(page)).toContain('2026-W10withheldwithheld');
    expect(textOf(page)).toContain('Outlined weeks had commits, but from so few people that the counts are withheld.');
    const chart = elements(page, 'svg').find(({ attribs }) => attribs['class'] === 'weeks');
    expect(chart?.attribs['aria-label']).toMatch(/^Commits in \d+ of the last 52 weeks; most in 2026-W\d\d: \d+; counts of \d+ withheld$/);
  });

  test('owners come with all evidence, and a disagreement is said', () => {
    const page = pageAt(site, component(1));
    expect(textOf(page)).toContain('sources disagree');
    expect(textOf(page)).toContain('@acme/team-search');
    expect(elements(page, 'a').map(({ attribs }) => attribs['href'])).toContain(`https://${repositoryName(1)}/blob/main/.github/CODEOWNERS#L1`);
    expect(textOf(pageAt(site, 'catalog/component/default/nothing/'))).toContain('No source names an owner. Set spec.owner');
  });

  test('an inferred component says so and how to declare it', () => {
    expect(textOf(pageAt(site, component(2)))).toMatch(/No catalog file declares this component.*apiVersion: backstage\.io\/v1alpha1/);
    expect(textOf(pageAt(site, component(0)))).not.toContain('No catalog file declares');
  });
});

describe('lists and files', () => {
  test('lists lead to every entity and from page to page', () => {
    const second = pageAt(site, 'browse/component/2/');
    const rel = (name: string) => elements(second, 'a').find(({ attribs }) => attribs['rel'] === name)?.attribs['href'];
    expect([rel('prev'), rel('next')]).toEqual(['/almanac/browse/component/', undefined]);
    const listed = ['browse/component/', 'browse/component/2/'].flatMap((path) => elements(pageAt(site, path), 'a').map(({ attribs }) => attribs['href']));
    for (const path of site.pages.keys()) if (path.startsWith('catalog/component/')) expect(listed).toContain(`/almanac/${path}`);
  });

  test('a team page lists what it owns', () => {
    expect(textOf(pageAt(site, 'catalog/group/default/team-payments/'))).toContain('Component 3');
    expect(textOf(pageAt(site, 'catalog/group/default/team-new/'))).toContain('Nothing yet. Name team-new as spec.owner');
  });

  test('the sitemap names every page, robots.txt the sitemap', () => {
    const locations = [...(site.files.get('sitemap.xml') ?? '').matchAll(/<loc>https:\/\/almanac\.example\/almanac\/(.*?)<\/loc>/g)].map(([, path]) => path ?? '');
    expect([...locations, '404.html'].sort()).toEqual([...new Set([...site.pages.keys(), 'search/'])].sort().map((path) => path.replaceAll('&', '&amp;').replaceAll("'", '&apos;')));
    expect(site.files.get('robots.txt')).toBe('User-agent: *\nAllow: /\nSitemap: https://almanac.example/almanac/sitemap.xml\n');
  });
});
