// npm run fuzz -- [--cases 50000] [--seed 1]: broken inputs for everything that reads what others write.
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'tsdown';

const root = fileURLToPath(new URL('..', import.meta.url));
const { values } = parseArgs({
  options: { cases: { type: 'string', default: '50000' }, seed: { type: 'string', default: '1' } },
});

/** Inside node_modules, so that what is bundled there still finds its libraries. */
const cache = join(root, 'node_modules', '.cache');
await mkdir(cache, { recursive: true });
const outDir = await mkdtemp(join(cache, 'ralph-fuzz-'));

try {
  await build({
    cwd: root,
    config: false,
    entry: { fuzz: 'test/fuzz/run.ts' },
    format: 'esm',
    platform: 'node',
    target: 'node20',
    outExtensions: () => ({ js: '.mjs' }),
    outDir,
    dts: false,
    logLevel: 'silent',
  });
  const { run } = await import(pathToFileURL(join(outDir, 'fuzz.mjs')).href);
  const say = (line) => process.stdout.write(`${line}\n`);
  process.exitCode = (await run(Number(values.seed), Number(values.cases), say)) ? 0 : 1;
} finally {
  await rm(outDir, { recursive: true, force: true });
}
