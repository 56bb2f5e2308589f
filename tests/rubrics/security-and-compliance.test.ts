import type { SupplyChain } from '../../src/schema/facts/supply-chain.ts';
import { describeRubric } from './rubric.ts';
import { chain, measured, noChain, noRepository, repository, type Sample, spec, unmeasured, unread, withFiles, without } from './sample.ts';

type Workflow = SupplyChain['workflows'][number];
const workflow: Workflow = {
  path: '.github/workflows/ci.yml',
  valid: true,
  triggers: ['push'],
  permissions: 'read',
  jobs: [{ id: 'test', permissions: 'unspecified', writes: [] }],
  writes: [],
  actions: [{ uses: `actions/checkout@${'a'.repeat(40)}`, pinned: true, line: 4 }],
  downloads: [],
  untrustedCheckouts: [],
  scriptInjections: [],
};
/** Not YAML that GitHub would take: all else is empty, and it runs nowhere. */
const broken: Workflow = { ...workflow, path: '.github/workflows/broken.yml', valid: false, triggers: [], permissions: 'unspecified', jobs: [], actions: [] };
const image = { path: 'Dockerfile', line: 1, image: 'node:24', pinned: false };

const good: Sample = {
  metadata: { annotations: { 'backstage.io/source-location': 'url:https://git.example.com/acme/subject/' } },
  spec: { type: 'library', lifecycle: 'production', owner: 'team-a' },
  repository: { ...withFiles('lockfile', 'codeowners', 'dependency-updates', 'security', 'license'), license: 'Apache-2.0' },
  supplyChain: { workflows: [workflow, broken], images: [{ ...image, pinned: true }], staticAnalysis: ['codeql'] },
  measurements: { secretScanning: true, dataClass: 'internal', branchProtected: true, oldestSevereVulnerability: 0, lastAccessReviewAt: '2026-10-01T00:00:00Z', releaseProvenance: true },
  changes: [],
  deliveries: [],
};

const plain = chain({ workflows: [], images: [] });

describeRubric('security-and-compliance', good, {
  'has-owner': { fails: spec({ owner: 'nobody' }) },
  lockfile: { fails: without('lockfile'), unknown: unread, says: 'no lockfile' },
  'secret-scanning': { fails: measured({ secretScanning: false }), unknown: unmeasured('secretScanning') },
  'no-binaries': { fails: chain({ binaries: ['bin/tool', 'bin/other'] }), unknown: noChain, says: 'executable binaries: bin/tool, bin/other' },
  'safe-workflows': {
    fails: chain({ workflows: [workflow, { ...workflow, untrustedCheckouts: [9] }, { ...workflow, scriptInjections: [12] }, broken] }),
    unknown: noChain,
    apart: plain,
    says: 'dangerous workflows: 2 of 4',
  },
  'classified-data': { fails: measured({ dataClass: 'secretish' }), unknown: unmeasured('dataClass'), says: 'class: secretish' },
  codeowners: { fails: without('codeowners'), unknown: noRepository },
  'dependency-updates': { fails: without('dependency-updates'), unknown: unread },
  'branch-protection': { fails: measured({ branchProtected: false }), unknown: unmeasured('branchProtected') },
  'severe-vulnerabilities': { fails: measured({ oldestSevereVulnerability: 31 }), unknown: unmeasured('oldestSevereVulnerability'), says: 'age of the oldest severe vulnerability: 31 days, limit 30' },
  'least-privilege': {
    fails: chain({ workflows: [workflow, { ...workflow, permissions: 'write' }, { ...workflow, permissions: 'unspecified' }, broken] }),
    unknown: noChain,
    apart: plain,
    says: 'workflows that write at the top level: 1; that leave it open there: 1',
  },
  'security-policy': { fails: without('security'), unknown: unread },
  'static-analysis': { fails: chain({ staticAnalysis: [] }), unknown: noChain, says: 'analysers: none' },
  licence: { fails: without('license'), unknown: unread, says: 'no licence file' },
  'pinned-actions': {
    fails: chain({ workflows: [workflow, { ...workflow, actions: [{ uses: 'a/b@v1', pinned: false, line: 1 }, { uses: 'a/c@main', pinned: false, line: 2 }] }] }),
    unknown: noChain,
    apart: plain,
    says: 'actions named by a tag or branch: 2, limit 0',
  },
  'pinned-images': { fails: chain({ images: [image, { ...image, pinned: true }] }), unknown: noChain, apart: plain, says: 'base images without a digest: 1 of 2, limit 0' },
  'pinned-downloads': {
    fails: chain({ workflows: [{ ...workflow, downloads: [{ command: 'curl x | sh', line: 3 }] }], downloads: [{ path: 'Dockerfile', line: 2, command: 'pip install x' }] }),
    unknown: noChain,
    says: 'commands that install something that is not pinned: 2, limit 0',
  },
  'access-review': { fails: measured({ lastAccessReviewAt: '2026-06-21T03:00:00Z' }), unknown: unmeasured('lastAccessReviewAt'), says: 'last reviewed 153 days ago, limit 92' },
  provenance: { fails: measured({ releaseProvenance: false }), unknown: unmeasured('releaseProvenance') },
});

describeRubric('inner-source-ready', { ...good, repository: { ...withFiles('readme', 'license', 'ci', 'contributing', 'code-of-conduct', 'codeowners', 'tests', 'changelog', 'docs'), license: 'EUPL-1.2' }, measurements: { contributionTemplates: true, medianFirstResponse: 8, goodFirstIssues: 3, outsideContributions: 4 } }, {
  'has-owner': { fails: spec({ owner: 'nobody' }) },
  readme: { fails: without('readme'), unknown: unread },
  licence: { fails: repository({ license: 'NOASSERTION' }), unknown: unread, says: 'a licence file is there, recognised as NOASSERTION' },
  ci: { fails: without('ci'), unknown: noRepository },
  contributing: { fails: without('contributing'), unknown: unread },
  'code-of-conduct': { fails: without('code-of-conduct'), unknown: unread },
  codeowners: { fails: without('codeowners'), unknown: unread },
  tests: { fails: without('tests'), unknown: unread },
  templates: { fails: measured({ contributionTemplates: false }), unknown: unmeasured('contributionTemplates') },
  'owners-answer': { fails: measured({ medianFirstResponse: 60 }), unknown: unmeasured('medianFirstResponse'), says: 'the median first answer took 60 hours, limit 48' },
  'labelled-issues': { fails: measured({ goodFirstIssues: 1 }), unknown: unmeasured('goodFirstIssues'), says: 'open issues labelled `good first issue`: 1, at least 2 are asked' },
  'owners-answer-fast': { fails: measured({ medianFirstResponse: 30 }), unknown: unmeasured('medianFirstResponse') },
  changelog: { fails: without('changelog'), unknown: unread },
  'documented-design': { fails: without('docs'), unknown: unread },
  'outside-contributions': { fails: measured({ outsideContributions: 0 }), unknown: unmeasured('outsideContributions') },
});
