import type { EntityCheck } from '../schema/cli/entity-check.ts';

/** Turns what was found of an entity into text for one kind of reader. Pure. */
export type Reporter = (report: EntityCheck) => string;
