// Writes ralph.schema.json from the schema of the config; `--check` says whether it is current.
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'tsdown';

const root = fileURLToPath(new URL('..', import.meta.url));
const path = join(root, 'ralph.schema.json');

/** Inside node_modules, so that what is bundled there still finds its libraries. */
const cache = join(root, 'node_modules', '.cache');
await mkdir(cache, { recursive: true });
const outDir = await mkdtemp(join(cache, 'ralph-schema-'));

async function generate() {
  await build({
    cwd: root,
    config: false,
    entry: { schema: 'src/config/json-schema.ts', criteria: 'src/criteria/index.ts' },
    format: 'esm',
    platform: 'node',
    target: 'node20',
    outExtensions: () => ({ js: '.mjs' }),
    outDir,
    dts: false,
    logLevel: 'silent',
  });
  const bundled = (name) => import(pathToFileURL(join(outDir, `${name}.mjs`)).href);
  const [{ jsonSchema }, { criteria }] = await Promise.all([bundled('schema'), bundled('criteria')]);
  return `${JSON.stringify(jsonSchema(criteria), null, 2)}\n`;
}

try {
  const wanted = await generate();
  const found = await readFile(path, 'utf8').catch(() => '');
  if (found !== wanted && process.argv.includes('--check')) {
    process.stderr.write('ralph.schema.json is not current: run node scripts/generate-schema.js\n');
    process.exitCode = 1;
  } else if (found !== wanted) await writeFile(path, wanted);
} finally {
  await rm(outDir, { recursive: true, force: true });
}
