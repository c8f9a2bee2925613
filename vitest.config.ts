import { defineConfig } from 'vitest/config';

const project = (name: string, include: string[], exclude: string[] = []) => ({
  extends: true as const,
  test: { name, include, exclude },
});

export default defineConfig({
  test: {
    testTimeout: 60_000,
    setupFiles: ['test/seed.ts'],
    projects: [
      project('unit', ['src/**/*.test.ts', 'scripts/**/*.test.ts'], ['src/backend/{contract,trials}/**']),
      // What a review of the reference stack runs: the stack's own promises, in seconds.
      project('contract', ['src/backend/contract/**/*.test.ts']),
      // What takes longer: a browser, ten thousand broken requests, every fault.
      project('trials', ['src/backend/trials/**/*.test.ts']),
      project('smoke', ['test/**/*.test.ts']),
    ],
  },
});
