import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** Not tests: what makes the pictures of the README, from the bot as it is now. */
export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    include: ['test/shots/*.shots.ts'],
    testTimeout: 120_000,
    hookTimeout: 60_000,
    pool: 'forks',
    maxWorkers: 1,
  },
});
