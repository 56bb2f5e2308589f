/** The colours of `src/styles/tokens.css` by what they are for, as the page of the design shows them. */
export const colours = {
  Surfaces: ['paper', 'panel', 'sunken', 'code', 'hover'],
  'Text and lines': ['ink', 'muted', 'accent', 'accent-ink', 'line', 'strong-line'],
  Tones: ['good', 'warn', 'bad', 'rare'],
  Tints: ['accent-tint', 'good-tint', 'warn-tint', 'bad-tint', 'rare-tint'],
  Series: ['s0', 's1', 's2', 's3', 's4', 's5', 's6'],
  Levels: ['l0', 'l1', 'l2', 'l3', 'l4', 'l5'],
} as const satisfies Record<string, readonly string[]>;
