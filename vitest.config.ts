import { defineConfig } from 'vitest/config';

const everywhere = { exclude: ['**/node_modules/**', 'bench/peers/**', 'dist/**'], expect: { poll: { timeout: 20_000 } } };

/** Suffix says what a test needs: .test.ts nothing, .pg.test.ts PostgreSQL, .web.test.ts a browser and a server. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...everywhere,
          name: 'fast',
          testTimeout: 60_000,
          hookTimeout: 60_000,
          include: ['**/*.test.{ts,tsx}'],
          exclude: [...everywhere.exclude, '**/*.pg.test.ts', '**/*.web.test.ts'],
        },
      },
      {
        test: {
          ...everywhere,
          name: 'pg',
          include: ['**/*.pg.test.ts'],
          globalSetup: ['test/kit/postgres-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
        },
      },
      {
        test: {
          ...everywhere,
          name: 'web',
          include: ['**/*.web.test.ts'],
          globalSetup: ['test/kit/postgres-setup.ts', 'test/kit/browser-setup.ts'],
          setupFiles: ['test/e2e/tell-pages.ts'],
          testTimeout: 300_000,
          hookTimeout: 120_000,
          maxWorkers: 2, // a browser test mostly waits
        },
      },
    ],
  },
});
