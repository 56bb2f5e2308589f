import { expect, it } from 'vitest';
import { outcomeOf } from '../../collectors/github-deployments/outcome.ts';
import { isProduction } from '../../collectors/github-deployments/production.ts';

const at = (minute: number): string => `2026-11-20T10:${String(minute).padStart(2, '0')}:00.000Z`;
const passed = (...states: (string | [string, number])[]) => ({ nodes: states.map((state, index) => (typeof state === 'string' ? { state, createdAt: at(index + 1) } : { state: state[0], createdAt: at(state[1]) })) });

it.each([
  ['nothing yet', 'PENDING', passed(), { state: 'queued', ended: false }],
  ['waiting for approval', 'WAITING', passed('QUEUED', 'WAITING'), { state: 'queued', ended: false }],
  ['under way', 'IN_PROGRESS', passed('QUEUED', 'IN_PROGRESS'), { state: 'in-progress', startedAt: at(2), ended: false }],
  ['a success', 'ACTIVE', passed('IN_PROGRESS', 'SUCCESS'), { state: 'success', startedAt: at(1), succeededAt: at(2), finishedAt: at(2), ended: true }],
  ['a success that was said twice', 'ACTIVE', passed('SUCCESS', 'SUCCESS'), { state: 'success', succeededAt: at(1), finishedAt: at(1), ended: true }],
  ['a success that another took the place of', 'INACTIVE', passed('IN_PROGRESS', 'SUCCESS', 'INACTIVE'), { state: 'success', startedAt: at(1), succeededAt: at(2), finishedAt: at(2), superseded: true, ended: true }],
  ['a failure', 'FAILURE', passed('IN_PROGRESS', 'FAILURE'), { state: 'failure', startedAt: at(1), finishedAt: at(2), ended: true }],
  ['an error', 'ERROR', passed('ERROR'), { state: 'failure', finishedAt: at(1), ended: true }],
  ['a failure that is inactive', 'INACTIVE', passed('FAILURE', 'INACTIVE'), { state: 'failure', finishedAt: at(1), ended: true }],
  ['a failure that was tried again', 'ACTIVE', passed('FAILURE', 'IN_PROGRESS', 'SUCCESS'), { state: 'success', startedAt: at(2), succeededAt: at(3), finishedAt: at(3), ended: true }],
  ['a success that was found to be a failure', 'FAILURE', passed('SUCCESS', 'FAILURE'), { state: 'failure', succeededAt: at(1), finishedAt: at(2), ended: true }],
  ['one that nothing came of', 'INACTIVE', passed('QUEUED', 'INACTIVE'), { state: 'cancelled', finishedAt: at(2), ended: true }],
  ['statuses newest first', 'ACTIVE', passed(['SUCCESS', 9], ['IN_PROGRESS', 3]), { state: 'success', startedAt: at(3), succeededAt: at(9), finishedAt: at(9), ended: true }],
  ['statuses of one second', 'ACTIVE', passed(['SUCCESS', 3], ['IN_PROGRESS', 3], ['QUEUED', 3]), { state: 'success', startedAt: at(3), succeededAt: at(3), finishedAt: at(3), ended: true }],
  ['a state that nobody has seen before', 'SHINY', passed('SHINY'), { state: 'other', ended: false }],
  ['one that was given up without a status', 'ABANDONED', passed(), { state: 'cancelled', ended: true }],
])('%s', (_what, state, statuses, expected) => {
  expect(outcomeOf({ state, statuses })).toEqual(expected);
});

it('leaves out statuses that did not come', () => {
  expect(outcomeOf({ state: 'ACTIVE', statuses: { nodes: [null, undefined, { state: 'SUCCESS', createdAt: at(4) }] } }).succeededAt).toBe(at(4));
  expect(outcomeOf({ state: null, statuses: null })).toEqual({ state: 'queued', ended: false });
});

it.each([
  [true, ['production', 'Production', 'prod', 'PROD', 'prd', 'live', 'prod-eu', 'prod_eu_1', 'production/shop', 'Production – shop', 'prod2']],
  [false, ['staging', 'dev', 'preview', 'Preview – shop', 'prod-preview', 'pre-prod', 'preprod', 'nonprod', 'non-production', 'test1', 'production-staging', 'review/pr-12']],
  [undefined, ['github-pages', 'eu-1', 'eu-prod', 'reproduction', 'livestream', 'productions', '', '–']],
])('whether it is production: %s', (expected, names) => {
  expect(names.map((name) => [name, isProduction(name)])).toEqual(names.map((name) => [name, expected]));
});
