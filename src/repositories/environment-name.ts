/**
 * The name that an environment is kept under. Those with a slash in their name (`review/some-branch`) are made for branches,
 * whose names may be people's, so what stands before the slash stands for all of them; GitLab calls that a folder.
 * Production is told by its own name.
 */
export function environmentName(name: string, production: boolean | undefined): string {
  const slash = name.indexOf('/');
  const kept = slash <= 0 || production === true ? name : `${name.slice(0, slash)}/*`;
  return kept.slice(0, 300);
}
