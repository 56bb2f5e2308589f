import { execFile } from 'node:child_process';
import { access, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** A browser's program, and what its environment needs besides the usual. */
export interface BrowserProgram {
  readonly executablePath: string;
  readonly env: Readonly<Record<string, string>>;
}

const modules = fileURLToPath(new URL('../../node_modules/', import.meta.url));

/** Whether the browser inside `@sparticuz/chromium` runs on this kind of machine. */
export const bundledRunsHere = process.platform === 'linux' && process.arch === 'x64';

/**
 * The browser that came with `npm ci`, unpacked below `node_modules/.cache` (200 MB, two seconds, once per version).
 * Unpacked beside and then renamed, so that several processes can ask at once, and one that is killed leaves nothing
 * half written that another would take for a browser.
 */
export async function bundledBrowser(): Promise<BrowserProgram> {
  const cache = join(modules, '.cache');
  const manifest: unknown = JSON.parse(await readFile(join(modules, '@sparticuz', 'chromium', 'package.json'), 'utf8'));
  const version = typeof manifest === 'object' && manifest !== null && 'version' in manifest ? String(manifest.version) : 'unknown';
  const home = join(cache, `almanac-chromium-${version}`);
  if (!(await exists(home))) await unpack(cache, home);
  return {
    executablePath: join(home, 'chromium'),
    env: { LD_LIBRARY_PATH: join(home, 'al2023', 'lib'), FONTCONFIG_FILE: join(home, 'fonts.conf') },
  };
}

async function unpack(cache: string, home: string): Promise<void> {
  await mkdir(cache, { recursive: true });
  const beside = await mkdtemp(`${home}-`);
  try {
    // The execution environment named here makes the package unpack the NSS libraries too.
    const env = { ...process.env, TMPDIR: beside, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' };
    await promisify(execFile)(process.execPath, [fileURLToPath(new URL('unpack.ts', import.meta.url))], { env });
    // The package's own fonts.conf names folders of the temporary folder that it expects.
    await writeFile(join(beside, 'fonts.conf'), fontsConf(join(home, 'fonts'), join(home, 'fonts-cache')));
    await rename(beside, home);
  } catch (error) {
    await rm(beside, { recursive: true, force: true });
    // Another process was faster: its copy is as good.
    if (!(await exists(home))) throw error;
  }
}

function fontsConf(fonts: string, cache: string): string {
  const escape = (path: string): string => path.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${escape(fonts)}</dir><cachedir>${escape(cache)}</cachedir></fontconfig>
`;
}

function exists(path: string): Promise<boolean> {
  return access(path).then(() => true, () => false);
}
