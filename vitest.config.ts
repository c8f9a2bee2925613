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
      project('unit', ['src/**/*.test.ts', 'scripts/**/*.test.ts'], ['src/backend/contract/**']),
      project('contract', ['src/backend/contract/**/*.test.ts']),
      project('smoke', ['test/**/*.test.ts']),
    ],
  },
});
