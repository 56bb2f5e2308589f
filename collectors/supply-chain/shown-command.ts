/** Options that take no value, or whose value is the name of a package or file: what follows them can be shown. */
const harmless = new Set(
  `-g --global -D --save-dev -S --save -E --save-exact --no-save --force -f --legacy-peer-deps --no-audit --no-fund --ignore-scripts
  --quiet -q -qq --silent --production --prefer-offline -U --upgrade --user --no-cache-dir --pre --no-deps --force-reinstall
  --ignore-installed -I --break-system-packages --no-build-isolation --disable-pip-version-check -e --editable -r --requirement -c
  --constraint -v -u -d -t -x -fix -insecure -y --yes --no-progress --only-binary -m --verbose`.split(/\s+/),
);
const maxLength = 160;
/** Long runs of letters and digits are more likely keys than names. */
const keyLike = /[A-Za-z0-9_]{24,}/;

/**
 * A command as it is stored and published: of addresses only scheme and host, of options only their names unless what
 * follows is known to be harmless, nothing that looks like a key. Scripts hold passwords; facts must not.
 */
export function shownCommand(words: readonly string[]): string {
  const shown: string[] = [];
  let hidden = false;
  for (const word of words) {
    if (hidden && !word.startsWith('-')) shown.push('…');
    else shown.push(shownWord(word));
    hidden = word.startsWith('-') && !word.includes('=') && !isHarmless(word);
  }
  const text = shown.join(' ').replaceAll(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/g, ' ').toWellFormed();
  return text.length > maxLength ? `${text.slice(0, maxLength - 1).toWellFormed()}…` : text;
}

/** An address without user, path and query: any of them may be secret. */
export function shownAddress(address: string): string {
  const [, scheme = '', rest = ''] = /([a-z][a-z0-9+.-]{0,20}):\/\/(.*)/is.exec(address.slice(0, 2000)) ?? [];
  const authority = rest.split(/[/?#\s'"]/, 1)[0] ?? '';
  const host = authority.slice(authority.lastIndexOf('@') + 1);
  return `${scheme}://${/^[\w.${}-]{1,100}(?::\d{1,5})?$/.test(host) ? host : '…'}${rest.length > authority.length ? '/…' : ''}`;
}

/** A known option, or several short ones written together. */
function isHarmless(option: string): boolean {
  return harmless.has(option) || (/^-[a-zA-Z]{2,5}$/.test(option) && [...option.slice(1)].every((letter) => harmless.has(`-${letter}`)));
}

function shownWord(word: string): string {
  if (word.startsWith('-') && word.includes('=')) return `${shownWord(word.slice(0, word.indexOf('=')))}=…`;
  if (word.includes('://')) return shownAddress(word);
  return keyLike.test(word) && /\d/.test(word) ? '…' : word;
}
