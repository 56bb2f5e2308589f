import { escapeHtml } from '../feeds/text.ts';

/**
 * The inline Markdown that one entry of a changelog may have: code spans, links to https addresses, emphasis. Everything
 * else is text. Entries are one line each and there may be a million of them, which is why they do not go through the
 * renderer of documents; what this gives is safe by what it can write at all: `code`, `a`, `em`, `strong`, escaped text.
 */
type Inline =
  | { readonly type: 'text' | 'code'; readonly text: string }
  | { readonly type: 'link'; readonly url: string; readonly children: readonly Inline[] }
  | { readonly type: 'em' | 'strong'; readonly children: readonly Inline[] };

const deepest = 4;

/** The entry as HTML for a page or feed; links leave the site and say so. */
export function inlineHtml(text: string): string {
  return parse(text, 0).map(htmlOf).join('');
}

/** The entry as plain text. */
export function inlineText(text: string): string {
  return parse(text, 0).map(textOf).join('').replaceAll(/\s+/g, ' ').trim();
}

function htmlOf(node: Inline): string {
  switch (node.type) {
    case 'text':
      return escapeHtml(node.text);
    case 'code':
      return `<code>${escapeHtml(node.text)}</code>`;
    case 'link':
      return `<a class="out" href="${escapeHtml(node.url)}" rel="nofollow noopener noreferrer">${node.children.map(htmlOf).join('')}</a>`;
    default:
      return `<${node.type}>${node.children.map(htmlOf).join('')}</${node.type}>`;
  }
}

function textOf(node: Inline): string {
  return 'text' in node ? node.text : node.children.map(textOf).join('');
}

const entities: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&amp;': '&', '&quot;': '"', '&#39;': "'", '&nbsp;': ' ' };

/** What may begin something: each is tried where it stands, and is text where it turns out to be nothing. */
const special = /[\\`[!<&*_h]/g;

function parse(text: string, depth: number, inLink = false): Inline[] {
  const nodes: Inline[] = [];
  let plain = '';
  const flush = (): void => {
    if (plain !== '') nodes.push({ type: 'text', text: plain });
    plain = '';
  };
  for (let at = 0; at < text.length; ) {
    special.lastIndex = at;
    const next = special.exec(text)?.index ?? text.length;
    plain += text.slice(at, next);
    if (next === text.length) break;
    const found = startOf(text, next, depth, inLink);
    if (found.node === undefined) plain += found.text;
    else {
      flush();
      nodes.push(found.node);
    }
    at = next + found.length;
  }
  flush();
  return nodes;
}

interface Found {
  readonly node: Inline | undefined;
  readonly text: string;
  readonly length: number;
}

function startOf(text: string, at: number, depth: number, inLink: boolean): Found {
  const character = text[at] ?? '';
  const literal = { node: undefined, text: character, length: 1 };
  switch (character) {
    case '\\': {
      const next = text[at + 1] ?? '';
      return /[!-/:-@[-`{-~]/.test(next) ? { node: undefined, text: next, length: 2 } : literal;
    }
    case '&': {
      const [entity = ''] = /^&(?:lt|gt|amp|quot|#39|nbsp);/.exec(text.slice(at, at + 6)) ?? [];
      return entities[entity] === undefined ? literal : { node: undefined, text: entities[entity], length: entity.length };
    }
    case '`':
      return codeAt(text, at);
    case '[':
      return depth < deepest && !inLink ? (linkAt(text, at, depth) ?? literal) : literal;
    case '!':
      return imageAt(text, at) ?? literal;
    case '<':
      return autolinkAt(text, at, inLink) ?? literal;
    case 'h':
      return inLink || /[\w/]/.test(text[at - 1] ?? '') ? literal : (bareLinkAt(text, at) ?? literal);
    default:
      return depth < deepest ? (emphasisAt(text, at, depth, inLink) ?? literal) : literal;
  }
}

function codeAt(text: string, at: number): Found {
  const [fence = '`'] = /^`+/.exec(text.slice(at)) ?? [];
  for (let end = text.indexOf(fence, at + fence.length); end !== -1; end = text.indexOf(fence, end)) {
    const [run = ''] = /^`+/.exec(text.slice(end)) ?? [];
    if (run === fence) {
      const inside = text.slice(at + fence.length, end);
      const trimmed = /^ .*[^ ].* $|^ [^ ] $/.test(inside) ? inside.slice(1, -1) : inside;
      return { node: { type: 'code', text: trimmed }, text: '', length: end + fence.length - at };
    }
    end += run.length;
  }
  return { node: undefined, text: fence, length: fence.length };
}

