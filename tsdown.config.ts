import { defineConfig } from 'tsdown';

export default defineConfig({
  entry: {
    ralph: 'src/cli/run.ts',
    'nvidia-snapshot': 'src/host/nvidia-snapshot.ts',
    'ear-worker': 'src/bench/ear-worker.ts',
    'load-worker': 'src/bench/load-worker.ts',
    'pilot-worker': 'src/bench/pilot-worker.ts',
    'selftest-guard': 'src/cli/selftest-guard.ts',
    'known-delay-server': 'src/calibration/known-delay-server.ts',
  },
  format: 'esm',
  platform: 'node',
  target: 'node20',
  outExtensions: () => ({ js: '.js' }),
  dts: false,
  clean: true,
  // The talk page is served as it is written.
  copy: ({ outDir }) => ({ from: 'src/backend/talk/*.{html,css,js}', to: `${outDir}/talk` }),
});
