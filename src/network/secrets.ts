/** What stands in place of a secret. */
const taken = '***';
/** Shorter texts are no secrets, and taking them out would make everything unreadable. */
const shortest = 6;

/** The secrets of a run, in every form in which they may turn up in a text. */
export class Secrets {
  #forms: readonly string[] = [];
  readonly #known = new Set<string>();

  /** Remembers a secret, and each line of one that has several (a private key). */
  hide(secret: string): void {
    const lines = secret.split(/\r?\n|\\n/).map((line) => line.trim());
    const parts = [secret, secret.trim(), ...lines.filter((line) => !line.startsWith('-----'))];
    for (const part of parts) {
      if (part.length < shortest || this.#known.has(part)) continue;
      this.#known.add(part);
    }
    // Longest first: what holds another is taken out whole.
    this.#forms = [...new Set([...this.#known].flatMap(forms))].sort((a, b) => b.length - a.length);
  }

  redact(text: string): string {
    return this.#forms.reduce((rest, form) => (rest.includes(form) ? rest.replaceAll(form, taken) : rest), text);
  }
}

/** The forms of a text: as it is, in an address, in JSON, in a form, in base64 and hexadecimal. */
function forms(text: string): readonly string[] {
  const bytes = Buffer.from(text, 'utf8');
  const json = JSON.stringify(text).slice(1, -1);
  const encoded = encodeURIComponent(text);
  return [text, encoded, encoded.replaceAll('%20', '+'), encoded.toLowerCase(), json, JSON.stringify(json).slice(1, -1), bytes.toString('hex'), ...base64Forms(bytes)].filter((form) => form.length >= shortest);
}

/**
 * What base64 makes of bytes wherever they stand in what is encoded, as in `Basic` authorization after a user's name: the
 * characters that depend on these bytes alone, for each of the three places in a group that they may begin at.
 */
function base64Forms(bytes: Buffer): readonly string[] {
  return [0, 1, 2].flatMap((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64').replaceAll('=', '');
    const bits = (offset + bytes.length) * 8;
    const inner = encoded.slice(Math.ceil((offset * 8) / 6), Math.floor(bits / 6));
    return [inner, inner.replaceAll('+', '-').replaceAll('/', '_')];
  });
}
