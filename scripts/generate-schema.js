// Writes ralph.schema.json from the schema of the config; `--check` says whether it is current.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root, withBundled } from './bundled.js';

const path = join(root, 'ralph.schema.json');
const entry = { schema: 'src/config/json-schema.ts', criteria: 'src/criteria/index.ts' };

const wanted = await withBundled(
  entry,
  ({ schema, criteria }) => `${JSON.stringify(schema.jsonSchema(criteria.criteria), null, 2)}\n`,
);
const found = await readFile(path, 'utf8').catch(() => '');
if (found !== wanted && process.argv.includes('--check')) {
  process.stderr.write('ralph.schema.json is not current: run node scripts/generate-schema.js\n');
  process.exitCode = 1;
} else if (found !== wanted) await writeFile(path, wanted);
