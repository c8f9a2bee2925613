import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { World } from '../selftest/fault-case.ts';
import { packageRoot, startReference } from './reference-stack.ts';
import type { Shop } from './selftest-shop.ts';

interface Started {
  readonly url: string;
  readonly pid: number | null;
  stop(): Promise<void>;
}

/** A program of node in a process group of its own, which `stop` kills whole. */
function program(args: readonly string[], env: Readonly<Record<string, string>>, shop: Shop) {
  const child: ChildProcess = spawn(process.execPath, args, {
    cwd: packageRoot,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'ignore'],
    detached: true,
  });
  const { pid } = child;
  const release = shop.guard(pid);
  const ended = once(child, 'exit').then(
    () => {},
    () => {},
  );
  const stop = async (): Promise<void> => {
    try {
      // What it started may have outlived it.
      if (pid !== undefined) process.kill(-pid, 'SIGKILL');
    } catch {
      // Nobody of them is there any more.
    }
    await ended;
    release();
  };
  return { child, pid, ended, stop };
}

async function standIn(name: string, shop: Shop, signal: AbortSignal): Promise<Started> {
  const { child, pid, ended, stop } = program(
    [join(packageRoot, 'fixtures/stacks/serve.js'), name],
    {},
    shop,
  );
  try {
    const line = child.stdout && once(child.stdout.setEncoding('utf8'), 'data', { signal });
    const said = await Promise.race([line, ended]);
    if (!said) throw new Error(`the stack ${name} did not start`);
    return { url: String(said[0]).trim(), pid: pid ?? null, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** An address of this machine at which nothing listens. */
async function nobody(): Promise<Started> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 9;
  server.close();
  await once(server, 'close');
  return { url: `http://127.0.0.1:${port}`, pid: null, stop: async () => {} };
}

async function reference(
  { faults = [], serve = [], hears = false }: World,
  shop: Shop,
  signal: AbortSignal,
): Promise<Started> {
  const started = await startReference(
    undefined,
    [
      '--rate-limit',
      '0',
      '--tts-engines',
      'tone',
      ...(hears ? ['--stt-echo'] : []),
      ...serve,
      ...faults.flatMap((fault) => ['--fault', fault]),
    ],
    signal,
  );
  const release = shop.guard(started.pid ?? undefined);
  return { ...started, stop: () => started.stop().then(release) };
}

/** Starts the stack of a world, and what runs beside it. Rejects when it does not start, or when `signal` aborts that. */
export async function startWorld(world: World, shop: Shop, signal: AbortSignal): Promise<Started> {
  const { stack, beside = [] } = world;
  signal.throwIfAborted();
  const started = await (stack === undefined
    ? reference(world, shop, signal)
    : stack === null
      ? nobody()
      : standIn(stack, shop, signal));
  const env = { STACK_URL: started.url, STACK_PID: String(started.pid ?? '') };
  const others = beside.map((args) => program(args, env, shop));
  return {
    ...started,
    stop: async () => void (await Promise.all([started, ...others].map(({ stop }) => stop()))),
  };
}
