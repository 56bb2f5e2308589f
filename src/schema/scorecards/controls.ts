import { z } from 'zod';

/** A control as the organisation lists it. Texts of SOC 2 and ISO 27001 are licensed: titles are the organisation's own words. */
export const control = z.strictObject({
  id: z.string().min(1).max(60).describe('Identifier in its scheme: CC8.1'),
  title: z.string().min(1).max(300).optional().describe('What it asks for, in your own words'),
});

/** `content/controls.yaml`: schemes of the organisation's own, and which controls are in scope, so that those without evidence show. */
export const controlsFile = z.strictObject({
  schemes: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/).describe('Name before the colon: SOC2'),
        title: z.string().min(1).max(120).optional(),
        url: z.url().optional(),
        controls: z.array(control).default([]).describe('Controls in scope'),
      }),
    )
    .default([]),
});
export type ControlsFile = z.infer<typeof controlsFile>;
