import { createHash } from 'node:crypto';
import { commitId, type RepositoryDetails } from '../details.ts';
import { nodeId } from '../node-ids.ts';
import type { WorldRepository } from '../world.ts';
import { asListed, connection, type ConnectionArguments, type Resolved } from './connection.ts';
import { type GraphQLContext, iso } from './context.ts';

/** The object that an expression such as `HEAD:docs/index.md` names; null where there is none, as GitHub answers. */
export function gitObject(context: GraphQLContext, item: WorldRepository, details: RepositoryDetails, expression: string): Resolved | null {
  if (item.revision === 0) return null;
  const cut = expression.indexOf(':');
  const revision = cut === -1 ? expression : expression.slice(0, cut);
  const head = commitId(context.world.seed, item.serial, item.revision);
  if (!['HEAD', item.defaultBranch, `refs/heads/${item.defaultBranch}`, head].includes(revision)) return null;
  if (cut === -1) return headOf(context, item, details);
  const path = expression.slice(cut + 1).replace(/^\/|\/$/g, '');
  const text = details.files[path];
  if (text !== undefined) return blob(text);
  return path === '' || Object.keys(details.files).some((file) => file.startsWith(`${path}/`)) ? tree(details, path) : null;
}

/** The contents with an id; undefined for that of anything else. */
export function blobOf(details: RepositoryDetails, oid: string): Resolved | undefined {
  const text = Object.values(details.files).find((held) => blobId(held) === oid);
  return text === undefined ? undefined : blob(text);
}

export function headOf(context: GraphQLContext, item: WorldRepository, details: RepositoryDetails): Resolved {
  const oid = commitId(context.world.seed, item.serial, item.revision);
  const at = iso(Math.min(item.pushedAt ?? item.createdAt, context.now));
  return {
    __typename: 'Commit',
    id: `C_${oid}`,
    oid,
    abbreviatedOid: oid.slice(0, 7),
    message: 'change',
    messageHeadline: 'change',
    committedDate: at,
    authoredDate: at,
    pushedDate: null,
    url: `https://${context.world.host}/${item.owner}/${item.name}/commit/${oid}`,
    tree: () => tree(details, ''),
    statusCheckRollup: null,
    history: (page: ConnectionArguments) => connection(asListed([oid]), page, () => headOf(context, item, details), { extra: { totalCount: item.revision } }),
    file: ({ path }: { path: string }) => {
      const entry = entries(details, '').find((held) => held['path'] === path);
      if (entry === undefined) throw new Error(`Could not resolve file for path '${path}'.`);
      return entry;
    },
  };
}

/** As git works it out. */
export function blobId(text: string): string {
  return createHash('sha1').update(`blob ${Buffer.byteLength(text)}\0${text}`).digest('hex');
}

function blob(text: string): Resolved {
  const oid = blobId(text);
  return { __typename: 'Blob', id: nodeId('B', text.length, 1), oid, abbreviatedOid: oid.slice(0, 7), byteSize: Buffer.byteLength(text), isBinary: false, isTruncated: false, text };
}

function treeId(details: RepositoryDetails, path: string): string {
  return createHash('sha1').update(`tree ${path} ${Object.keys(details.files).join()}`).digest('hex');
}

function tree(details: RepositoryDetails, path: string): Resolved {
  const oid = treeId(details, path);
  return { __typename: 'Tree', id: `T_${oid}`, oid, abbreviatedOid: oid.slice(0, 7), entries: entries(details, path) };
}

/** Entries of one folder, by name. */
function entries(details: RepositoryDetails, folder: string): Resolved[] {
  const prefix = folder === '' ? '' : `${folder}/`;
  const names = new Map<string, string | undefined>();
  for (const [path, text] of Object.entries(details.files)) {
    if (!path.startsWith(prefix)) continue;
    const [name = '', ...rest] = path.slice(prefix.length).split('/');
    names.set(name, rest.length === 0 ? text : undefined);
  }
  return [...names].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, text]) => ({
    __typename: 'TreeEntry',
    name,
    path: `${prefix}${name}`,
    type: text === undefined ? 'tree' : 'blob',
    mode: text === undefined ? 16_384 : 33_188,
    size: text === undefined ? 0 : Buffer.byteLength(text),
    extension: name.includes('.') ? `.${name.split('.').at(-1) ?? ''}` : '',
    isGenerated: false,
    lineCount: null,
    language: null,
    submodule: null,
    oid: text === undefined ? treeId(details, `${prefix}${name}`) : blobId(text),
    object: () => (text === undefined ? tree(details, `${prefix}${name}`) : blob(text)),
  }));
}
