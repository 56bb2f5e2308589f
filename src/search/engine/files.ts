/** What a page loaded before is gone from the server: the site was published anew since. */
export class FilesGone extends Error {
  override name = 'FilesGone';
}

/** Reads one of our own JSON files. What it holds was checked when it was written; `is` looks only at its shape. */
export async function fetchJson<T>(url: URL, is: (value: unknown) => value is T, cache: RequestCache = 'default'): Promise<T> {
  const response = await fetch(url, { cache });
  if (response.status === 404) throw new FilesGone(`${url.pathname} is gone`);
  if (!response.ok) throw new Error(`${url.pathname}: ${response.status}`);
  const value: unknown = await response.json();
  if (!is(value)) throw new Error(`${url.pathname} is not what it should be`);
  return value;
}

/** Remembers the answers of an asynchronous function by key; a failure is forgotten. Beyond `most` answers the oldest goes. */
export function remembering<K, V>(ask: (key: K) => Promise<V>, most = Infinity): (key: K) => Promise<V> {
  const known = new Map<K, Promise<V>>();
  return (key) => {
    const before = known.get(key);
    if (before !== undefined) return before;
    const asked = ask(key).catch((error: unknown) => {
      known.delete(key);
      throw error;
    });
    known.set(key, asked);
    if (known.size > most) for (const oldest of known.keys()) {
      known.delete(oldest);
      break;
    }
    return asked;
  };
}
