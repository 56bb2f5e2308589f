/** What `tree=` asks for (Jenkins, "Remote Access API"): fields, those inside them, and ranges of lists. */
export interface Wanted {
  readonly fields: ReadonlyMap<string, Wanted>;
  readonly range: readonly [number, number] | undefined;
}

/** Reads `a,b[c,d]{0,10}`. Throws where it is not of that form, as Jenkins does. */
export function parseTree(text: string): Wanted {
  let at = 0;
  const list = (): Map<string, Wanted> => {
    const fields = new Map<string, Wanted>();
    for (;;) {
      const name = /^\w+/.exec(text.slice(at))?.[0];
      if (name === undefined) throw new Error(`a name was expected at ${at} of ${text}`);
      at += name.length;
      let inner = new Map<string, Wanted>();
      if (text[at] === '[') {
        at += 1;
        inner = list();
        if (text[at++] !== ']') throw new Error(`] was expected at ${at - 1} of ${text}`);
      }
      const range = /^\{(\d+),(\d+)\}/.exec(text.slice(at));
      if (range !== null) at += range[0].length;
      fields.set(name, { fields: inner, range: range === null ? undefined : [Number(range[1]), Number(range[2])] });
      if (text[at] !== ',') return fields;
      at += 1;
    }
  };
  const fields = list();
  if (at !== text.length) throw new Error(`nothing more was expected at ${at} of ${text}`);
  return { fields, range: undefined };
}

/** What is left of a value. Fields that it does not have are left out without a word, as Jenkins does. */
export function prune(value: unknown, { fields, range }: Wanted): unknown {
  if (Array.isArray(value)) return (range === undefined ? value : value.slice(...range)).map((each) => prune(each, { fields, range: undefined }));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).flatMap(([name, inner]): [string, unknown][] => {
    if (name === '_class') return [[name, inner]];
    const wanted = fields.get(name);
    return wanted === undefined ? [] : [[name, prune(inner, wanted)]];
  });
  return Object.fromEntries(entries);
}
