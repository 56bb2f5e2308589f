import type { CodeDefinition } from '../definition.ts';

/** Texts that people write, as they are rendered: 070x and 071x. In texts of repositories, errors are warnings. */
export const markdownCodes = {
  ALM0701: {
    title: 'Text is shown as it is written',
    severity: 'error',
    why: 'A text that is too large or too deeply nested could hold up the whole build, so it is not rendered.',
    fix: 'Split the text, or nest less deeply.',
  },
  ALM0702: {
    title: 'Text takes too long to render',
    severity: 'error',
    why: 'A text that is not rendered within the time limit is shown as it is written, so that the build goes on.',
    fix: 'Look for what is repeated thousands of times, or for a very large diagram or table, and split it.',
  },
  ALM0703: {
    title: 'Address is not allowed',
    severity: 'error',
    why: 'Only addresses that a reader can open safely become links: http, https, mailto, tel, entity, and paths.',
    fix: 'Link to a page or a file, or write the address as code.',
  },
  ALM0704: {
    title: 'HTML is left out',
    severity: 'error',
    why: 'Pages run nothing and load nothing that a text brings along, so this element is left out; its text stays where it has any.',
    fix: 'Use Markdown or a component instead; link to what was to be embedded.',
  },
  ALM0705: {
    title: 'MDX cannot be parsed',
    severity: 'error',
    why: 'In MDX every tag is closed, and `<` and `{` begin something unless they stand in code or after a backslash. The text is shown as it is written.',
    fix: 'Correct this place, or rename the file to `.md` if it needs no components.',
  },
  ALM0706: {
    title: 'MDX holds a program',
    severity: 'error',
    why: 'MDX is text with components here, not a program: imports, exports and expressions are left out.',
    fix: 'Write what it would give; attributes take texts, numbers, true and false. Components need no import.',
  },
  ALM0707: {
    title: 'Component is unknown',
    severity: 'error',
    why: 'Only the components of Almanac can be used; what stands in an unknown one is shown without it.',
    fix: 'Use one of the components that docs/markdown.md lists.',
  },
  ALM0708: {
    title: 'Attribute of a component is wrong',
    severity: 'error',
    why: 'The component does not have this attribute, needs one that is missing, or takes other values.',
    fix: 'Write it as docs/markdown.md shows.',
  },
  ALM0709: {
    title: 'Directive is unknown',
    severity: 'error',
    why: 'Lines that begin with three colons open a block of a kind; of an unknown kind only the content is shown.',
    fix: 'Use one of the kinds that docs/markdown.md lists, or put the text into code.',
  },
  ALM0710: {
    title: 'Diagram is not drawn',
    severity: 'note',
    why: 'Flowcharts, sequence, state, class and entity diagrams of Mermaid are drawn. This one is shown as its source.',
    fix: 'Use one of these kinds, or correct the diagram.',
  },
} as const satisfies Record<`ALM07${string}`, CodeDefinition>;
