import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'tsdown';

/** Tells this build from one of other sources. */
function sources(): string {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((name) =>
    /(?<!\.test|\.fixture)\.(?:ts|json)$/.test(name),
  );
  const digest = createHash('sha256');
  for (const name of files.sort()) digest.update(name).update(readFileSync(join('src', name)));
  return digest.digest('hex').slice(0, 16);
}

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
  define: { RALPH_SOURCES: JSON.stringify(sources()) },
  // Of a package that has both, the modules: what of them is not used is left out.
  inputOptions: { resolve: { mainFields: ['module', 'main'] } },
  clean: true,
  // The talk page is served as it is written.
  copy: ({ outDir }) => ({ from: 'src/backend/talk/*.{html,css,js}', to: `${outDir}/talk` }),
});
