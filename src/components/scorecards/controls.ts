import type { Edition } from '../../edition/read.ts';
import { scorecardRoutes } from '../../edition/routes.ts';

/** Made once per edition: thousands of pages ask. */
const known = new WeakMap<Edition, ReadonlyMap<string, string>>();

/** Path of each control on the page of controls, by its identifier (`SOC2:CC8.1`). */
export function controlPaths(edition: Edition): ReadonlyMap<string, string> {
  let paths = known.get(edition);
  if (paths === undefined) {
    paths = new Map(edition.controls.schemes.flatMap(({ controls }) => controls.map(({ id, anchor }) => [id, `${scorecardRoutes.controls}#${anchor}`])));
    known.set(edition, paths);
  }
  return paths;
}
