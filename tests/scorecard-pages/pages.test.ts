import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openEdition } from '../../src/edition/read.ts';
import { contentSecurityPolicy } from '../../src/layouts/policy.ts';
import { scorecardPagePaths } from '../../src/components/scorecards/routes.ts';
import { componentName } from '../site/entities.ts';
import { image, longWord, script } from '../site/hostile.ts';
import { byId, elements, fileOf, pageAt, renderSynthetic, textOf } from '../site/rendered.ts';
import type { Element, Rendered } from '../site/rendered.ts';
import { renderScorecards } from './rendered.ts';

let site: Rendered;
beforeAll(async () => {
  site = await renderScorecards({ components: 14, hostile: true, pageSize: 10, siteUrl: 'https://almanac.example/almanac/' }, '/almanac/');
});
afterAll(() => site.remove());

const component = (n: number): string => `catalog/component/default/${componentName(n)}/`;
const all = () => [...site.pages].filter(([path]) => path !== 'search/');
const card = 'scorecards/production-readiness/';
const hidden = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u200B\u200E\u200F\u202A-\u202E\u2066-\u2069]/;

function section(path: string, id: string): Element {
  const found = byId(pageAt(site, path), id);
  if (found === undefined) throw new Error(`${path} has nothing with the id ${id}`);
  return found;
}

const ofClass = (node: Element, name: string): Element[] => elements(node).filter(({ attribs }) => (attribs['class'] ?? '').split(' ').includes(name));

