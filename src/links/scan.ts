import { Tokenizer } from 'htmlparser2';

/** What a page does with an address: leads to it, or loads it (or sends to it) by itself. */
export type Use = 'link' | 'resource';

/** Takes what {@link scanPage} finds. `index` is a position in the page's text. */
export interface PageSink {
  /** An address, decoded but not otherwise touched. */
  address(use: Use, value: string, index: number): void;
  /** A place that a link's fragment can name. */
  anchor(id: string): void;
  /** Something that the page's own Content-Security-Policy should never have to refuse. */
  breach(what: string, index: number): void;
}

/** Attributes that hold an address, by element; `*` for any element. */
const addresses: Readonly<Record<string, Readonly<Record<string, Use>>>> = {
  '*': { src: 'resource', poster: 'resource', background: 'resource', ping: 'resource', cite: 'link', longdesc: 'link', action: 'link', formaction: 'link', manifest: 'resource' },
  a: { href: 'link', 'xlink:href': 'link' },
  area: { href: 'link' },
  object: { data: 'resource' },
  use: { href: 'resource', 'xlink:href': 'resource' },
  image: { href: 'resource', 'xlink:href': 'resource' },
  feimage: { href: 'resource', 'xlink:href': 'resource' },
  iframe: { src: 'resource' },
};

/** Relations of `link` elements that only name another page; all others make a browser fetch or connect. */
const namingRelations = new Set(['alternate', 'author', 'bookmark', 'canonical', 'help', 'license', 'me', 'next', 'prev', 'search', 'self', 'shortlink', 'up']);

/** Types of `script` elements that hold data, which policies let be. */
const dataTypes = new Set(['application/json', 'application/ld+json']);

/** Elements whose attributes only mean something together. */
const compound = new Set(['link', 'meta', 'script', 'base', 'style']);

/** Reads a page once, telling `sink` its links, its anchors and what breaks its policy. Any text is taken for HTML. */
export function scanPage(html: string, sink: PageSink): void {
  let tag = '';
  let tagAt = 0;
  let name = '';
  let nameAt = 0;
  let value = '';
  let attributes = new Map<string, string>();
  /** The attributes, where the element is one of those that need them together. */
  let own: Map<string, string> | undefined;
  let hasPolicy = false;
  let early: { readonly tag: string; readonly index: number } | undefined;

  const finish = (): void => {
    if (own === undefined) return;
    if (tag === 'meta' && attributes.get('http-equiv')?.toLowerCase() === 'content-security-policy') {
      hasPolicy = true;
      const weak = weakness(attributes.get('content') ?? '');
      if (weak !== undefined) sink.breach(weak, tagAt);
    } else {
      if (!hasPolicy && tag !== 'meta') early ??= { tag, index: tagAt };
      compoundElement(tag, attributes, tagAt, sink);
    }
    own = undefined;
    attributes = new Map();
  };

  const tokenizer = new Tokenizer(
    { decodeEntities: true },
    {
      onopentagname(start, end) {
        tag = html.slice(start, end).toLowerCase();
        tagAt = start - 1;
        own = compound.has(tag) ? attributes : undefined;
      },
      onattribname(start, end) {
        name = html.slice(start, end).toLowerCase();
        nameAt = start;
        value = '';
      },
      onattribdata(start, end) {
        value += html.slice(start, end);
      },
      onattribentity(codepoint) {
        value += String.fromCodePoint(codepoint);
      },
      onattribend() {
        if (own !== undefined && !own.has(name)) own.set(name, value);
        attribute(tag, name, value, nameAt, sink);
      },
      onopentagend: finish,
      onselfclosingtag: finish,
      ...ignored,
    },
  );
  tokenizer.write(html);
  tokenizer.end();
  // A policy governs only what comes after it.
  if (!hasPolicy) sink.breach('no Content-Security-Policy', 0);
  else if (early !== undefined) sink.breach(`a ${early.tag} element before its policy`, early.index);
}

function attribute(tag: string, name: string, value: string, index: number, sink: PageSink): void {
  switch (name) {
    case 'id':
      sink.anchor(value);
      return;
    case 'name':
      if (tag === 'a') sink.anchor(value);
      return;
    case 'style':
      sink.breach('a style attribute', index);
      return;
    case 'srcset':
    case 'imagesrcset':
      for (const candidate of value.split(/,\s+|,$/)) {
        const address = candidate.trim().split(/\s/)[0] ?? '';
        if (address !== '') sink.address('resource', address, index);
      }
      return;
    default: {
      if (name.startsWith('on') && name.length > 2) return sink.breach(`an ${name} attribute`, index);
      if (tag === 'script' || tag === 'link' || tag === 'base') return;
      const use = addresses[tag]?.[name] ?? addresses['*']?.[name];
      if (use !== undefined) sink.address(use, value, index);
    }
  }
}

function compoundElement(tag: string, attributes: ReadonlyMap<string, string>, index: number, sink: PageSink): void {
  switch (tag) {
    case 'link': {
      const href = attributes.get('href');
      const relations = (attributes.get('rel') ?? '').toLowerCase().split(/\s+/).filter((relation) => relation !== '');
      const loads = relations.some((relation) => !namingRelations.has(relation));
      if (href !== undefined) sink.address(loads ? 'resource' : 'link', href, index);
      return;
    }
    case 'script': {
      const src = attributes.get('src');
      if (src !== undefined) sink.address('resource', src, index);
      else if (!dataTypes.has((attributes.get('type') ?? '').toLowerCase())) sink.breach('an inline script', index);
      return;
    }
    case 'style':
      return sink.breach('an inline style element', index);
    case 'base':
      return sink.breach('a base element', index);
    case 'meta': {
      if (attributes.get('http-equiv')?.toLowerCase() !== 'refresh') return;
      const target = /^\s*[\d.]*\s*[;,]?\s*(?:url\s*=\s*)?["']?([^"']*)/i.exec(attributes.get('content') ?? '')?.[1];
      if (target !== undefined && target !== '') sink.address('link', target, index);
    }
  }
}

/** What makes a policy no protection; undefined for one that is. */
function weakness(policy: string): string | undefined {
  const directives = new Map(policy.split(';').map((directive) => directive.trim().split(/\s+/)).map(([name = '', ...values]) => [name.toLowerCase(), values]));
  const fallback = directives.get('default-src');
  if (fallback === undefined || !fallback.every((source) => source === "'none'" || source === "'self'")) return "a policy without default-src 'none' or 'self'";
  for (const [name, sources] of directives) {
    const wide = sources.find((source) => ["'unsafe-inline'", "'unsafe-eval'", "'unsafe-hashes'", '*', 'data:', 'http:', 'https:'].includes(source));
    if (wide !== undefined) return `a policy with ${name} ${wide}`;
  }
  return undefined;
}

const nothing = (): void => {};
const ignored = {
  oncdata: nothing,
  onclosetag: nothing,
  oncomment: nothing,
  ondeclaration: nothing,
  onend: nothing,
  onprocessinginstruction: nothing,
  ontext: nothing,
  ontextentity: nothing,
};
