import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    pool: 'threads',
    isolate: false,
    testTimeout: 20_000,
    // `npm run coverage`: all that ships, also what no test loads.
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts', 'rules/**/*.ts'],
      exclude: ['src/dev/**'],
      reporter: [['text', { skipFull: true }], 'json-summary'],
      reportOnFailure: true,
      thresholds: { lines: 95 },
    },
  },
});
