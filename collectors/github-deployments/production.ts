/** Words that say production, as the first of a name. */
const production = new Set(['production', 'prod', 'live', 'prd']);

/** Words that say that it is not, anywhere in a name. */
const elsewhere = new Set(['staging', 'stage', 'stg', 'preview', 'dev', 'development', 'test', 'testing', 'tests', 'qa', 'uat', 'sandbox', 'demo', 'integration', 'int', 'ci', 'local', 'review', 'preprod', 'preproduction', 'nonprod', 'pre', 'non', 'not']);

/**
 * Whether an environment is production, by its name, since GraphQL does not give the flag `production_environment` that REST
 * has: `production`, `prod`, `prd`, `live` and names that start with one of these words (`prod-eu`, `Production – shop`). A
 * name with a word for something else (`staging`, `prod-preview`) is not; of any other (`eu-1`, `github-pages`) it is not
 * known.
 */
export function isProduction(environment: string): boolean | undefined {
  const words = environment.toLowerCase().split(/[^a-z0-9]+/).filter((word) => word !== '').map((word) => word.replace(/\d+$/, '') || word);
  if (words.some((word) => elsewhere.has(word))) return false;
  return production.has(words[0] ?? '') ? true : undefined;
}