describe('every page', () => {
  test('each page of scorecards exists, and the list for the sitemap names them all', () => {
    const own = [...site.pages.keys()].filter((path) => /^(scorecards|scorecard-changes|campaigns|controls|decisions)\//.test(path));
    expect(scorecardPagePaths(openEdition(site.edition)).sort()).toEqual(own.sort());
    for (const path of ['scorecards/', card, `${card}entities/`, `${card}entities/2/`, `${card}checks/check-0/`, 'campaigns/', 'campaigns/late/', 'controls/', 'decisions/', 'scorecard-changes/']) expect(own).toContain(path);
  });

  test('nothing is inline, and no element runs, embeds or draws from elsewhere', () => {
    for (const [path, page] of all()) {
      expect(elements(page, 'meta')[1]?.attribs['content'], path).toBe(contentSecurityPolicy());
      for (const name of ['style', 'img', 'iframe', 'object', 'embed', 'base']) expect(elements(page, name), `${path} ${name}`).toEqual([]);
      for (const { attribs } of elements(page, 'script')) expect(attribs['src'], path).toMatch(/^\/almanac\/_astro\//);
      for (const element of elements(page)) {
        for (const name of Object.keys(element.attribs)) expect(name, `${path} <${element.name}>`).not.toMatch(/^(on|style$|srcdoc$)/);
      }
    }
  });

  test('titles are unique, ids too, and there is one first heading', () => {
    const titles = new Map<string, string>();
    for (const [path, page] of all()) {
      const title = elements(page, 'title').map(textOf).join('|');
      expect(titles.get(title), `${path}: ${title}`).toBeUndefined();
      titles.set(title, path);
      expect(elements(page, 'h1').length, path).toBe(1);
      const ids = elements(page).flatMap(({ attribs }) => (attribs['id'] === undefined ? [] : [attribs['id']]));
      expect(new Set(ids).size, path).toBe(ids.length);
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
    }
  });

  test('hostile text stays text, cannot hide and makes no link', () => {
    for (const [path, text] of site.files) expect(hidden.test(text.replace(/[\t\n]/g, '')), path).toBe(false);
    for (const path of ['scorecards/hostile/', 'scorecards/hostile/checks/bad-0/', component(0), 'campaigns/late/', 'controls/', 'decisions/', 'scorecard-changes/']) expect(textOf(pageAt(site, path)), path).toContain(script);
    expect(textOf(pageAt(site, 'scorecards/hostile/checks/bad-0/'))).toContain('javascript:alert(2)');
    expect(textOf(pageAt(site, 'controls/'))).toContain(longWord);
    expect(textOf(section(component(0), 'scorecard-hostile'))).toContain(image);
    // The label of the badge cannot end it.
    expect(textOf(section(component(0), 'scorecard-hostile'))).toContain('[![\\<script\\>alert("almanac")\\</script\\> safe\\[U+202E\\]');
  });

  test('only pages with scorecards load their stylesheet, which is small', async () => {
    const sheets = (path: string) => elements(pageAt(site, path), 'link').filter(({ attribs }) => attribs['rel'] === 'stylesheet').length;
    expect([sheets(component(0)), sheets(card), sheets(''), sheets('catalog/user/default/on-call/'), sheets('browse/component/')]).toEqual([2, 2, 2, 1, 1]);
    const own = [...site.files].filter(([path]) => /_astro\/scorecards.*\.css$/.test(path));
    expect(own.length).toBe(1);
    expect(own[0]?.[1].length).toBeLessThan(12_000);
  });

  test('without scorecards there is no page, link or file of them', async () => {
    const plain = await renderSynthetic({ components: 2 });
    try {
      expect([...plain.pages.keys()].filter((path) => /^(scorecard|campaigns|controls|decisions)/.test(path))).toEqual([]);
      expect(textOf(pageAt(plain, ''))).not.toContain('Scorecards');
    } finally {
      plain.remove();
    }
  });
});

describe('the section of an entity', () => {
  const id = 'scorecard-production-readiness';

  test('shows the ladder, the level that may be, and the score with the raw one beside it', () => {
    const shown = section(component(0), id);
    expect(textOf(ofClass(shown, 'standing')[0] ?? shown)).toBe('No level yetGold, if repository.branchProtection and repository.reviews could be read');
    expect(ofClass(shown, 'ladder').flatMap((ladder) => elements(ladder, 'li')).map(textOf)).toEqual(['Bronze not yet, 2 of 4', 'Silver not yet, 2 of 4', 'Gold not yet, 3 of 4']);
    expect(textOf(shown)).toContain('Score 78% (71.1% without exemptions), upper quarter of its peers.');
    expect(textOf(section(component(1), id))).toContain('Score 78%, middle half of its peers.');
    expect(ofClass(section(component(3), id), 'reached').map((level) => textOf(level).split(',')[0])).toEqual(['Bronze reached', 'Silver reached', 'Gold reached']);
    expect(textOf(section(component(3), id))).toContain('Nothing to do: it is at the highest level.');
  });

  test('what to do next comes with verdict, fix in one click and how many peers pass', () => {
    const next = ofClass(section(component(1), id), 'next')[0];
    const step = elements(next ?? section(component(1), id), 'li')[0];
    expect(textOf(next ?? section(component(1), id))).toContain('What to do next, to reach Silver');
    expect(textOf(step ?? section(component(1), id))).toMatch(/^Fail .* How to fix it 32 of 41 peers pass$/);
    expect(elements(step ?? section(component(1), id), 'a').map(({ attribs }) => attribs['href'])).toContainEqual(expect.stringMatching(/^https:\/\/handbook\.acme\.example\/fix\/check-\d+$/));
  });

  test('every verdict is a word, with its evidence, exemption and announcement', () => {
    const texts = Array.from({ length: 9 }, (_, n) => textOf(section(component(n), id))).join(' ');
    for (const word of ['Pass', 'Fail', 'Unknown', 'Exempt', 'Not applicable']) expect(texts).toContain(word);
    expect(texts).toContain('Exempt, otherwise fail: Frozen until the move to the new platform is done. Approved by the architecture board, until 3 March 2027 (102 days left).');
    expect(texts).toContain('Every change is reviewed counts from 1 January 2027');
    expect(texts).toContain('2 facts, 1 unknown');
    expect(texts).toContain('repository.branchProtection unknown (no source says it)');
    expect(texts).toContain('repository.license Apache-2.0 git clone');
    expect(texts).toContain('measured 214 days, at most 90 days');
  });

  test('history, and changes with their cause in words', () => {
    const text = textOf(section(component(2), id));
    expect(text).toContain('As published: Silver from 17 October 2026; before that Bronze from 1 August 2026; before that no level from 30 May 2026.');
    expect(text).toContain('20 November 2026 Level: from none to Silver (the facts changed)');
    expect(text).toContain('19 November 2026 Has a README: from Pass to Fail (the rules changed)');
    for (const cause of ['both the facts and the rules changed', 'a decision', 'joined or left']) expect(text).toContain(`(${cause})`);
  });

  test('the badge can be copied as Markdown with whole addresses', () => {
    const file = `api/v1/badges/production-readiness/component/default/${componentName(0)}.svg`;
    expect(textOf(section(component(0), id))).toContain(`[![Production readiness](https://almanac.example/almanac/${file})](https://almanac.example/almanac/${component(0)}#${id})`);
  });

  test('12 checks with two facts each take about 12 kB', () => {
    const sizes = Array.from({ length: 14 }, (_, n) => /<section class="panel scorecard" id="scorecard-production-readiness"[^]*?<\/section>/.exec(site.files.get(`${component(n)}index.html`) ?? '')?.[0].length ?? 0);
    expect(Math.min(...sizes)).toBeGreaterThan(5_000);
    expect(sizes.reduce((sum, size) => sum + size, 0) / sizes.length).toBeLessThan(12_000);
    expect(Math.max(...sizes)).toBeLessThan(12_700);
  });
});

describe('the section of a team', () => {
  const text = () => textOf(pageAt(site, 'catalog/group/default/team-payments/'));

  test('says where it stands without ranking, and what moves it most', () => {
    expect(text()).toContain('In the middle half of 12 teams by the share at the highest level (quartiles 20%, 45%, 70%).');
    expect(text()).toMatch(/Has a README Production readiness\s?Add the file that the handbook describes\. How to fix it\s?14 entities fail it/);
    expect(text()).toContain('3 levels up');
    expect(text()).toContain('score only');
    expect(text()).toContain('of 31 are shown.');
  });

  test('lists exemptions that end, campaigns, changes and feeds', () => {
    expect(text()).toContain('Has a runbook expires soon 1 entity, 30 November 2026 (9 days left)');
    expect(text()).toContain('Has a licence expired 4 entities, 1 November 2026 (20 days ago)');
    expect(text()).toContain('Gold by spring at risk 7 entities remain, due 31 March 2027');
    for (const span of ['Since yesterday', 'Since last week', 'Since last quarter']) expect(text()).toContain(span);
    const feeds = elements(pageAt(site, 'catalog/group/default/team-payments/'), 'a').filter(({ attribs }) => attribs['type'] !== undefined).map(({ attribs }) => attribs['href']);
    expect(feeds).toEqual(['/almanac/feeds/teams/default/team-payments/changes.atom', '/almanac/feeds/teams/default/team-payments/changes.json']);
  });
});

describe('pages over many', () => {
  test('a scorecard says what it asks, of whom, where everyone stands and what changed by cause', () => {
    const text = textOf(pageAt(site, card));
    expect(text).toContain("Asked of entities for which entity.kind == 'Component' && entity.lifecycle == 'production' holds. Written in scorecards/production-readiness.yaml:1");
    expect(text).toContain('Of 2 more entities it is not known whether it applies: they are not judged.');
    expect(text).toContain('a quarter has 42% or less, half has 61% or less, a quarter 83% or more');
    expect(text).toContain("By today's rules");
    expect(text).toContain('This is the first edition');
    expect(text).toContain('3 more teams are left out here');
    const bar = ofClass(section(card, 'main'), 'dist')[0];
    expect(bar?.attribs['aria-label']).toBe('Of 34: No level 4, Bronze 10, Silver 14, Gold 6');
  });

  test('the heat map is a table that the keyboard can scroll, with numbers in every cell', () => {
    const region = elements(pageAt(site, card)).find(({ attribs }) => attribs['aria-label'] === 'Heat map' && attribs['role'] === 'region');
    expect(region?.attribs['tabindex']).toBe('0');
    const rows = elements(region ?? section(card, 'main'), 'tr').map((row) => elements(row, 'td').map(textOf));
    expect(rows.length).toBe(13);
    expect(rows[2]?.slice(0, 5)).toEqual(['0/8', '1/8', '2/8', '3/8', '4/82?']);
    expect(rows[4]?.slice(0, 5)).toEqual(['–', '–', '–', '–', '2?']);
  });

  test('a check shows its expression as written, who does not pass and why, and what it is evidence for', () => {
    const text = textOf(pageAt(site, `${card}checks/check-4/`));
    expect(text).toContain("It passes where this holds: repository.license != '' && repositories.all(r, r.license in ['Apache-2.0', 'MIT'])");
    expect(text).toContain('repository.branchProtection is not known: no source says it');
    expect(textOf(pageAt(site, `${card}checks/check-5/`))).toContain('It passes where this is at most 90 days: daysSince(repository.lastCommitAt)');
    expect(textOf(pageAt(site, `${card}checks/check-0/`))).toContain('SOC2:CC8.1 Changes are authorised');
    expect(textOf(pageAt(site, `${card}checks/check-11/`))).toContain('counts from 1 January 2027');
    const headings = elements(pageAt(site, `${card}checks/check-4/`), 'h2').map(textOf);
    expect(headings.slice(1, 6).map((heading) => heading.replace(/\d+/, 'n'))).toEqual(['Fail n', 'Unknown n', 'Exempt n', 'Pass n', 'Not applicable n']);
  });

  test('campaigns show their state, why, and what remains for whom', () => {
    const words = ['not started', 'on track', 'at risk', 'late', 'target met'];
    ['not-started', 'on-track', 'at-risk', 'late', 'met'].forEach((state, at) => expect(textOf(pageAt(site, `campaigns/${state}/`))).toContain(`${words[at]} ${40 + at * 10}% are done and 90% are asked for`));
    const late = textOf(pageAt(site, 'campaigns/late/'));
    expect(late).toContain('due 1 November 2026, 20 days ago');
    expect(late).toContain('4 of 60 are shown.');
    expect(late).toContain('Without an owner 1');
    expect(textOf(pageAt(site, 'campaigns/not-started/'))).toContain('Nobody is in it');
    expect(textOf(pageAt(site, 'campaigns/met/'))).toContain('Nothing: everyone who is in it is done.');
  });

  test('controls without evidence show as such', () => {
    expect(textOf(section('controls/', 'soc2-cc7-2'))).toBe('SOC2:CC7.2Anomalies are watched forno evidenceNo check names it.');
    expect(textOf(section('controls/', 'soc2-cc8-1'))).toContain('64.3% 9 of 14');
    expect(textOf(pageAt(site, 'controls/'))).toContain('1 control has checks that give evidence; 1 has none.');
  });

  test('exemptions come by state, those that ended first', () => {
    expect(elements(pageAt(site, 'decisions/'), 'h2').map(textOf)).toEqual(['Expired 1', 'About to expire 1', 'Active 1', 'Not in force yet 1']);
    expect(textOf(pageAt(site, 'decisions/'))).toContain('expired until 1 November 2026 (20 days ago), approved by the architecture board, written in decisions/platform.yaml:14');
  });

  test('rules that changed show what they were and are', () => {
    expect(textOf(pageAt(site, 'scorecard-changes/'))).toContain('changed 19 November 2026 BeforedaysSince(repository.lastCommitAt) <= 180AfterdaysSince(repository.lastCommitAt) <= 90');
  });

  test('the home page shows each scorecard and the header leads to them', () => {
    expect(textOf(section('', 'main'))).toContain('34 entities, 12 checks, kept by Team Payments. Last seven days: 3 rose, 1 fell.');
    expect(elements(pageAt(site, component(0)), 'a').map(({ attribs }) => attribs['href'])).toContain('/almanac/scorecards/');
  });
});
