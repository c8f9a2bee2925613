import { defineConfig } from 'tsdown';

export default defineConfig({
  entry: { ralph: 'src/cli/run.ts', 'nvidia-snapshot': 'src/host/nvidia-snapshot.ts' },
  format: 'esm',
  platform: 'node',
  target: 'node20',
  outExtensions: () => ({ js: '.js' }),
  dts: false,
  clean: true,
});
