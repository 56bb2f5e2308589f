import { z } from 'zod';
import { instant } from '../../src/schema/primitives.ts';

/** A list of alerts to be read, as far as that is needed. */
const question = z.object({
  filter: z.string().describe('Parameters that say which: `&state=open`, or nothing for all'),
  since: instant.optional().describe('Alerts that changed before are not wanted'),
  cursor: z.string().optional().describe('The parameter for the page that is next'),
});
export type Question = z.infer<typeof question>;

/** The bookmark of a tool's alerts. */
const alertState = z.object({
  until: instant.optional().describe('Everything that changed up to here was read'),
  mark: instant.optional().describe('The newest change there was when the reading under way began'),
  left: z.array(question).describe('What is left of a reading under way'),
});
export type AlertState = z.infer<typeof alertState>;

/** A bookmark read back; one that is none means a first reading. */
export function stateIn(text: string | undefined): AlertState | undefined {
  if (text === undefined) return undefined;
  try {
    const result = alertState.safeParse(JSON.parse(text));
    return result.success ? result.data : undefined;
  } catch {
    return undefined;
  }
}
