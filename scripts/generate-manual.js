// Writes docs/ralph.1, the manual that `man ralph` shows; `--check` says whether it is current.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root, withBundled } from './bundled.js';

const path = join(root, 'docs', 'ralph.1');
const entry = { manual: 'src/cli/manual/manual.fixture.ts' };

const wanted = await withBundled(entry, ({ manual }) => manual.manual());
const found = await readFile(path, 'utf8').catch(() => '');
if (found !== wanted && process.argv.includes('--check')) {
  process.stderr.write('docs/ralph.1 is not current: run npm run generate\n');
  process.exitCode = 1;
} else if (found !== wanted) await writeFile(path, wanted);
