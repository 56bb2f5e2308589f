import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { documentView } from '../../src/components/documents/documentView.ts';
import { documentFrame, documentPage, type SidebarItem } from '../../src/schema/edition/document.ts';
import { entityPage } from '../../src/schema/edition/entity.ts';
import { repositoryPage } from '../../src/schema/edition/repository.ts';
import { temporaryFolder, type FileContent } from '../clones/repositories.ts';
import { gif, inputFiles, lines, nightOver, png, repositoryOf, type DocumentsEdition } from './reading.ts';

const docs = (name: string): string => `repositories/github.com/acme/${name}/docs`;

/** A folder of clones, by name. */
function clonesOf(repositories: Readonly<Record<string, Readonly<Record<string, FileContent>>>>): string {
  const folder = temporaryFolder();
  for (const [name, files] of Object.entries(repositories)) repositoryOf(files, name, folder);
  return folder;
}

function frame(edition: DocumentsEdition, id: string): string[] {
  const { title, path, about, items } = documentFrame.parse(edition.read(`documents/frames/${id}.json`));
  const below = (of: readonly SidebarItem[], indent: string): string[] =>
    of.flatMap((item) => [`${indent}${item.title}${item.path === undefined ? '' : ` ${item.path.slice('repositories/github.com/acme/'.length)}`}${item.url ?? ''}${item.collapsed === true ? ' (folded)' : ''}`, ...below(item.items ?? [], `${indent}  `)]);
  return [`${title} ${path} (${about?.ref})`, ...below(items, '')];
}

const page = (edition: DocumentsEdition, path: string) => documentPage.parse(edition.read(`documents/pages/${path}.json`));

describe('a repository with a mkdocs.yml', () => {
  const files = { ...inputFiles('payments'), 'docs/img/photo.png': png, 'docs/img/wide.gif': gif };

  it('has its navigation as the sidebar, without what leads nowhere', async () => {
    const edition = await nightOver(clonesOf({ payments: files }));
    expect(frame(edition, docs('payments'))).toEqual([
      'Payments repositories/github.com/acme/payments/docs/ (component:default/payments)',
      'Home payments/docs/',
      'Guides',
      '  Refunds payments/docs/guides/refunds/',
      'Changes payments/docs/changelog/',
      'Statushttps://status.example.com/',
      'Not in the navigation (folded)',
      '  Payments payments/docs/README/',
      '  Guides',
      '    Chargebacks payments/docs/guides/chargebacks/',
    ]);
  });

  it('has pages whose images and links lead where they did, and findings for those that led nowhere', async () => {
    const edition = await nightOver(clonesOf({ payments: files }));
    const home = page(edition, docs('payments'));
    expect(home.html).toContain('src="/media/github.com/acme/payments/docs/img/logo.svg"');
    expect(home.html).toContain('src="/media/github.com/acme/payments/docs/img/photo.png"');
    expect(readFileSync(join(edition.dir, 'site/media/github.com/acme/payments/docs/img/photo.png'))).toEqual(png);
    const readme = page(edition, `${docs('payments')}/README`);
    expect(readme.html).toContain(`href="/${docs('payments')}/"`);
    expect(readme.html).toContain('href="https://github.com/acme/payments/blob/main/LICENSE"');
    expect(readme.html).toContain('href="https://github.com/acme/payments/blob/main/src"');
    const refunds = page(edition, `${docs('payments')}/guides/refunds`);
    expect(refunds).toMatchObject({ title: 'Refunds', updatedAt: '2026-10-05T00:00:00.000Z', sourceUrl: 'https://github.com/acme/payments/blob/main/docs/guides/refunds.md', editUrl: 'https://github.com/acme/payments/edit/main/docs/guides/refunds.md', record: { kind: 'repository-doc', file: 'docs/guides/refunds.md' } });
    expect(refunds.html).toContain('href="https://github.com/acme/payments/blob/main/src/main.ts"');
    expect(lines(edition.findings).filter((line) => line.startsWith('ALM0728'))).toEqual([
      'ALM0728 docs/guides/refunds.md:5 The link `CHARGEBACKS.md` leads to docs/guides/CHARGEBACKS.md, which is not there; did you mean `chargebacks.md`?',
      'ALM0728 docs/guides/refunds.md:5 The link `nothing.md` leads to docs/guides/nothing.md, which is not there.',
      'ALM0728 docs/guides/refunds.md:5 The link `../../../other/README.md` leads out of the repository.',
      'ALM0728 docs/index.md:3 The image `img/missing.png` is not there.',
    ]);
  });

  it('is linked to from the pages of its entity and of the repository', async () => {
    const edition = await nightOver(clonesOf({ payments: files }));
    const book = { title: 'Payments', path: `${docs('payments')}/`, pages: 5 };
    expect(entityPage.parse(edition.read('entities/component/default/payments.json')).documents?.book).toEqual({ ...book, repository: 'github.com/acme/payments' });
    expect(repositoryPage.parse(edition.read('repositories/github.com/acme/payments.json')).docs).toEqual(book);
  });

  it('gives the same bytes and no new facts when nothing changed', async () => {
    const clones = clonesOf({ payments: files });
    const dataDir = join(temporaryFolder(), 'data');
    const first = await nightOver(clones, { dataDir });
    const second = await nightOver(clones, { dataDir, asOf: '2026-11-22T03:00:00.000Z' });
    expect([first.changed > 0, second.changed]).toEqual([true, 0]);
    expect(frame(second, docs('payments'))).toEqual(frame(first, docs('payments')));
    expect(page(second, docs('payments')).html).toBe(page(first, docs('payments')).html);
  });
});

