import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

// Stands in for the stage that renders pages: one page with a link that leads nowhere and one to an anchor that is not there.
const { values } = parseArgs({ options: { out: { type: 'string' } }, strict: false, allowPositionals: true });
const out = String(values.out);
mkdirSync(out, { recursive: true });
const csp = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; manifest-src 'self'">`;
writeFileSync(join(out, 'index.html'), `<!DOCTYPE html><html lang="en"><head>${csp}<title>x</title></head><body><p id="there"><a href="/gone/">gone</a></p>\n<a href="#nowhere">nowhere</a></body></html>`);
console.log(JSON.stringify({ pages: 1, peakRssBytes: 1 }));
