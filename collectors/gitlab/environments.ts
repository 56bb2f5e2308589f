/** The tier of production (GitLab, "Deployment tier of environments"). */
export const productionTier = 'production';
