import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Files on their way to the disk at once. */
const atOnce = 32;

/** Writes files below a folder and counts them. They stand in a folder beside it until they are published all together. */
export class Output {
  readonly #folder: string;
  readonly #made = new Map<string, Promise<unknown>>();
  readonly dir: string;
  bytes = 0;
  files = 0;

  constructor(folder: string) {
    this.#folder = folder;
    this.dir = `${folder}.${process.pid}`;
  }

  async writeAll(folder: string, files: ReadonlyMap<string, Buffer>): Promise<void> {
    const all = [...files];
    for (let at = 0; at < all.length; at += atOnce) await Promise.all(all.slice(at, at + atOnce).map(([path, data]) => this.write(`${folder}/${path}`, data)));
  }

  async write(path: string, data: Buffer | undefined): Promise<void> {
    if (data === undefined) return;
    const file = join(this.dir, path);
    const dir = dirname(file);
    const made = this.#made.get(dir) ?? mkdir(dir, { recursive: true });
    this.#made.set(dir, made);
    await made;
    await writeFile(file, data);
    this.bytes += data.length;
    this.files += 1;
  }

  /** Puts what was written in the place of what is there. */
  async publish(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
    await rename(this.dir, this.#folder);
  }

  /** Removes what was not published. */
  async discard(): Promise<void> {
    await rm(this.dir, { recursive: true, force: true });
  }
}
