import { Parser } from 'htmlparser2';
import { svgAttributes, svgElements } from './names.ts';
import { isInert, referencedIds } from './style.ts';
import { isProportionate } from './weight.ts';

const namespaces = { xmlns: 'http://www.w3.org/2000/svg', 'xmlns:xlink': 'http://www.w3.org/1999/xlink' } as const;
const maxDepth = 200;
/** References, each counted once for every element with an id around it. */
const maxReferences = 100_000;

/** An SVG with nothing in it that runs or fetches, or why there is none. */
export type CleanSvg = { readonly svg: string } | { readonly refused: string };

/**
 * Writes an SVG anew from what is allowed in it: elements that draw, their attributes, references within the image,
 * style sheets that reach nothing. All else is left out with what it holds; of links, their content stays. One that is
 * not well-formed, declares entities of its own, or would be drawn out of all proportion is refused.
 */
export function cleanSvg(source: string): CleanSvg {
  const text = source.replace(/^\uFEFF/, '');
  if (/<!DOCTYPE[^>[]{0,500}\[/i.test(text) || /<!ENTITY/i.test(text)) return { refused: 'declares entities of its own' };
  const writer = new SvgWriter();
  const parser = new Parser(
    {
      onopentag: (name, attributes) => writer.open(name, attributes),
      ontext: (data) => writer.text(data),
      onclosetag(name, implied) {
        // `<path/>` is closed by itself; anything else that is closed without its own end tag is not well-formed.
        if (implied && text.slice(Math.max(0, parser.endIndex - 1), parser.endIndex + 1) !== '/>') writer.refuse('is not well-formed');
        writer.close(name);
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.write(text);
  parser.end();
  return writer.result();
}

interface Open {
  readonly name: string;
  /** Whether it is written, only its content is, or nothing is. */
  readonly kept: 'whole' | 'content' | 'nothing';
  readonly ids: readonly string[];
  style: string;
}

class SvgWriter {
  #out = '';
  #refused: string | undefined;
  #ended = false;
  readonly #open: Open[] = [];
  #referred = 0;
  readonly #references = new Map<string, string[]>();

  refuse(reason: string): void {
    this.#refused ??= reason;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    const parent = this.#open.at(-1);
    if (parent === undefined && (this.#ended || name !== 'svg')) this.refuse('has more than one root');
    if (this.#open.length >= maxDepth) this.refuse(`is nested more than ${maxDepth} levels deep`);
    if (this.#refused !== undefined) return void this.#open.push({ name, kept: 'nothing', ids: [], style: '' });
    const kept = parent?.kept === 'nothing' ? 'nothing' : svgElements.has(name) ? 'whole' : name === 'a' ? 'content' : 'nothing';
    const around = parent?.ids ?? [''];
    const id = attributes['id'];
    const ids = kept === 'nothing' || id === undefined ? around : [...around, id];
    this.#open.push({ name, kept, ids, style: '' });
    if (kept !== 'whole' || name === 'style') return;
    this.#out += `<${name}`;
    if (parent === undefined) for (const [key, value] of Object.entries(namespaces)) this.#out += ` ${key}="${value}"`;
    for (const [key, value] of Object.entries(attributes)) this.#attribute(key, value, ids);
    this.#out += '>';
  }

  text(data: string): void {
    const top = this.#open.at(-1);
    if (top === undefined || top.kept === 'nothing') return;
    if (top.name === 'style') top.style += data;
    else this.#out += escape(data);
  }

  close(name: string): void {
    const top = this.#open.pop();
    if (top?.name !== name) this.refuse('is not well-formed');
    if (this.#open.length === 0) this.#ended = true;
    if (top?.kept !== 'whole') return;
    if (name !== 'style') {
      this.#out += `</${name}>`;
    } else if (isInert(top.style)) {
      // A sheet applies to the whole image, whatever element it stands in.
      this.#refer(referencedIds(top.style), ['']);
      this.#out += `<style>${escape(top.style)}</style>`;
    }
  }

  result(): CleanSvg {
    if (this.#open.length > 0 || !this.#ended) this.refuse('is not well-formed');
    if (this.#refused === undefined && !isProportionate(this.#references)) this.refuse('would be drawn out of all proportion to its size');
    return this.#refused === undefined ? { svg: this.#out } : { refused: this.#refused };
  }

  #attribute(key: string, value: string, ids: readonly string[]): void {
    if (key.length > 60 || !(svgAttributes.has(key) || /^aria-[a-z]+$/.test(key))) return;
    if (key === 'href' || key === 'xlink:href') {
      const target = /^#([\w.:-]{1,200})$/.exec(value.trim())?.[1];
      if (target === undefined) return;
      this.#refer([target], ids);
    } else {
      if (!isInert(value)) return;
      this.#refer(referencedIds(value), ids);
    }
    this.#out += ` ${key}="${escape(value)}"`;
  }

  #refer(targets: readonly string[], ids: readonly string[]): void {
    if (targets.length === 0) return;
    this.#referred += targets.length * ids.length;
    if (this.#referred > maxReferences) return this.refuse('refers to itself too often');
    for (const id of ids) {
      const known = this.#references.get(id);
      if (known === undefined) this.#references.set(id, [...targets]);
      else known.push(...targets);
    }
  }
}

function escape(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\t\n\r\u0020-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
