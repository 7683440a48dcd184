import { defineConfig } from 'vitest/config';

// Limits are there to end what hangs, not to measure: the first test to ask for the demo's content learns it, half a minute on a fast machine.
const everywhere = {
  exclude: ['**/node_modules/**', 'bench/peers/**', 'dist/**'],
  expect: { poll: { timeout: 60_000 } },
  testTimeout: 240_000,
  hookTimeout: 400_000, // a demo that starts has most of it
};

/** They start an embedded server of their own, whichever is named: once is enough. */
const onTheirOwn = ['src/server/db/embedded.pg.test.ts', 'test/walks/full-disk.pg.test.ts'];

/** Suffix says what a test needs: .test.ts nothing, .pg.test.ts PostgreSQL, .web.test.ts a browser and a server. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...everywhere,
          name: 'fast',
          include: ['**/*.test.{ts,tsx}'],
          exclude: [...everywhere.exclude, '**/*.pg.test.ts', '**/*.web.test.ts'],
          isolate: false, // what they test is pure, and reading the engine anew for every file took half of the time
          maxWorkers: 2,
        },
      },
      {
        test: {
          ...everywhere,
          name: 'pg',
          include: ['**/*.pg.test.ts'],
          exclude: [...everywhere.exclude, ...(process.env.DATABASE_URL_TEST ? onTheirOwn : [])],
          globalSetup: ['test/kit/postgres-setup.ts'],
          maxWorkers: 2,
        },
      },
      {
        test: {
          ...everywhere,
          name: 'web',
          include: ['**/*.web.test.ts'],
          globalSetup: ['test/kit/postgres-setup.ts', 'test/kit/browser-setup.ts', 'test/kit/demo-setup.ts'],
          setupFiles: ['test/e2e/tell-pages.ts'],
          testTimeout: 300_000,
          maxWorkers: 3, // a browser test waits more than it works: half of two cores is busy with two
        },
      },
    ],
  },
});
