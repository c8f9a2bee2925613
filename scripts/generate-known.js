// Writes src/cli/known.json from the rules; `--check` says whether it is current.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root, withBundled } from './bundled.js';

const path = join(root, 'src/cli/known.json');

const wanted = await withBundled(
  { known: 'src/cli/known-rules.ts' },
  ({ known }) => `${JSON.stringify(known.knownRules(), null, 1)}\n`,
);
const found = await readFile(path, 'utf8').catch(() => '');
if (found !== wanted && process.argv.includes('--check')) {
  process.stderr.write('src/cli/known.json is not current: run npm run generate\n');
  process.exitCode = 1;
} else if (found !== wanted) await writeFile(path, wanted);
