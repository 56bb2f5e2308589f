/**
 * Unpacks the browser that `@sparticuz/chromium` ships, with its libraries and fonts, into the folder `TMPDIR`. A
 * program of its own, because the package changes the environment of the process that imports it and always unpacks
 * into the temporary folder.
 */
import chromium from '@sparticuz/chromium';

await chromium.executablePath();
