import type { EntityCheck } from '../schema/cli/entity-check.ts';

/** For programs: one object, by the schema in src/schema/cli/entity-check.ts. */
export function jsonReport(report: EntityCheck): string {
  return `${JSON.stringify(report)}\n`;
}
