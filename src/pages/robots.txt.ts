import type { APIRoute } from 'astro';
import { currentEdition } from '../edition/read.ts';

/** Lets every robot read the site (who may reach it at all is for the web server to say) and names the sitemap. */
export const GET: APIRoute = () => {
  const { siteUrl } = currentEdition().index;
  const lines = ['User-agent: *', 'Allow: /'];
  if (siteUrl !== undefined) lines.push(`Sitemap: ${siteUrl.replace(/\/*$/, '/')}sitemap.xml`);
  return new Response(`${lines.join('\n')}\n`);
};
