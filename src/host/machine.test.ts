import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, realpath, rm, symlink } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMachine } from './machine.ts';

const machine = createMachine();

let folder = '';
beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'ralph-test-')));
  await symlink(process.execPath, join(folder, 'interpreter'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Runs `use` while a child lives that was called as `program`, and has said that it listens on a port. */
async function withChild(
  program: string,
  options: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv },
  use: (child: ChildProcess, port: number) => Promise<void>,
): Promise<void> {
  const script = `const s = require('net').createServer().listen(0, '127.0.0.1', () => console.log(s.address().port))`;
  const child = spawn(program, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'], ...options });
  try {
    const [line] = await once(child.stdout, 'data');
    await use(child, Number(String(line)));
  } finally {
    child.kill('SIGKILL');
  }
}

describe('facts', () => {
  it('tell of this machine, and not of its name', async () => {
    const facts = await machine.facts();
    expect(facts.platform).toBe(`${process.platform} ${process.arch}`);
    expect(facts.cores).toBeGreaterThan(0);
    expect(facts.memoryMib).toBeGreaterThan(100);
    expect(facts.release).not.toBe('');
    expect(Object.values(facts)).not.toContain(hostname());
  });
});

describe.runIf(process.platform === 'linux')('a process', () => {
  it('is found by the port it listens on', async () => {
    const before = new Date(Date.now() - 2_000).toISOString();
    await withChild(process.execPath, {}, async (child, port) => {
      const facts = await machine.listener(port);
      expect(facts).toMatchObject({ pid: child.pid, program: process.execPath });
      expect(facts?.startedAt?.localeCompare(before)).toBe(1);
    });
  });

  it('is found on IPv6 too, and no longer when it has stopped to listen', async () => {
    const server = createServer().listen(0);
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    expect(await machine.listener(port)).toMatchObject({ pid: process.pid });
    server.close();
    await once(server, 'close');
    expect(await machine.listener(port)).toBeNull();
  });

  it('is named as it was called: by a link, from its folder, or off its PATH', async () => {
    const link = join(folder, 'interpreter');
    await withChild(link, {}, async ({ pid = 0 }) => {
      expect(await machine.process(pid)).toMatchObject({ program: link });
    });
    await withChild('./interpreter', { cwd: folder }, async ({ pid = 0 }) => {
      expect(await machine.process(pid)).toMatchObject({ program: link });
    });
    await withChild('interpreter', { env: { PATH: `/nowhere:${folder}` } }, async ({ pid = 0 }) => {
      expect(await machine.process(pid)).toMatchObject({ program: link });
    });
  });

  it('is named by its executable when it calls itself something else', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { argv0: '/usr/bin/env' });
    await once(child, 'spawn');
    expect(await machine.process(child.pid ?? 0)).toMatchObject({
      program: await realpath(process.execPath),
    });
    child.kill('SIGKILL');
  });

  it('holds memory, and with it what its children hold', async () => {
    const alone = `setInterval(() => {}, 1000)`;
    const parent = `require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(
      `const kept = Buffer.alloc(200 * 2 ** 20, 1); console.log(kept.length); ${alone}`,
    )}], { stdio: 'inherit' }); ${alone}`;
    const child = spawn(process.execPath, ['-e', parent], {
      stdio: ['ignore', 'pipe', 'inherit'],
      detached: true,
    });
    try {
      await once(child.stdout, 'data');
      expect(await machine.residentMib(child.pid ?? 0)).toBeGreaterThan(220);
    } finally {
      process.kill(-(child.pid ?? 0), 'SIGKILL');
    }
  });

  it('is related to those it started, and asks those it is connected to', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const talk = `const s = require('net').connect(${port}, '127.0.0.1', () => console.log('connected'))`;
    const parent = `require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(talk)}], { stdio: 'inherit' }); setInterval(() => {}, 1000)`;
    const child = spawn(process.execPath, ['-e', parent], {
      stdio: ['ignore', 'pipe', 'inherit'],
      detached: true,
    });
    try {
      await once(child.stdout, 'data');
      const family = await machine.relatives(child.pid ?? 0);
      expect(family).toHaveLength(2);
      expect(family[0]).toBe(child.pid);
      expect(await machine.servers(family)).toEqual([process.pid]);
      expect(await machine.servers([child.pid ?? 0])).toEqual([]);
    } finally {
      process.kill(-(child.pid ?? 0), 'SIGKILL');
      server.close();
    }
  });

  it('uses the processor, and the machine counts it', async () => {
    const spin = `while (process.cpuUsage().user < 150000); console.log('done'); setInterval(() => {}, 1000)`;
    const before = await machine.load();
    const child = spawn(process.execPath, ['-e', spin], { stdio: ['ignore', 'pipe', 'inherit'] });
    try {
      await once(child.stdout, 'data');
      const after = await machine.load();
      const own = after.processes?.find(({ pid }) => pid === child.pid);
      expect(own?.ownS).toBeGreaterThanOrEqual(0.1);
      expect(own?.parent).toBe(process.pid);
      expect(after.busyS - before.busyS).toBeGreaterThanOrEqual(0.1);
      expect(after.totalS - before.totalS).toBeGreaterThanOrEqual(after.busyS - before.busyS);
      expect(after.availableMib).toBeGreaterThan(0);
      expect(machine.ownPid).toBe(process.pid);
    } finally {
      child.kill('SIGKILL');
    }
  });

  it('is null when there is none', async () => {
    expect(await machine.process(2 ** 30)).toBeNull();
    expect(await machine.residentMib(2 ** 30)).toBeNull();
    expect(await machine.relatives(2 ** 30)).toEqual([]);
  });
});
