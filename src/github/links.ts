/**
 * The addresses of a `link` header by their relation (RFC 8288): `next`, `prev`, `first`, `last`. What is not of its form is
 * left out.
 */
export function linksOf(header: string | undefined, base: string): Readonly<Record<string, string>> {
  const links: Record<string, string> = {};
  for (const [, target = '', parameters = ''] of (header ?? '').matchAll(/<([^<>]*)>((?:\s*;\s*[^;,="\s]+\s*=\s*(?:"[^"]*"|[^;,"\s]*))*)/g)) {
    const relation = /;\s*rel\s*=\s*(?:"([^"]*)"|([^;,"\s]+))/i.exec(parameters);
    const names = (relation?.[1] ?? relation?.[2] ?? '').toLowerCase().split(/\s+/);
    if (!URL.canParse(target, base)) continue;
    for (const name of names) if (/^[a-z]+$/.test(name)) links[name] ??= new URL(target, base).href;
  }
  return links;
}
