import type { APIRoute, GetStaticPaths } from 'astro';
import { currentEdition } from '../edition/read.ts';
import { sitemaps } from '../render/sitemap.ts';

/** `sitemap.xml`, and where one file cannot hold all addresses `sitemap-1.xml` and so on; none without `site.url`. */
export const getStaticPaths = (() =>
  sitemaps(currentEdition()).map(({ name, xml }) => ({ params: { sitemap: name }, props: { xml } }))) satisfies GetStaticPaths;

export const GET: APIRoute<{ xml: string }> = ({ props }) => new Response(props.xml);
