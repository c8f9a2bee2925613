import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { fixtures, folder, ralph } from './ralph.ts';

/** The parts of a result that the tests look at. */
export interface Result {
  readonly interrupted: boolean;
  readonly measured: {
    readonly measuredFrom: string;
    readonly measuredMs: number;
    readonly requests: {
      readonly answered: number;
      readonly failed: Record<string, number>;
      readonly queued: number;
    };
    readonly shares: { readonly success: number };
    readonly timings: Record<
      string,
      { readonly n: number; readonly min: number; readonly p99: number; readonly max: number } | null
    >;
    readonly instrument: { readonly delay: { readonly p99: number } | null };
  };
  readonly capacity: { readonly passing: number; readonly failing: number; readonly settled: boolean };
  readonly histogramsUs: readonly Record<string, readonly (readonly [number, number])[]>[];
}

/** A server that ends with the test. */
export async function serving(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
}

/** A voice socket that does this after each message, and ends with the test. */
export async function talking(answer: (socket: WebSocket) => void): Promise<string> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  server.on('connection', (socket) => {
    socket.on('message', (data) => {
      if (JSON.parse(String(data)).type === 'message') answer(socket);
    });
  });
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of server.clients) socket.terminate();
    server.close();
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
}

/** A server that freezes 1 s in every 10, in a process that ends with the test. */
export async function freezing(): Promise<string> {
  const child = spawn(process.execPath, [join(fixtures, 'load/freezing-server.js')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.stdin.end());
  const [said] = await once(child.stdout, 'data');
  return String(said).trim();
}

/** A folder with a scenario of these lines, and the arguments that run it there. */
export async function scenario(...lines: readonly string[]): Promise<{ cwd: string; args: string[] }> {
  const cwd = await folder();
  await writeFile(join(cwd, 'load.yaml'), lines.join('\n'));
  return { cwd, args: ['bench', 'load.yaml', '--results', 'results'] };
}

/** Runs a scenario of these lines and reads the file that it left. */
export async function benched(...lines: readonly string[]) {
  const { cwd, args } = await scenario(...lines);
  const { code, stdout, stderr } = await ralph([...args, '-q'], { cwd });
  return { code, stdout, stderr, result: await kept(cwd) };
}

/** The one result in a folder. */
export async function kept(cwd: string): Promise<Result> {
  const [name = '', ...more] = await readdir(join(cwd, 'results'));
  if (more.length > 0) throw new Error(`more than one result: ${[name, ...more].join(', ')}`);
  return JSON.parse(await readFile(join(cwd, 'results', name), 'utf8'));
}
