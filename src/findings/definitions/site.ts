import type { CodeDefinition } from '../definition.ts';

/** The published site: 05xx. */
export const siteCodes = {
  ALM0501: {
    title: 'Broken link',
    severity: 'error',
    why: 'A page links to a page or file that is not part of the site.',
    fix: 'Correct the link in the source of the page.',
  },
  ALM0502: {
    title: 'Broken anchor',
    severity: 'error',
    why: 'A link names an anchor that its target page does not have.',
    fix: 'Correct the anchor in the source of the page.',
  },
  ALM0503: {
    title: 'Page breaks its content policy',
    severity: 'error',
    why: 'Pages carry a strict Content-Security-Policy and need nothing from elsewhere, so that text from repositories can never run; browsers refuse this, or it would weaken that.',
    fix: 'Take it out of the page or layout, or make it a file of the site.',
  },
} as const satisfies Record<`ALM05${string}`, CodeDefinition>;
