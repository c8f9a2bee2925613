// Writes the chapters of docs/ that `ralph explain` reads; `--check` says whether they are current.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { root, withBundled } from './bundled.js';

const entry = { handbook: 'src/handbook/handbook.fixture.ts' };

const files = await withBundled(entry, ({ handbook }) => handbook.handbook());
for (const [file, wanted] of Object.entries(files)) {
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
