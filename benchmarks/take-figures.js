import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { availableParallelism, loadavg } from 'node:os';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import Table from 'cli-table3';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/**
 * Takes the figures that the command line asks for, draws them and keeps them in `results/<name>.json`. Each is a
 * function of `{ cli, quick }` that resolves with `raw` numbers and `rows` of figure, measured, target and held.
 */
export async function takeFigures(name, all) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      quick: { type: 'boolean', default: false },
      cli: { type: 'string', default: here('../bin/ralph.js') },
    },
  });
  const unknown = positionals.filter((one) => !Object.hasOwn(all, one));
  if (unknown.length > 0) {
    throw new Error(`no figure ${unknown.join(', ')}: there are ${Object.keys(all).join(', ')}`);
  }
  const results = here(`results/${name}.json`);
  const machine = { node: process.version, cores: availableParallelism(), platform: process.platform };
  /** Figures that were not asked for stay as an earlier run found them. */
  const figures = existsSync(results) ? JSON.parse(await readFile(results, 'utf8')) : {};
  const table = new Table({ head: ['figure', 'measured', 'target', ''], style: { head: [], border: [] } });
  for (const one of positionals.length > 0 ? positionals : Object.keys(all)) {
    process.stderr.write(`${one} …\n`);
    const [load] = loadavg();
    const { raw, rows } = await all[one]({ cli: resolve(values.cli), quick: values.quick });
    figures[one] = { ...machine, load, at: new Date().toISOString(), quick: values.quick, rows, raw };
    for (const { figure, measured, target = '', held } of rows) {
      table.push([figure, measured, target, held === undefined ? '' : held ? 'held' : 'missed']);
    }
  }
  await mkdir(here('results'), { recursive: true });
  await writeFile(results, `${JSON.stringify(figures, null, 2)}\n`);
  process.stdout.write(
    `${table}\nnode ${machine.node}, ${machine.cores} cores${values.quick ? '; a quick run, for a first idea only' : ''}\n`,
  );
}
