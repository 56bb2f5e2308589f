import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SearchDocument } from '../../src/schema/edition/document.ts';

const base: Pick<SearchDocument, 'entities' | 'words'> = { entities: [], words: 100 };

/**
 * Documents beside a synthetic edition. Their pages are ones that every site has, so that a browser can go there; their
 * texts are what search needs to be tested with.
 */
export const testDocuments: readonly SearchDocument[] = [
  {
    ...base,
    kind: 'doc',
    title: 'How facts get here',
    path: 'provenance/',
    description: 'What each value owes its reader',
    section: 'Reading the site',
    owner: 'group:default/team-payments',
    ownerTitle: 'Team Payments',
    ownerPath: 'catalog/group/default/team-payments/',
    sections: [
      { text: 'Every number on the site has a source. This page tells how it came here and how old it may be.' },
      { id: 'main', title: 'Ages of sources', text: 'A source that could not be read keeps its last good facts. They are marked as old, with the quarantine period of thirty days, and turn unknown after it.' },
      { id: 'kinds', title: 'Quarantine', text: 'Records that do not match their schema go into quarantine with the reason. Kubernetes workloads are an example.' },
    ],
  },
  {
    ...base,
    kind: 'question',
    title: 'How do I read the static API?',
    path: 'api/',
    section: 'Questions',
    alsoAsked: ['Where is the JSON of a page?', 'Is there a REST endpoint?'],
    sections: [{ text: 'Every page is made of files below api/v1. Fetch them with curl; there is a schema for each.' }],
  },
  {
    ...base,
    kind: 'runbook',
    title: 'Payments are declined',
    path: 'data-quality/',
    section: 'Runbooks',
    entities: ['component:default/payments-api-0'],
    status: 'accepted',
    sections: [
      { text: 'When card payments are declined for everyone, the certificate of the acquirer has expired.' },
      { id: 'main', title: 'ERR_ACQUIRER_TLS', text: 'Rotate the certificate, then restart the gateway.' },
      { id: 'hostile', title: '<img src=x onerror=alert(1)>', text: '___PAGEFIND_WEIGHT___9 </script><script>alert(1)</script> \u202Edesrever\u200Bzero\u0085width' },
    ],
  },
  ...Array.from({ length: 30 }, (_, n): SearchDocument => ({
    ...base,
    kind: 'repository-doc',
    title: n === 0 ? 'README' : 'Getting started',
    path: `repositories/github.com/acme/payments-api-${n % 3}/docs/${n}/`,
    repository: `github.com/acme/payments-api-${n % 3}`,
    section: `payments-api-${n % 3}`,
    entities: [`component:default/payments-api-${n % 3}`],
    sections: [
      { text: `Chapter ${n} of the payments book. ${'All work and no play. '.repeat(100)} Beyond the cap stands the word xylophone.` },
      { id: 'install', title: 'Install', text: 'Run the installer.' },
    ],
  })),
];

/** Writes what an edition leaves for the search stage. Returns the folder. */
export function writeStage(edition: string, documents: readonly SearchDocument[] = testDocuments): string {
  const stage = join(edition, 'stage');
  mkdirSync(stage, { recursive: true });
  writeFileSync(join(stage, 'search-documents.ndjson'), documents.map((document) => `${JSON.stringify(document)}\n`).join(''));
  writeFileSync(join(stage, 'search-synonyms.json'), JSON.stringify([['money', 'payments']]));
  return stage;
}