describe('a repository of several components', () => {
  it('has a book for each folder that a techdocs-ref names, and one for the rest', async () => {
    const edition = await nightOver(clonesOf({ monorepo: inputFiles('monorepo') }));
    expect(frame(edition, docs('monorepo'))).toEqual([
      'monorepo repositories/github.com/acme/monorepo/docs/ (github.com/acme/monorepo)',
      'Finance monorepo/docs/',
      'How we work monorepo/docs/README/',
      'Also in this repository',
      '  Ledger monorepo/docs/services/ledger/',
      '  rates monorepo/docs/services/rates/',
    ]);
    expect(frame(edition, `${docs('monorepo')}/services/ledger`)).toEqual([
      'Ledger repositories/github.com/acme/monorepo/docs/services/ledger/ (component:default/ledger)',
      'The ledger monorepo/docs/services/ledger/',
      'Posting monorepo/docs/services/ledger/posting/',
      'Not in the navigation (folded)',
      '  Ledger monorepo/docs/services/ledger/README/',
    ]);
    const bookOf = (name: string): unknown => entityPage.parse(edition.read(`entities/component/default/${name}.json`)).documents?.book;
    expect(bookOf('ledger')).toMatchObject({ title: 'Ledger', path: `${docs('monorepo')}/services/ledger/`, pages: 3 });
    expect(bookOf('rates')).toMatchObject({ title: 'rates', path: `${docs('monorepo')}/services/rates/`, pages: 1 });
    expect(bookOf('fees')).toBeUndefined();
    expect(lines(edition.findings).filter((line) => line.startsWith('ALM075'))).toEqual(['ALM0750 services/fees/catalog-info.yaml:1 component:default/fees has the techdocs-ref `dir:.`, but there are no docs in services/fees of github.com/acme/monorepo']);
    const posting = page(edition, `${docs('monorepo')}/services/ledger/posting`);
    expect(posting.title).toBe('Posting');
    expect(posting.entities.map(({ ref }) => ref)).toEqual(['component:default/ledger']);
    expect(page(edition, `${docs('monorepo')}/services/ledger`).html).toContain(`href="/${docs('monorepo')}/"`);
  });
});

