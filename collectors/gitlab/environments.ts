/** The tier of production (GitLab, "Deployment tier of environments"). */
export const productionTier = 'production';

/**
 * The name that an environment is kept under. GitLab groups environments with a slash in their name into folders
 * (`review/some-branch`): these are made for branches, whose names may be people's, so the folder stands for all of them.
 * Production is told by its own name.
 */
export function environmentName(name: string, production: boolean | undefined): string {
  const slash = name.indexOf('/');
  const kept = slash <= 0 || production === true ? name : `${name.slice(0, slash)}/*`;
  return kept.slice(0, 300);
}
