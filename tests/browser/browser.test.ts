import { expect, test } from 'vitest';
import { launch } from './browser.ts';

async function heading(): Promise<string> {
  const browser = await launch();
  try {
    const page = await browser.newPage();
    await page.setContent('<title>Up</title><h1>Up</h1>');
    return await page.getByRole('heading').innerText();
  } finally {
    await browser.close();
  }
}

test('a browser starts on this machine as it is, also several times at once', async () => {
  expect(await Promise.all([heading(), heading(), heading()])).toEqual(['Up', 'Up', 'Up']);
});
