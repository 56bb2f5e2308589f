import { defineConfig } from 'vitest/config';

/**
 * Processes rather than threads, because rendering a site changes the working directory; as many as there are cores,
 * since much of a test's time is spent waiting for git, DuckDB, Astro or the browser. Time limits are there to end
 * what hangs, not to measure: a slow machine must pass too.
 */
export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: ['tests/browser/setup.ts'],
    setupFiles: ['tests/seed.ts'],
    pool: 'forks',
    maxWorkers: '100%',
    testTimeout: 240_000,
    hookTimeout: 300_000,
    watch: false,
  },
});
