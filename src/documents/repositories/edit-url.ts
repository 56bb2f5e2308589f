/**
 * Where a file is edited on its host, from the address that it is shown at. Only for an address at a branch, as the
 * collector of documents gives it: a commit cannot be edited.
 */
export function editUrl(url: string | undefined, branch: string | undefined): string | undefined {
  if (url === undefined || branch === undefined) return undefined;
  const name = branch.split('/').map(encodeURIComponent).join('/');
  if (url.includes(`/-/blob/${name}/`)) return url.replace(`/-/blob/${name}/`, `/-/edit/${name}/`);
  if (url.includes(`/src/branch/${name}/`)) return url.replace(`/src/branch/${name}/`, `/_edit/${name}/`);
  return url.includes(`/blob/${name}/`) ? url.replace(`/blob/${name}/`, `/edit/${name}/`) : undefined;
}
