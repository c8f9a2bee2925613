// Writes the chapters of docs/ that `ralph explain` reads; `--check` says whether they are current.
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'tsdown';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Inside node_modules, so that what is bundled there still finds its libraries. */
const cache = join(root, 'node_modules', '.cache');
await mkdir(cache, { recursive: true });
const outDir = await mkdtemp(join(cache, 'ralph-handbook-'));

async function handbook() {
  await build({
    cwd: root,
    config: false,
    entry: { handbook: 'src/handbook/handbook.fixture.ts' },
    format: 'esm',
    platform: 'node',
    target: 'node20',
    outExtensions: () => ({ js: '.mjs' }),
    outDir,
    dts: false,
    logLevel: 'silent',
  });
  return (await import(pathToFileURL(join(outDir, 'handbook.mjs')).href)).handbook();
}

try {
  for (const [file, wanted] of Object.entries(await handbook())) {
    const path = join(root, 'docs', file);
    const found = await readFile(path, 'utf8').catch(() => '');
    if (found === wanted) continue;
    if (process.argv.includes('--check')) {
      process.stderr.write(`docs/${file} is not current: run npm run generate\n`);
      process.exitCode = 1;
    } else {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, wanted);
    }
  }
} finally {
  await rm(outDir, { recursive: true, force: true });
}
