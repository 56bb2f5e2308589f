import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Bytes of the files of a git object store: packs and loose objects. Borrowed stores (alternates) do not count. */
export async function objectStoreBytes(gitDir: string): Promise<number> {
  const root = join(gitDir, 'objects');
  const folders = await readdir(root, { withFileTypes: true }).catch(() => []);
  let bytes = 0;
  for (const folder of folders) {
    if (!folder.isDirectory()) continue;
    for (const file of await readdir(join(root, folder.name), { withFileTypes: true }).catch(() => [])) {
      // A file may be gone by now: git repacks when it likes.
      if (file.isFile()) bytes += await lstat(join(root, folder.name, file.name)).then((stat) => stat.size, () => 0);
    }
  }
  return bytes;
}
