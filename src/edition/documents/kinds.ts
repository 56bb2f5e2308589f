import type { ContentDocumentKind } from '../../schema/documents/kinds.ts';

/** How a kind of document is named in lists, and what it is, in the order in which lists show them. */
export const documentKindLabels: Record<ContentDocumentKind, { readonly plural: string; readonly description: string }> = {
  doc: { plural: 'Docs', description: 'How things are done here: guides, references, journeys through several components' },
  runbook: { plural: 'Runbooks', description: 'What to do when something is wrong' },
  question: { plural: 'Questions', description: 'What people ask, and the answers' },
  'architecture-decision': { plural: 'Architecture decisions', description: 'What was decided, why, and what it replaced' },
  postmortem: { plural: 'Post-mortems', description: 'Incidents: what happened, and what is done so that it does not happen again' },
  drill: { plural: 'Drills', description: 'Incidents that were rehearsed, and what was learnt' },
  minutes: { plural: 'User groups', description: 'Minutes of user groups, with what follows from them' },
  charter: { plural: 'Team charters', description: 'What each team is there for, and where its responsibility ends' },
  change: { plural: 'Changelog', description: 'What changed, who is affected, and what to do by when' },
};
