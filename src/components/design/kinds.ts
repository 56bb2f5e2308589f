import type { IconName } from './icons.ts';

const byKind: ReadonlyMap<string, IconName> = new Map<string, IconName>([
  ['component', 'component'],
  ['api', 'api'],
  ['resource', 'resource'],
  ['system', 'system'],
  ['domain', 'domain'],
  ['group', 'team'],
  ['user', 'user'],
  ['capability', 'capability'],
  ['repository', 'repository'],
  ['doc', 'doc'],
  ['repository-doc', 'doc'],
  ['runbook', 'runbook'],
  ['postmortem', 'postmortem'],
  ['architecture-decision', 'decision'],
  ['drill', 'clock'],
  ['minutes', 'calendar'],
  ['charter', 'team'],
  ['question', 'question'],
  ['change', 'changed'],
  ['objective', 'objective'],
  ['roadmap', 'roadmap'],
  ['added', 'added'],
  ['changed', 'changed'],
  ['deprecated', 'deprecated'],
  ['removed', 'removed'],
  ['fixed', 'fixed'],
  ['security', 'security'],
]);

/** The icon of a kind of entity, document or change, however it is capitalised. */
export function kindIcon(kind: string): IconName | undefined {
  return byKind.get(kind.toLowerCase());
}
