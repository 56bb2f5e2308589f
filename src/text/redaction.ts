/** An absolute path up to its last part: another folder of the machine, such as a borrowed object store. */
const folderPath = /(^|[\s'"(=:])\/(?:[^\s'":/]+\/)+/g;

/**
 * Removes what must not be published from text that git or the system wrote: user names, passwords and tokens in
 * addresses, and the machine's own paths.
 *
 * @param text what was written, of any length; only the first `limit` characters of the result are kept
 * @param folders absolute paths to be replaced by `.`; of any other absolute path the last part is kept
 */
export function redact(text: string, folders: readonly string[] = [], limit = 500): string {
  let clean = text;
  for (const folder of [...folders].sort((a, b) => b.length - a.length)) {
    if (folder.length > 1) clean = clean.replaceAll(`${folder}/`, '').replaceAll(folder, '.');
  }
  clean = withoutCredentials(clean).replace(folderPath, '$1…/').replace(/\s+/g, ' ').trim();
  return clean.length > limit ? `${clean.slice(0, limit)}…` : clean;
}

/** Replaces the user part of every address in `text`, and values of parameters that hold secrets. */
export function withoutCredentials(text: string): string {
  return text
    .replace(/([a-z][a-z0-9+.-]*:\/\/)[^\s/?#'"<>]*@/gi, '$1')
    .replace(/([?&](?:[a-z_-]*token|access_key|api_key|password|secret|sig)=)[^\s&#'"]*/gi, '$1…');
}
