import { checkEntity, type CheckEntityOptions } from './check-entity.ts';
import { checkCommand } from './check.ts';
import { UsageError } from './errors.ts';
import type { Io } from './io.ts';

type CheckOptions = Omit<CheckEntityOptions, 'entity'> & { readonly entity?: string };

/** `almanac check`: the content folder or, with `--entity`, one entity. */
export async function check(options: CheckOptions, io: Io): Promise<number> {
  const { entity } = options;
  if (entity !== undefined) return checkEntity({ ...options, entity }, io);
  const stray = (['clone', 'data', 'scorecard', 'level', 'reporter', 'asOf'] as const).find((name) => options[name] !== undefined);
  if (stray !== undefined) throw new UsageError(`--${stray === 'asOf' ? 'as-of' : stray} is for judging one entity. Name it with --entity.`);
  return checkCommand(options, io);
}
