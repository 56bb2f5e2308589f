import { expect, test } from 'vitest';
import { chooseLicense, isLicenseFile } from '../../collectors/git/license.ts';
import { recogniseLicense, recognisedLicenses, textOf } from '../../collectors/git/license-text.ts';

const mit = textOf('MIT').replace('<year>', '2026').replace('<copyright holders>', 'Acme Payments Team');
const apache = textOf('Apache-2.0');

test.each(recognisedLicenses.map((id) => [id]))('%s is recognised by its text', (id) => {
  expect(recogniseLicense(textOf(id))).toBe(id);
});

test.each(recognisedLicenses.map((id) => [id]))('%s is recognised in other clothes', (id) => {
  const dressed = textOf(id)
    .replaceAll('"', '”')
    .replaceAll(/[ \t]+$/gm, '')
    .split('\n')
    .map((line) => (line.trim() === '' ? line : `  ${line}`))
    .join('\r\n');
  expect(recogniseLicense(`Copyright (c) 2019-2026 Acme Payments Team\nCopyright 2011 Acme\n\n${dressed}\n\n`)).toBe(id);
});

test.each(['MIT', 'BSD-3-Clause', 'BSD-2-Clause', 'Apache-2.0', 'ISC', 'MPL-2.0', 'GPL-3.0-only'])('%s is not recognised with every tenth word changed', (id) => {
  let word = 0;
  expect(recogniseLicense(textOf(id).replace(/\w+/g, (text) => ((word += 1) % 10 === 0 ? `un${text}` : text)))).toBeUndefined();
});

test.each([
  ['a title in mark-up', `# The MIT License (MIT)\n\n**Copyright © 2026 Acme**\n${mit.slice(mit.indexOf('Permission'))}`, 'MIT'],
  ['no title at all', mit.slice(mit.indexOf('Permission')), 'MIT'],
  ['MIT with a clause', `${mit}\n\nThe Software may be used only on weekdays, by persons older than thirty years, and with the written consent of a guardian.`, undefined],
  ['MIT for some', mit.replace('without restriction', 'for noncommercial purposes without restriction'), undefined],
  ['Apache under the Commons Clause', `"Commons Clause" License Condition v1.0\n\n${apache}`, undefined],
  ['Apache without its appendix', apache.slice(0, apache.indexOf('END OF TERMS')), 'Apache-2.0'],
  [
    'what Apache asks to be put into files',
    'Copyright 2026 Acme\n\nLicensed under the Apache License, Version 2.0 (the "License");\nyou may not use this file except in compliance with the License.\nYou may obtain a copy of the License at\n\n    http://www.apache.org/licenses/LICENSE-2.0\n\nUnless required by applicable law or agreed to in writing, software\ndistributed under the License is distributed on an "AS IS" BASIS,\nWITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.\nSee the License for the specific language governing permissions and\nlimitations under the License.\n',
    'Apache-2.0',
  ],
  ['a holder named within BSD', textOf('BSD-3-Clause').replace('the copyright holder nor the names of its', 'Acme Payments Inc. nor the names of its'), 'BSD-3-Clause'],
  ['two licences in one file', `${mit}\n${textOf('ISC')}`, undefined],
  ['nothing', '', undefined],
  ['prose', 'All rights reserved. Ask the legal team before you use any of this.', undefined],
  ['far too much', 'word '.repeat(50_000), undefined],
])('%s', (_, text, id) => {
  expect(recogniseLicense(text)).toBe(id);
});

const file = (path: string, id: string) => ({ path, text: recognisedLicenses.some((known) => known === id) ? textOf(id) : id });

test.each<[string, { path: string; text: string }[], string]>([
  ['no file', [], 'NONE'],
  ['a plain one', [file('LICENSE', 'MIT')], 'MIT'],
  ['one in lower case', [file('license.md', 'ISC')], 'ISC'],
  ['one not known', [file('LICENSE', 'mine')], 'NOASSERTION'],
  ['a choice', [file('LICENSE-APACHE', 'Apache-2.0'), file('LICENSE-MIT', 'MIT')], 'Apache-2.0 OR MIT'],
  ['a choice explained', [file('COPYING', 'You may choose.'), file('LICENSE-MIT', 'MIT'), file('UNLICENSE', 'Unlicense')], 'MIT OR Unlicense'],
  ['a plain one beside others', [file('LICENSE', 'MPL-2.0'), file('LICENSE-MIT', 'MIT')], 'MPL-2.0'],
  ['the lesser GPL', [file('COPYING', 'GPL-3.0-only'), file('COPYING.LESSER', 'LGPL-3.0-only')], 'LGPL-3.0-only'],
  ['REUSE with one', [file('LICENSES/MIT.txt', 'MIT')], 'MIT'],
  ['REUSE with several', [file('LICENSES/MIT.txt', 'MIT'), file('LICENSES/ISC.txt', 'ISC')], 'NOASSERTION'],
])('%s', (_, files, id) => {
  expect(chooseLicense(files)).toBe(id);
  expect(chooseLicense(files.toReversed())).toBe(id);
});

test.each(['LICENSE', 'License.txt', 'LICENCE', 'COPYING', 'UNLICENSE', 'LICENSE-MIT', 'MIT-LICENSE', 'MIT-LICENSE.txt', 'COPYING.LESSER', 'LICENSES/MIT.txt'])('%s may be the licence', (path) => {
  expect(isLicenseFile(path)).toBe(true);
});

test.each(['src/LICENSE', 'LICENSE-THIRD-PARTY', 'LICENSE-docs', 'license.js/x', 'licenses.go.x/y', 'NOTICE', 'relicense', 'license.ts', 'LICENSE.json'])('%s is not looked at', (path) => {
  expect(isLicenseFile(path)).toBe(false);
});
