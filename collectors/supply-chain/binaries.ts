/** Extensions of executable binaries, as OpenSSF Scorecard's Binary-Artifacts has them. */
const extensions = new Set(
  'crx deb dex dey elf o a so macho iso class jar bundle dylib lib msi dll drv efi exe ocx pyc pyo par rpm wasm whl'.split(' '),
);
/** First bytes of executables, whatever their name: ELF, Mach-O of either byte order and for several machines, WebAssembly, archives of objects. */
const magics = ['7f454c46', 'feedface', 'feedfacf', 'cefaedfe', 'cffaedfe', 'cafebabe', '0061736d', '213c617263683e0a'];
/** Bytes that tell text from binary. */
export const headBytes = 1024;

/** True if a file of that name is an executable binary, unless its content is text. */
export function hasBinaryName(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  return dot !== -1 && extensions.has(name.slice(dot + 1).toLowerCase());
}

/** True for content that is executable, or is not text in a file that is named like one. */
export function isBinary(path: string, head: Uint8Array): boolean {
  const start = Buffer.from(head.subarray(0, 8)).toString('hex');
  if (magics.some((magic) => start.startsWith(magic))) return true;
  return hasBinaryName(path) && !isText(head);
}

/** Text has no control characters but tabs and line ends; empty files are text. */
function isText(head: Uint8Array): boolean {
  return head.subarray(0, headBytes).every((byte) => byte >= 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d);
}

/** Actions that check Gradle's wrapper against the checksums that Gradle publishes. */
const wrapperChecks = ['gradle/wrapper-validation-action@', 'gradle/actions/wrapper-validation@'];

/** True for the wrapper that such an action vouches for. */
export function isCheckedWrapper(path: string, uses: readonly string[]): boolean {
  return /(?:^|\/)gradle-wrapper\.jar$/.test(path) && uses.some((used) => wrapperChecks.some((check) => used.startsWith(check)));
}