describe('a navigation that takes in others', () => {
  it('has their pages in its sidebar, and not in books of their own', async () => {
    const files = {
      'mkdocs.yml': "nav:\n  - index.md\n  - Named: '!include ./a/mkdocs.yml'\n  - '!include ./b/mkdocs.yml'\n  - '!include ./c/mkdocs.yml'\n  - '*include ./*/mkdocs.yml'\n",
      'docs/index.md': '# All',
      'a/mkdocs.yml': "site_name: A\nnav:\n  - First: one.md\n  - '!include ../mkdocs.yml'\n",
      'a/docs/one.md': '# One',
      'b/mkdocs.yml': 'site_name: B\n',
      'b/docs/two.md': '# Two',
    };
    const edition = await nightOver(clonesOf({ x: files }));
    expect(frame(edition, docs('x'))).toEqual([
      'x repositories/github.com/acme/x/docs/ (component:default/x)',
      'All x/docs/',
      'Named',
      '  First x/docs/a/docs/one/',
      'Two x/docs/b/docs/two/',
    ]);
    expect(edition.has(`documents/frames/${docs('x')}/a.json`)).toBe(false);
    expect(lines(edition.findings).filter((line) => line.startsWith('ALM0745'))).toEqual([
      'ALM0745 mkdocs.yml:5 mkdocs.yml: the navigation takes in `c/mkdocs.yml`, which could not be read',
      'ALM0745 mkdocs.yml:6 mkdocs.yml: the navigation has `*include ./*/mkdocs.yml`, which names no page',
    ]);
  });
});

describe('a techdocs-ref', () => {
  const component = (name: string, annotations: string): string => `apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: ${name}\n  annotations: {${annotations}}\nspec: {type: service, lifecycle: production, owner: x}\n`;

  it('may lead into another repository, to another entity, or nowhere', async () => {
    const edition = await nightOver(
      clonesOf({
        manual: { 'README.md': '# Manual', 'api/mkdocs.yml': 'site_name: The API\n', 'api/docs/index.md': '# API' },
        api: {
          'README.md': '# api',
          'catalog-info.yaml': [
            component('elsewhere', 'backstage.io/techdocs-ref: "url:https://github.com/acme/manual/tree/main/api/"'),
            component('borrowing', 'backstage.io/techdocs-entity: "component:default/elsewhere"'),
            component('unknown', 'backstage.io/techdocs-ref: "url:https://github.com/acme/secret"'),
            component('leaving', 'backstage.io/techdocs-ref: "dir:../../etc"'),
            component('odd', 'backstage.io/techdocs-ref: docs'),
          ].join('---\n'),
        },
      }),
    );
    const titleOf = (name: string): unknown => entityPage.parse(edition.read(`entities/component/default/${name}.json`)).documents?.book?.title;
    expect(['elsewhere', 'borrowing', 'unknown', 'leaving', 'odd'].map(titleOf)).toEqual(['The API', 'The API', expect.anything(), expect.anything(), expect.anything()]);
    expect(lines(edition.findings).filter((line) => line.startsWith('ALM075'))).toEqual([
      'ALM0750 catalog-info.yaml:22 component:default/leaving has the techdocs-ref `dir:../../etc`, which leads out of the repository',
      'ALM0750 catalog-info.yaml:29 component:default/odd has the techdocs-ref `docs`, which is not of the form type:target, as in dir:.',
      'ALM0752 catalog-info.yaml:15 component:default/unknown has the techdocs-ref `url:https://github.com/acme/secret`, a repository that no source reads',
    ]);
  });
});

