import type { AstroInlineConfig } from 'astro';

/**
 * The part of Astro's configuration that never varies: `astro.config.mjs` (development) and `renderSite` (builds)
 * share it. Styles and scripts are files, never inline, because the Content-Security-Policy refuses inline ones;
 * concurrency 8 halves the time of reading many small files.
 */
export const siteConfig = {
  output: 'static',
  trailingSlash: 'always',
  compressHTML: true,
  prerenderConflictBehavior: 'error',
  build: { format: 'directory', concurrency: 8, inlineStylesheets: 'never' },
  image: { service: { entrypoint: 'astro/assets/services/noop' } },
  devToolbar: { enabled: false },
  vite: { build: { assetsInlineLimit: 0 } },
} as const satisfies AstroInlineConfig;
