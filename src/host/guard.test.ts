import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'tsdown';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readProcStat } from './proc-stat.ts';

let folder = '';
let host = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ralph-guard test '));
  await build({
    config: false,
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    entry: { host: fileURLToPath(new URL('./host.ts', import.meta.url)) },
    outDir: folder,
    outExtensions: () => ({ js: '.mjs' }),
    deps: { alwaysBundle: [/./], onlyBundle: false },
    format: 'esm',
    platform: 'node',
    dts: false,
    logLevel: 'silent',
  });
  host = pathToFileURL(join(folder, 'host.mjs')).href;
});
afterAll(() => rm(folder, { recursive: true }));

/** A process whose host runs what it is told, and says the pids and folders of it in one line. */
async function running(script: string) {
  const body = `const { host, close } = (await import(${JSON.stringify(host)})).createHost(); ${script}`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', body], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, TMPDIR: folder },
  });
  const [said] = await once(child.stdout.setEncoding('utf8'), 'data');
  return { child, said: String(said).trim() };
}

async function lives(pid: number): Promise<boolean> {
  const stat = readProcStat(await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ''));
  return stat !== null && !/[ZX]/.test(stat.state);
}

const COMMAND = `
  const outcome = host.commands.follow(
    { argv: ['sh', '-c', "trap '' TERM; sleep 300 & echo $!; while :; do wait; done"] },
    (line) => console.log(line),
  );`;

const onLinux = it.runIf(process.platform === 'linux');

onLinux('a command that ignores SIGTERM ends with a ralph that was killed, and what it started', async () => {
  const { child, said } = await running(COMMAND);
  expect(await lives(Number(said))).toBe(true);
  child.kill('SIGKILL');
  await expect.poll(() => lives(Number(said)), { timeout: 30_000 }).toBe(false);
});

onLinux('a folder goes with a ralph that was killed, whatever its name', async () => {
  const { child, said } = await running(
    'const { path } = await host.files.temporaryFolder(); console.log(path); setInterval(() => {}, 1000);',
  );
  expect([said.startsWith(folder), existsSync(said)]).toEqual([true, true]);
  child.kill('SIGKILL');
  await expect.poll(() => existsSync(said), { timeout: 30_000 }).toBe(false);
});

onLinux('a ralph that ends by itself ends its guards, which touch nothing', async () => {
  const { child, said } = await running(`
    const { path, remove } = await host.files.temporaryFolder();
    await host.commands.run({ argv: ['true'], timeoutMs: 60_000 });
    await remove();
    // As if its number were another's by now.
    await (await import('node:fs/promises')).mkdir(path);
    console.log(path);
    await close();`);
  const [code] = await once(child, 'exit');
  expect(code).toBe(0);
  const guards = async () => {
    const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
    const lines = await Promise.all(
      pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')),
    );
    return lines.filter((line) => line.includes('ralph-guard') && line.includes(said));
  };
  await expect.poll(guards, { timeout: 30_000 }).toEqual([]);
  expect(existsSync(said)).toBe(true);
});
