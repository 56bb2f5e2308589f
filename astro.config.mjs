import { defineConfig } from 'astro/config';
import { siteConfig } from './src/render/config.ts';

// For `astro dev` with ALMANAC_EDITION set to an edition's folder. Builds go through src/render/render.ts.
export default defineConfig(siteConfig);
