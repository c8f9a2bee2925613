// The figures of the reference stack: `npm run bench:backend [name…] [-- --quick] [-- --cli path]`.
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import Table from 'cli-table3';
import { firstAudio } from './backend/first-audio.js';
import { firstToken } from './backend/first-token.js';
import { idleSockets } from './backend/idle-sockets.js';
import { mixedLoad } from './backend/mixed-load.js';
import { throughput } from './backend/throughput.js';

const FIGURES = {
  throughput,
  'first-token': firstToken,
  'first-audio': firstAudio,
  'idle-sockets': idleSockets,
  'mixed-load': mixedLoad,
};
const here = (path) => fileURLToPath(new URL(path, import.meta.url));

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    cli: { type: 'string', default: here('../bin/ralph.js') },
  },
});
const unknown = positionals.filter((name) => !Object.hasOwn(FIGURES, name));
if (unknown.length > 0) {
  throw new Error(`no figure ${unknown.join(', ')}: there are ${Object.keys(FIGURES).join(', ')}`);
}

const results = here('results/backend.json');
const machine = { node: process.version, cores: availableParallelism(), platform: process.platform };
/** Figures that were not asked for stay as an earlier run found them. */
const figures = existsSync(results) ? JSON.parse(await readFile(results, 'utf8')) : {};
const table = new Table({ head: ['figure', 'measured', 'target', ''], style: { head: [], border: [] } });
for (const name of positionals.length > 0 ? positionals : Object.keys(FIGURES)) {
  process.stderr.write(`${name} …\n`);
  const { raw, rows } = await FIGURES[name]({ cli: resolve(values.cli), quick: values.quick });
  figures[name] = { ...machine, at: new Date().toISOString(), quick: values.quick, rows, raw };
  for (const { figure, measured, target = '', held } of rows) {
    table.push([figure, measured, target, held === undefined ? '' : held ? 'held' : 'missed']);
  }
}

await mkdir(here('results'), { recursive: true });
await writeFile(results, `${JSON.stringify(figures, null, 2)}\n`);
process.stdout.write(
  `${table}\nnode ${machine.node}, ${machine.cores} cores${values.quick ? '; a quick run, for a first idea only' : ''}\n`,
);
