// Writes ralph.schema.json and fleet.schema.json from the schemas of the two files; `--check` says whether they are current.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root, withBundled } from './bundled.js';

const entry = { schema: 'src/config/json-schema.ts', rules: 'src/cli/rules.ts' };

const wanted = await withBundled(entry, ({ schema, rules: { rules } }) => {
  const probes = rules.probes.map(({ id }) => id);
  return {
    'ralph.schema.json': schema.jsonSchema(rules.criteria),
    'fleet.schema.json': schema.fleetJsonSchema({ criteria: rules.criteria, probes }),
  };
});
for (const [file, value] of Object.entries(wanted)) {
  const path = join(root, file);
  const text = `${JSON.stringify(value, null, 2)}\n`;
  const found = await readFile(path, 'utf8').catch(() => '');
  if (found !== text && process.argv.includes('--check')) {
    process.stderr.write(`${file} is not current: run node scripts/generate-schema.js\n`);
    process.exitCode = 1;
  } else if (found !== text) await writeFile(path, text);
}
