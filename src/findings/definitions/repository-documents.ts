import type { CodeDefinition } from '../definition.ts';

/** Documents of repositories: 074x as they are read, 075x as they become pages. */
export const repositoryDocumentCodes = {
  ALM0740: {
    title: 'Document too long to be shown whole',
    severity: 'note',
    why: 'Its end is cut off, so readers miss what stands there.',
    fix: 'Split the document; leave generated reference out of the docs.',
  },
  ALM0741: {
    title: 'Documents that are not shown',
    severity: 'note',
    why: 'They are more than are read of one repository, or no text.',
    fix: 'Leave generated documents out of the repository, or keep them outside the folders of docs.',
  },
  ALM0742: {
    title: 'mkdocs.yml that cannot be read',
    severity: 'warning',
    why: 'Its navigation is not known, so the pages are listed by their files.',
    fix: 'Correct the file; `mkdocs build` shows the same error.',
  },
  ALM0743: {
    title: 'Folder of docs outside the repository',
    severity: 'warning',
    why: 'Nothing is read from outside a repository, so this site has no pages.',
    fix: 'Name a folder of the repository as docs_dir.',
  },
  ALM0744: {
    title: 'Navigation names a page that is not there',
    severity: 'warning',
    why: 'The entry leads nowhere, so it is left out of the sidebar.',
    fix: 'Correct the path in mkdocs.yml, or remove the entry.',
  },
  ALM0745: {
    title: 'Navigation entry that is not followed',
    severity: 'note',
    why: 'It is no Markdown page of the repository, or means something to a plug-in only, so it is left out of the sidebar.',
    fix: 'Nothing, if readers can do without it; otherwise name a Markdown file in its place.',
  },
  ALM0746: {
    title: 'Image of a document that is not carried over',
    severity: 'note',
    why: 'It is too large, or not what its name says, or holds something that runs; readers see its description instead.',
    fix: 'Put a picture of at most 512 KB in its place.',
  },
  ALM0747: {
    title: 'Docs that are not Markdown',
    severity: 'note',
    why: 'Only Markdown of repositories is shown: MDX is code, and other formats have no reader here.',
    fix: 'Nothing, if they are published elsewhere; otherwise write them in Markdown.',
  },
  ALM0750: {
    title: 'techdocs-ref that leads to no docs',
    severity: 'warning',
    why: 'The annotation says where the docs of the entity are, and none are there, so its page shows none.',
    fix: 'Correct the annotation, or add the docs.',
  },
  ALM0751: {
    title: 'Front matter that cannot be read',
    severity: 'note',
    why: 'The block at the beginning of the document is not valid YAML, so its title and description are not used.',
    fix: 'Correct the block between the two lines of dashes.',
  },
  ALM0752: {
    title: 'techdocs-ref to a repository that is not read',
    severity: 'note',
    why: 'The docs of the entity are in a repository that no source reads, so its page shows none.',
    fix: 'Add a clone of that repository to the folder of clones.',
  },
} as const satisfies Record<`ALM07${string}`, CodeDefinition>;
