/** A base image that a Dockerfile names. */
export interface BaseImage {
  readonly line: number;
  readonly image: string;
  readonly pinned: boolean;
}

/** A shell script that a Dockerfile runs. */
export interface DockerfileScript {
  /** Line of the file that the script's first line stands on. */
  readonly line: number;
  readonly text: string;
}

/** What a Dockerfile takes in. */
export interface Dockerfile {
  readonly images: readonly BaseImage[];
  readonly scripts: readonly DockerfileScript[];
}

/** One instruction, its continued lines joined by `\` and a line feed. */
interface Instruction {
  readonly name: string;
  readonly line: number;
  readonly rest: string;
  readonly documents: readonly DockerfileScript[];
}

const digest = /@sha256:(?:[0-9a-f]{64}$|\$\{?\w)/i;
const maxImage = 300;
const maxImages = 500;

/**
 * Reads a Dockerfile as BuildKit does, as far as base images and scripts go: comments, continued lines with either escape
 * character, here-documents, arguments with defaults in `FROM`, both forms of `RUN`, `SHELL`, `ONBUILD`. An image that is
 * an earlier stage is pinned, since that stage's own image is listed; `scratch` is none.
 */
export function readDockerfile(text: string): Dockerfile {
  const images: BaseImage[] = [];
  const scripts: DockerfileScript[] = [];
  const values = new Map<string, string>();
  const stages = new Set<string>();
  let shell = true;
  for (const { name, line, rest, documents } of instructions(text)) {
    if (name === 'ARG') {
      for (const word of wordsOf(rest)) {
        const equals = word.indexOf('=');
        if (equals > 0) values.set(word.slice(0, equals), word.slice(equals + 1).replaceAll(/^["']|["']$/g, '').slice(0, maxImage));
      }
    } else if (name === 'FROM') {
      const [written = '', as, stage] = wordsOf(rest);
      const image = expand(written, values).slice(0, maxImage);
      shell = true;
      const earlier = stages.has(image.toLowerCase());
      if (image !== '' && image.toLowerCase() !== 'scratch') images.push({ line, image, pinned: earlier || digest.test(image) });
      if (as?.toLowerCase() === 'as' && stage !== undefined) stages.add(stage.toLowerCase());
    } else if (name === 'SHELL') {
      shell = /^\s*\[\s*"(?:[^"]*\/)?(?:ba|da|a|z|k)?sh"/.test(rest);
    } else if (name === 'RUN' && shell) {
      // A here-document is the script itself, or goes to a shell; in any other place it is text.
      if (documents.length > 0 && /^(?:\/\S*\/)?(?:(?:ba|da|a|z|k)?sh(?:\s|\\\n|-\w+)*)?<</.test(rest.replace(/^(?:\\\n)+/, ''))) scripts.push(...documents);
      else scripts.push({ line, text: execForm(rest) ?? rest });
    }
  }
  return { images: images.slice(0, maxImages), scripts };
}

/** Takes off the flags in front of what an instruction says, such as `--platform` and `--mount`; lines still count. */
function withoutFlags(rest: string): string {
  let at = 0;
  let lines = 0;
  for (;;) {
    while (/\s/.test(rest[at] ?? '') || rest.startsWith('\\\n', at)) {
      if (rest[at] === '\n') lines += 1;
      at += 1;
    }
    if (!rest.startsWith('--', at)) return '\\\n'.repeat(lines) + rest.slice(at);
    while (at < rest.length && !/\s/.test(rest[at] ?? '')) at += 1;
  }
}

/** `["pip", "install", "x"]` as a shell would be told it. */
function execForm(rest: string): string | undefined {
  const plain = rest.replaceAll('\\\n', ' ').trim();
  if (!plain.startsWith('[')) return undefined;
  try {
    const words: unknown = JSON.parse(plain);
    if (!Array.isArray(words)) return undefined;
    return words.map((word) => `'${String(word).replaceAll("'", String.raw`'\''`)}'`).join(' ');
  } catch {
    return undefined;
  }
}

function* instructions(text: string): Generator<Instruction> {
  const lines = text.split('\n').map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
  const escape = escapeOf(lines);
  for (let at = 0; at < lines.length; at++) {
    const first = lines[at] ?? '';
    if (isIgnored(first)) continue;
    const line = at + 1;
    const parts: string[] = [];
    for (; at < lines.length; at++) {
      const part = lines[at] ?? '';
      // Comments and empty lines between continued ones are taken out, but their lines still count.
      if (at + 1 > line && isIgnored(part)) {
        parts.push('');
        continue;
      }
      const trimmed = part.trimEnd();
      if (!trimmed.endsWith(escape)) {
        parts.push(part);
        break;
      }
      parts.push(trimmed.slice(0, -1));
    }
    const whole = parts.join('\\\n');
    const [, name = '', rest = ''] = /^\s*(?:ONBUILD\s+)?([a-z]+)\s([^]*)$/i.exec(whole) ?? [];
    const documents: DockerfileScript[] = [];
    for (const [, dash, delimiter = ''] of /^(?:run|copy|add)$/i.test(name) ? rest.slice(0, 10_000).matchAll(/<<(-?)["']?(\w+)["']?/g) : []) {
      const start = at + 1;
      let end = start;
      while (end < lines.length && (dash === '-' ? lines[end]?.trimStart() : lines[end]) !== delimiter) end += 1;
      // Without its end nothing can be built from the file.
      if (end >= lines.length) return;
      documents.push({ line: start + 1, text: lines.slice(start, end).join('\n') });
      at = end;
    }
    yield { name: name.toUpperCase(), line, rest: withoutFlags(rest), documents };
  }
}

function isIgnored(line: string): boolean {
  return /^\s*(?:#|$)/.test(line);
}

/** The escape character: a directive among the comments at the top may name another one. */
function escapeOf(lines: readonly string[]): string {
  for (const line of lines) {
    const directive = /^\s*#\s*(\w+)\s*=\s*(\S+)/.exec(line);
    if (!directive) break;
    if (directive[1]?.toLowerCase() === 'escape') return directive[2] === '`' ? '`' : '\\';
  }
  return '\\';
}

function wordsOf(rest: string): string[] {
  return rest.replaceAll('\\\n', ' ').split(/\s+/).filter((word) => word !== '');
}

/** Puts in arguments that have a default; one level, as `FROM` does. */
function expand(written: string, values: ReadonlyMap<string, string>): string {
  return written.slice(0, 2000).replaceAll(/\$(?:\{(\w+)(?::[-+]([^{}]*))?\}|(\w+))/g, (whole: string, braced?: string, fallback?: string, bare?: string) => {
    return values.get(braced ?? bare ?? '') ?? fallback ?? whole;
  });
}
