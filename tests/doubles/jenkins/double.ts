import { Loopback, type Reply } from '../gitlab/loopback.ts';
import { parseTree, prune, type Wanted } from './tree.ts';
import { type Build, type Item, itemAt, type JenkinsWorld, type Job } from './world.ts';

export const jenkinsUser = 'almanac';
export const jenkinsToken = '11s3cretCanaryJenkinsToken';

/** What nobody may ask for: it names people, or is more than is used. */
const forbidden = ['causes', 'userId', 'userName', 'culprits', 'changeSet', 'changeSets', 'author', 'parameters', 'builtOn', 'description', 'displayName', 'fullDisplayName'];

export const signInPage = '<!DOCTYPE html><html><head><title>Sign in [Jenkins]</title></head><body>canary</body></html>';

/** Jenkins' JSON API under `/jenkins`, as far as Almanac reads it. */
export async function startJenkinsDouble(world: JenkinsWorld): Promise<Loopback> {
  const credentials = `Basic ${Buffer.from(`${jenkinsUser}:${jenkinsToken}`).toString('base64')}`;
  const server: Loopback = await Loopback.start(({ method, path, parameters, authorization }) => {
    if (method !== 'GET') server.violations.add(`${method} ${path}`);
    if (authorization !== credentials) return page(401, '<html><head><title>Error 401 Invalid password/token for user: canary</title></head></html>');
    const match = /^\/jenkins((?:\/job\/[^/]+)*)(?:\/(\d+))?\/api\/json$/.exec(path);
    if (match === null) {
      server.violations.add(`${path} is not known`);
      return page(404, '<html>Not found</html>');
    }
    for (const name of parameters.keys()) if (name !== 'tree') server.violations.add(`the parameter ${name} is not known`);
    const tree = parameters.get('tree');
    if (tree === null) {
      server.violations.add(`${path} was asked for whole`);
      return page(400, '');
    }
    const wanted = parseTree(tree);
    for (const name of namesIn(wanted)) if (forbidden.includes(name)) server.violations.add(`${name} was asked for`);
    const names = (match[1] ?? '').split('/job/').slice(1).map(decodeURIComponent);
    const item = itemAt(world.root, names);
    if (item === undefined) return page(404, '<html>Not found</html>');
    const number = match[2];
    const build = item.type === 'job' && number !== undefined ? item.builds.find((each) => String(each.number) === number) : undefined;
    if (number !== undefined && build === undefined) return page(404, '<html>Not found</html>');
    return { status: 200, headers: { 'x-jenkins': '2.528.1' }, body: JSON.stringify(prune(build === undefined || item.type !== 'job' ? show(item) : showBuild(item, build), wanted)) };
  });
  return server;
}

export function page(status: number, body: string, headers: Record<string, string> = { 'x-jenkins': '2.528.1' }): Reply {
  return { status, headers: { ...headers, 'content-type': 'text/html;charset=utf-8' }, body };
}

function namesIn({ fields }: Wanted): string[] {
  return [...fields].flatMap(([name, inner]) => [name, ...namesIn(inner)]);
}

function show(item: Item): Record<string, unknown> {
  const common = { name: item.name, displayName: `${item.name} of canary`, description: 'Ask canary-person', url: 'https://ci.example.com/jenkins/' };
  if (item.type === 'folder') return { _class: 'com.cloudbees.hudson.plugins.folder.Folder', ...common, actions: [{}], jobs: item.items.toSorted((a, b) => (a.name < b.name ? -1 : 1)).map(show) };
  if (item.type === 'multibranch') {
    const metadata = item.objectUrl === undefined ? {} : { _class: 'jenkins.scm.api.metadata.ObjectMetadataAction', objectUrl: item.objectUrl, objectDisplayName: 'canary' };
    return { _class: 'org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject', ...common, actions: [{}, metadata], jobs: item.branches.toSorted((a, b) => (a.name < b.name ? -1 : 1)).map(show) };
  }
  const builds = item.builds.map((build) => showBuild(item, build));
  return {
    _class: 'org.jenkinsci.plugins.workflow.job.WorkflowJob',
    ...common,
    color: 'blue',
    actions: [{}, ...(item.primary === true ? [{ _class: 'jenkins.scm.api.metadata.PrimaryInstanceMetadataAction' }] : []), { _class: 'jenkins.scm.api.metadata.ContributorMetadataAction', contributor: 'canary-person' }],
    lastBuild: builds[0] ?? null,
    lastSuccessfulBuild: builds.find(({ result }) => result === 'SUCCESS') ?? null,
    builds: builds.slice(0, 100),
    allBuilds: builds,
  };
}

function showBuild({ remotes, ref }: Job, { number, result, building, timestamp, duration }: Build): Record<string, unknown> {
  return {
    _class: 'org.jenkinsci.plugins.workflow.job.WorkflowRun',
    actions: [
      { _class: 'hudson.model.CauseAction', causes: [{ shortDescription: 'Started by user canary', userId: 'canary-person', userName: 'Canary' }] },
      ...(number % 2 === 0 ? [{ _class: 'jenkins.metrics.impl.TimeInQueueAction', queuingDurationMillis: 4000 }] : [{}]),
      ...remotes.map((remote) => ({ _class: 'hudson.plugins.git.util.BuildData', remoteUrls: [remote], scmName: '', lastBuiltRevision: { SHA1: 'f'.repeat(40), branch: remote.includes('library') ? [{ SHA1: 'f'.repeat(40), name: 'refs/remotes/origin/v3' }] : [{ SHA1: 'f'.repeat(40), name: ref }] } })),
    ],
    building,
    displayName: `#${number} by canary`,
    duration,
    number,
    result,
    timestamp,
    changeSets: [{ items: [{ author: { fullName: 'Canary Person' } }] }],
    culprits: [{ fullName: 'Canary Person' }],
  };
}