/** A link; one to anything but an https address is its text alone. */
function linkAt(text: string, at: number, depth: number): Found | undefined {
  const end = closing(text, at);
  if (end === undefined || text[end + 1] !== '(') return undefined;
  const target = targetAt(text, end + 1);
  if (target === undefined) return undefined;
  const children = parse(text.slice(at + 1, end), depth + 1, true);
  const url = safeAddress(target.url);
  const length = end + 1 + target.length - at;
  if (url !== undefined && children.length > 0) return { node: { type: 'link', url, children }, text: '', length };
  return { node: undefined, text: children.map(textOf).join(''), length };
}

/** An image is what it says of itself: no picture is loaded from elsewhere. */
function imageAt(text: string, at: number): Found | undefined {
  if (text[at + 1] !== '[') return undefined;
  const end = closing(text, at + 1);
  const target = end === undefined || text[end + 1] !== '(' ? undefined : targetAt(text, end + 1);
  if (end === undefined || target === undefined) return undefined;
  return { node: undefined, text: text.slice(at + 2, end), length: end + 1 + target.length - at };
}

/** The bracket that closes the one at `at`. */
function closing(text: string, at: number): number | undefined {
  let open = 0;
  for (let here = at; here < text.length; here++) {
    const character = text[here];
    if (character === '\\') here++;
    else if (character === '[') open++;
    else if (character === ']') {
      open--;
      if (open === 0) return here;
    }
  }
  return undefined;
}

/** `(https://… "title")`, with brackets in the address as long as they are in pairs. */
function targetAt(text: string, at: number): { readonly url: string; readonly length: number } | undefined {
  let open = 0;
  for (let here = at; here < text.length; here++) {
    if (text[here] === '(') open++;
    else if (text[here] === ')') {
      open--;
      if (open === 0) {
        const [url = ''] = text.slice(at + 1, here).trim().split(/\s/);
        return { url: url.replaceAll(/^<|>$/g, ''), length: here + 1 - at };
      }
    }
  }
  return undefined;
}

function autolinkAt(text: string, at: number, inLink: boolean): Found | undefined {
  const [whole, url = ''] = /^<(https:\/\/[^\s<>]+)>/.exec(text.slice(at, at + 2_000)) ?? [];
  const safe = safeAddress(url);
  if (whole === undefined || safe === undefined || inLink) return undefined;
  return { node: { type: 'link', url: safe, children: [{ type: 'text', text: url }] }, text: '', length: whole.length };
}

function bareLinkAt(text: string, at: number): Found | undefined {
  const [written] = /^https:\/\/[^\s<>()[\]`"]*[^\s<>()[\]`".,;:!?*_']/.exec(text.slice(at, at + 2_000)) ?? [];
  const safe = safeAddress(written);
  if (written === undefined || safe === undefined) return undefined;
  return { node: { type: 'link', url: safe, children: [{ type: 'text', text: written }] }, text: '', length: written.length };
}

function emphasisAt(text: string, at: number, depth: number, inLink: boolean): Found | undefined {
  const character = text[at] ?? '';
  const marker = text[at + 1] === character ? character.repeat(2) : character;
  const from = at + marker.length;
  if (character === '_' && /\w/.test(text[at - 1] ?? '')) return undefined;
  if (/\s/.test(text[from] ?? ' ')) return undefined;
  for (let end = text.indexOf(marker, from + 1); end !== -1; end = text.indexOf(marker, end + 1)) {
    const after = text[end + marker.length] ?? '';
    const alone = marker.length === 2 || (after !== character && text[end - 1] !== character);
    if (alone && !/\s/.test(text[end - 1] ?? ' ') && !(character === '_' && /\w/.test(after))) {
      const node: Inline = { type: marker.length === 2 ? 'strong' : 'em', children: parse(text.slice(from, end), depth + 1, inLink) };
      return { node, text: '', length: end + marker.length - at };
    }
  }
  return undefined;
}

/** An address that may be linked to: absolute, https, without user or password. */
function safeAddress(url: string | undefined): string | undefined {
  const parsed = url === undefined ? null : URL.parse(url);
  if (parsed === null || parsed.protocol !== 'https:') return undefined;
  return parsed.username === '' && parsed.password === '' ? parsed.href : undefined;
}
