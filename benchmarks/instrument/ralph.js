import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runClient } from './cores.js';

/** Runs `ralph bench` with these lines for a scenario; what it measured. */
export async function ralphBench(cli, lines, env) {
  const folder = await mkdtemp(join(tmpdir(), 'ralph-instrument-'));
  try {
    const scenario = join(folder, 'load.yaml');
    await writeFile(scenario, lines.join('\n'));
    const command = [process.execPath, cli, 'bench', scenario, '--results', folder, '--json', '-q'];
    return JSON.parse(await runClient(command, { env })).measured;
  } finally {
    await rm(folder, { recursive: true });
  }
}
