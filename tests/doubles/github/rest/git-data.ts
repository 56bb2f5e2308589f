import { commitId, detailsOf } from '../details.ts';
import { blobId } from '../graphql/git-objects.ts';
import type { RestCall, RestReply, Route } from './contract.ts';
import { notFound, repositoryOf } from './records.ts';

/** The whole tree of the default branch's tip, with folders; other commits are not there. */
function tree(call: RestCall): RestReply {
  const sha = call.path['tree_sha'] ?? '';
  const named = repositoryOf(call, `/git/trees/${sha}`);
  if ('reply' in named) return named.reply;
  const { found } = named;
  if (found.revision === 0) return { status: 409, body: { message: 'Git Repository is empty.', documentation_url: 'https://docs.github.com/rest/git/trees', status: '409' } };
  if (![commitId(call.world.seed, found.serial, found.revision), found.defaultBranch, 'HEAD'].includes(sha)) return notFound;
  const { files } = detailsOf(call.world, found);
  const folders = new Set(Object.keys(files).flatMap((path) => path.split('/').slice(0, -1).map((_, index, parts) => parts.slice(0, index + 1).join('/'))));
  const url = `${call.root}/repos/${found.owner}/${found.name}/git`;
  const entries = [
    ...[...folders].map((path) => ({ path, mode: '040000', type: 'tree', sha: commitId(path), url: `${url}/trees/x` })),
    ...Object.entries(files).map(([path, text]) => ({ path, mode: '100644', type: 'blob', sha: blobId(text), size: Buffer.byteLength(text), url: `${url}/blobs/x` })),
  ];
  return { status: 200, body: { sha, url: `${url}/trees/${sha}`, truncated: false, tree: call.query.has('recursive') ? entries : entries.filter(({ path }) => !path.includes('/')) } };
}

function blob(call: RestCall): RestReply {
  const sha = call.path['file_sha'] ?? '';
  const named = repositoryOf(call, `/git/blobs/${sha}`);
  if ('reply' in named) return named.reply;
  const text = Object.values(detailsOf(call.world, named.found).files).find((held) => blobId(held) === sha);
  if (text === undefined) return notFound;
  return { status: 200, body: { sha, node_id: `B_${sha}`, size: Buffer.byteLength(text), url: `${call.root}/repos/${named.found.owner}/${named.found.name}/git/blobs/${sha}`, content: Buffer.from(text).toString('base64'), encoding: 'base64' } };
}

export const gitDataRoutes: readonly Route[] = [
  { method: 'GET', template: '/repos/{owner}/{repo}/git/trees/{tree_sha}', permission: 'contents', answer: tree },
  { method: 'GET', template: '/repos/{owner}/{repo}/git/blobs/{file_sha}', permission: 'contents', answer: blob },
];