describe('a repository without a navigation', () => {
  it('has its README first, folders as groups, numbers as numbers and indexes as the pages of their folders', async () => {
    const markdown = ['docs/10-last.md', 'docs/2-first.md', 'docs/guides/index.md', 'docs/guides/b.md', 'docs/guides/a.md', 'docs/reference/api/v1/x.md', 'docs/plain.md'];
    const files = Object.fromEntries(markdown.map((path) => [path, 'Text without a heading.']));
    const edition = await nightOver(clonesOf({ x: { ...files, 'docs/guides/a.md': '---\ntitle: Zebra\nsidebar_position: 2\n---\n', 'docs/guides/b.md': '---\nsidebar_position: 10\n---\n# `B` is *for* [bee](x.md) {#bee}\n', 'README.md': '<h1 align="center"><img src="x.png"><br>The <b>X</b></h1>' } }));
    expect(frame(edition, docs('x'))).toEqual([
      'x repositories/github.com/acme/x/docs/ (component:default/x)',
      'The X x/docs/',
      'First x/docs/2-first/',
      'Last x/docs/10-last/',
      'Guides x/docs/guides/',
      '  Zebra x/docs/guides/a/',
      '  B is for bee x/docs/guides/b/',
      'Plain x/docs/plain/',
      'V1',
      '  X x/docs/reference/api/v1/x/',
    ]);
    expect(page(edition, `${docs('x')}/2-first`).title).toBe('First');
    expect(page(edition, docs('x')).title).toBe('The X');
  });

  it('tells of front matter that is broken, and takes a thematic break for what it is', async () => {
    const edition = await nightOver(clonesOf({ x: { 'docs/a.md': '---\ntitle: [\n---\n\n# A\n', 'docs/b.md': '---\nJust text, and more.\n\n---\n\nThe end.\n' } }));
    expect(lines(edition.findings).filter((line) => line.startsWith('ALM0751'))).toEqual([expect.stringMatching(/^ALM0751 docs\/a\.md:\d The front matter of docs\/a\.md is not valid YAML: /)]);
    expect(page(edition, `${docs('x')}`).title).toBe('A');
    expect(page(edition, `${docs('x')}/b`).html).toContain('Just text, and more.');
  });

  it('runs nothing that its documents hold', async () => {
    const readme = '# X\n\n<script>alert(1)</script><img src="/x.svg" onerror="alert(1)">\n\n[a](javascript:alert(1)) <iframe src="https://evil.example/"></iframe> import X from "./x"\n\n{alert(1)}\n';
    const edition = await nightOver(clonesOf({ x: { 'README.md': readme, 'x.svg': '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>' } }));
    const { html } = page(edition, docs('x'));
    expect(html).not.toMatch(/<script|onerror|javascript:|<iframe/i);
    expect(html).toContain('{alert(1)}');
    expect(readFileSync(join(edition.dir, 'site/media/github.com/acme/x/x.svg'), 'utf8')).not.toMatch(/script|onload/);
  });
});

describe('facts that a script brings', () => {
  it('cannot put a page or picture anywhere else, or an SVG that runs', async () => {
    const repository = 'github.com/acme/brought';
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><circle r="1"/></svg>').toString('base64');
    const edition = await nightOver(clonesOf({ x: { 'README.md': '# X of the clone' } }), {
      brought: {
        document: [
          { repository, path: '../../../up.md', role: 'docs', text: '# Up' },
          { repository, path: 'README.md', role: 'readme', text: '# Brought\n\n![a](a.svg) ![b](../../b.svg) [any](src/x.go)', url: 'javascript:alert(1)' },
          { repository: 'github.com/acme/x', path: 'README.md', role: 'readme', text: '# X of the script' },
        ],
        'document-image': [
          { repository, path: 'a.svg', mediaType: 'image/svg+xml', base64: svg },
          { repository, path: '../../b.svg', mediaType: 'image/svg+xml', base64: svg },
          { repository, path: 'broken.svg', mediaType: 'image/svg+xml', base64: Buffer.from('<svg').toString('base64') },
        ],
        'document-navigation': [{ repository, file: 'mkdocs.yml', docsDir: '../..', nav: ['../up.md', 'up.md', { x: 'javascript:alert(1)' }] }],
      },
    });
    expect(page(edition, 'repositories/github.com/acme/x/docs').title).toBe('X of the clone');
    const { html, sourceUrl, editUrl } = page(edition, 'repositories/github.com/acme/brought/docs');
    expect(html).toContain('src="/media/github.com/acme/brought/a.svg"');
    expect(JSON.stringify({ html, sourceUrl, editUrl })).not.toContain('javascript:');
    expect(readFileSync(join(edition.dir, 'site/media/github.com/acme/brought/a.svg'), 'utf8')).not.toContain('onload');
    expect(readFileSync(join(edition.dir, 'site/media/github.com/acme/brought/broken.svg'), 'utf8')).toBe('<svg xmlns="http://www.w3.org/2000/svg"></svg>');
    expect(frame(edition, docs('brought'))).toEqual([expect.stringContaining('brought'), 'Brought brought/docs/']);
  });
});

