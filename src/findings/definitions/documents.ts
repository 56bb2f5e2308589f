import type { CodeDefinition } from '../definition.ts';

/** Documents of the content folder: 072x and 073x. */
export const documentCodes = {
  ALM0720: {
    title: 'Two documents for one page',
    severity: 'error',
    why: 'Their names lead to the same address, so only the first of them, by name, has a page.',
    fix: 'Rename or remove one of them.',
  },
  ALM0721: {
    title: 'Document names something that is not in the catalog',
    severity: 'error',
    why: 'The reference leads nowhere: the document does not show on the page it was meant for, or has no owner.',
    fix: 'Correct the reference, or declare the entity.',
  },
  ALM0722: {
    title: 'Broken link in a document',
    severity: 'error',
    why: 'A reader who follows it finds nothing. The site is not published until it is mended.',
    fix: 'Correct the link, or remove it.',
  },
  ALM0723: {
    title: 'Broken anchor in a document',
    severity: 'error',
    why: 'The page is there but has no such heading, so a reader lands at its top. The site is not published until it is mended.',
    fix: 'Name a heading that the page has.',
  },
  ALM0724: {
    title: 'Image or file of a document cannot be carried over',
    severity: 'error',
    why: 'It is not there, or not of a kind or size that the site may hold. The site is not published until it is mended.',
    fix: 'Put the file beside the document, or link to where it is kept.',
  },
  ALM0725: {
    title: 'Redirect that cannot be made',
    severity: 'error',
    why: 'The earlier address is taken by a page or another redirect, or is none of this site, so it leads nowhere.',
    fix: 'Correct redirectFrom, or remove the entry.',
  },
  ALM0726: {
    title: 'Versions of a section do not fit its folders',
    severity: 'error',
    why: 'Each version is a folder of the section, exactly one is current, and every page belongs to one; otherwise readers cannot be led from one to the other.',
    fix: 'Correct `versions` in the _section.yaml, or move the pages.',
  },
  ALM0727: {
    title: 'Address of a document is taken',
    severity: 'error',
    why: 'The site makes a page or file of its own at that address, so the document has none.',
    fix: 'Rename the file or its folder.',
  },
  ALM0728: {
    title: 'Broken link or image in a document of a repository',
    severity: 'warning',
    why: 'It leads nowhere, on this site and in the repository, so its text, or the alternative text of the image, is all that is shown.',
    fix: 'Correct the link in the repository, or remove it.',
  },
} as const satisfies Record<`ALM07${string}`, CodeDefinition>;
