/**
 * Words that developers use for one thing, each group a line; they count for less than the word that was typed. An
 * organisation adds its own in `content/search.yaml`.
 */
const common = `
kubernetes, k8s, cluster
continuous integration, ci, pipeline, build
continuous delivery, cd, deployment
deploy, release, rollout, ship, publish
rollback, roll back, revert
database, db, sql
postgres, postgresql
environment, env
config, configuration, settings, options, configure
authentication, auth, login, log in, sign in, sso
authorization, permission, access, role, rights
credential, secret, password, token
repository, repo
merge request, mr, pull request, pr
documentation, docs
delete, remove, drop
create, add, new, set up
change, modify, edit, switch
upgrade, update, migrate, migration, bump
error, failure, fails, failed
broken, not working, outage, incident, down
slow, performance, latency, speed, faster
outdated, out of date, stale
difference, vs, versus, comparison, compare, compared
forbid, disallow, prevent, block, only allow
monorepo, workspace
on call, oncall, pager, escalation
postmortem, post mortem, incident, incident review, retrospective
runbook, playbook
alert, alarm, page
monitoring, observability, metrics, dashboard
log, logging, logs
queue, topic, kafka, message broker
architecture decision, adr, decision record
service level objective, slo, sla
certificate, cert, tls, ssl, https
virtual machine, vm
laptop, workstation, computer, machine
library, package, dependency, module
image, picture, photo
container, docker
directory, folder
variable, variables, vars
install, setup, installation
api, endpoint, interface
team, owner, squad
cost, price, budget, spend
schedule, cron, recurring
timeout, timed out, deadline
cache, caching
typescript, ts
javascript, js
`;

/** Words of the longest phrase that is looked for. */
export const longestPhrase = 3;

/** For each phrase, the others that mean the same. */
export type Synonyms = ReadonlyMap<string, readonly string[]>;

/** The common synonyms and an organisation's own. */
export function synonymsOf(own: readonly (readonly string[])[]): Synonyms {
  const groups = common
    .trim()
    .split('\n')
    .map((line) => line.split(', '));
  const synonyms = new Map<string, string[]>();
  for (const group of [...own, ...groups]) {
    const phrases = [...new Set(group.map((phrase) => phrase.trim().toLowerCase().replaceAll(/[\s_-]+/g, ' ')))];
    for (const phrase of phrases) {
      const others = phrases.filter((other) => other !== phrase);
      synonyms.set(phrase, [...new Set([...(synonyms.get(phrase) ?? []), ...others])]);
    }
  }
  return synonyms;
}

/** Synonyms of a word in any of its forms: `deploying` has those of `deploy`. */
export function synonymsFor(synonyms: Synonyms, phrase: string): readonly string[] {
  const forms = [phrase, ...['s', 'es', 'ed', 'd', 'ing', 'ment', 'ments'].flatMap((end) => (phrase.endsWith(end) && phrase.length > end.length + 2 ? [phrase.slice(0, -end.length)] : []))];
  for (const form of [...forms, ...forms.map((form) => `${form}e`)]) {
    const found = synonyms.get(form);
    if (found !== undefined) return found;
  }
  return [];
}
