import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';
import { bundledBrowser, bundledRunsHere, type BrowserProgram } from './bundled.ts';

/** Where Chromium, Chrome and Edge are usually installed. Shims of package systems are left out: they may start nothing. */
const usualPlaces: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  linux: ['/usr/bin/google-chrome', '/usr/bin/google-chrome-stable', '/usr/bin/chromium', '/usr/lib/chromium/chromium', '/usr/bin/microsoft-edge'],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ],
};

/** Runs as root in a container, without a graphics card, and asks nobody else for anything. */
const flags = [
  '--no-sandbox',
  '--no-zygote',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--disable-quic',
  '--disable-sync',
  '--no-default-browser-check',
  '--no-first-run',
  '--no-pings',
];

/**
 * Starts the test browser: the one `CHROME_PATH` names; else the one that `npm ci` brought, which is the same for
 * everyone and starts five times faster than an installed one; else, where that does not run, an installed one.
 * Whoever calls closes it. Errors: says what to install where there is no browser for this machine.
 */
export async function launch(): Promise<Browser> {
  const named = process.env['CHROME_PATH'];
  if (named !== undefined && named !== '') return start({ executablePath: named, env: {} });
  const candidates = [
    ...(bundledRunsHere ? [bundledBrowser] : []),
    ...(usualPlaces[process.platform] ?? []).filter((place) => existsSync(place)).map((executablePath) => () => Promise.resolve({ executablePath, env: {} })),
  ];
  const refusals: string[] = [];
  for (const candidate of candidates) {
    try {
      return await start(await candidate());
    } catch (error) {
      refusals.push(error instanceof Error ? error.message : String(error));
    }
  }
  throw new Error(
    [`No browser for the tests starts on ${process.platform}-${process.arch}: install Chrome or Chromium, or name one in CHROME_PATH.`, ...refusals].join('\n'),
  );
}

function start({ executablePath, env }: BrowserProgram): Promise<Browser> {
  return chromium.launch({ executablePath, args: flags, env: { ...process.env, ...env } });
}