describe('what repositories have wrong', () => {
  it('is told once: an image that is there but refused by who read it, one that is absent by who links', async () => {
    const { findings } = await nightOver(clonesOf({ images: { 'README.md': '# x\n\n![a](fake.png) ![b](none.png) ![c](/public.png) ![d](Ok.png)\n', 'fake.png': '<html>', 'docs/public/public.png': png, 'ok.png': png } }));
    expect(lines(findings).filter((line) => /^ALM07/.test(line)).toSorted()).toEqual([
      'ALM0728 README.md:3 The image `Ok.png` is not there; did you mean `ok.png`?',
      'ALM0728 README.md:3 The image `none.png` is not there.',
      'ALM0746 fake.png fake.png, which README.md names, is no image, whatever its name says',
    ]);
  });

  it('does not keep the rest from being read: a path that is too long, lines that end as on Windows', async () => {
    const long = `docs/${'d'.repeat(60)}`.concat(`/${'d'.repeat(60)}`.repeat(17), '/x.md');
    const edition = await nightOver(clonesOf({ windows: { [long]: '# x', 'docs/a.md': '# Own title\r\n\r\nText\r\n', 'docs/b.md': 'Other title\r\n===\r\n' } }));
    expect(page(edition, `${docs('windows')}`).title).toBe('Own title');
    expect(page(edition, `${docs('windows')}/b`).title).toBe('Other title');
    expect(lines(edition.findings).filter((line) => line.startsWith('ALM0741'))).toEqual([expect.stringMatching(/^ALM0741 docs\/d+.* 1 document of github\.com\/acme\/windows is not shown: docs\/d+/)]);
  });

  it('takes no longer to find out than to read: what thousands of broken anchors may have meant is not asked', async () => {
    const many = Array.from({ length: 4000 }, (_, n) => `## Heading number ${n}\n\n[a](#heading-numbr-${n})\n`).join('\n');
    const { findings } = await nightOver(clonesOf({ anchors: { 'README.md': many } }));
    const told = lines(findings).filter((line) => line.startsWith('ALM0728'));
    expect(told).toHaveLength(26);
    expect(told.filter((line) => line.includes('did you mean'))).toHaveLength(25);
    expect(told).toContain('ALM0728  3975 more links and images of its documents lead nowhere.');
  });
});

describe('breadcrumbs', () => {
  it('name an entity and its book once where both are called the same', async () => {
    const catalogFile = 'apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: { name: booking, title: Booking API }\nspec: { type: service, lifecycle: production, owner: group:team }\n';
    const edition = await nightOver(clonesOf({ booking: { 'catalog-info.yaml': catalogFile, 'README.md': '# Booking API\n', 'docs/guide.md': '# Guide\n' } }));
    const about = { title: 'Booking API', path: 'catalog/component/default/booking/' };
    expect(page(edition, `${docs('booking')}/guide`).breadcrumbs).toEqual([about]);
    const home = page(edition, docs('booking'));
    expect(home.breadcrumbs).toEqual([about]);
    expect(documentView(home).breadcrumbs.map(({ title }) => title)).toEqual(['Home', 'Booking API', 'Docs']);
  });
});
