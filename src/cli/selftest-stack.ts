import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { World } from '../selftest/fault-case.ts';
import { packageRoot, startReference } from './reference-stack.ts';

interface Started {
  readonly url: string;
  readonly pid: number | null;
  stop(): Promise<void>;
}

/** A program of node, ended by `stop`, and by the end of this process through its closed standard input. */
function program(args: readonly string[]) {
  const child = spawn(process.execPath, args, { cwd: packageRoot, stdio: ['ignore', 'pipe', 'ignore'] });
  const ended = once(child, 'exit');
  const stop = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL');
      await ended;
    }
  };
  return { child, stop };
}

async function standIn(name: string): Promise<Started> {
  const { child, stop } = program([join(packageRoot, 'fixtures/stacks/serve.js'), name]);
  const [line] = await once(child.stdout.setEncoding('utf8'), 'data');
  return { url: String(line).trim(), pid: child.pid ?? null, stop };
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

const reference = ({ faults = [], serve = [] }: World): Promise<Started> =>
  startReference(undefined, [
    '--rate-limit',
    '0',
    '--tts-engines',
    'tone',
    ...serve,
    ...faults.flatMap((fault) => ['--fault', fault]),
  ]);

/** Starts the stack of a world, and what runs beside it. */
export async function startWorld(world: World): Promise<Started> {
  const { stack, beside = [] } = world;
  const started = await (stack === undefined ? reference(world) : stack === null ? nobody() : standIn(stack));
  const others = beside.map((args) => program(args));
  return {
    ...started,
    stop: async () => void (await Promise.all([started, ...others].map(({ stop }) => stop()))),
  };
}
