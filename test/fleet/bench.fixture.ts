import { readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Member } from '../../src/bench/together/seats.ts';
import { startRedis } from '../servers/redis.ts';
import { folder, start } from '../smoke/ralph.ts';

/** A stack that answers each request after so long, with a status that may depend on how many are being answered. */
export async function stack(status: (inside: number) => number, afterMs: number) {
  let [asked, inside] = [0, 0];
  const server = createServer((_, response) => {
    asked++;
    response.statusCode = status(++inside);
    setTimeout(() => {
      inside--;
      response.end('something');
    }, afterMs);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  return { url, asked: () => asked };
}

export const eight = Array.from({ length: 8 }, (_, index) => `gpu-${index}`);

/** A real Redis and real agents of one stack, which end with the test. */
export async function agentsOf(url: string, names: readonly string[], benchUsers = 100) {
  const redis = await startRedis({ appendOnly: true });
  onTestFinished(() => redis.stop());
  const cwd = await folder();
  const started = names.map((name) =>
    start(
      [
        ...['agent', '--queue', redis.url, '--name', name, '--target', url],
        ...['--bench-users', String(benchUsers)],
      ],
      { cwd, env: { XDG_STATE_HOME: join(cwd, 'state') } },
    ),
  );
  onTestFinished(async () => {
    for (const { child } of started) child.kill('SIGKILL');
    await Promise.all(started.map(({ ended }) => ended));
  });
  await Promise.all(started.map(({ saying }, index) => saying(`agent ${names[index]} takes jobs`)));
  return { redis, agents: started, cwd };
}

/** What of the result of a load of many hosts is looked at. */
export interface Together {
  readonly target: string;
  readonly agents: readonly Member[];
  readonly measured: {
    readonly requests: { readonly answered: number; readonly failed: Record<string, number> };
    readonly timings: Record<
      string,
      { readonly n: number; readonly min: number; readonly p50: number } | null
    >;
    readonly instrument: { readonly delay: { readonly p99: number } | null };
    readonly lost: readonly string[];
  } | null;
  readonly capacity: { readonly passing: number; readonly failing: number; readonly settled: boolean } | null;
  readonly histogramsUs: readonly Record<string, readonly (readonly [number, number])[]>[];
}

/** `ralph fleet bench` with a scenario of these lines, as a process. */
export async function benching(cwd: string, queue: string, ...lines: readonly string[]) {
  await writeFile(join(cwd, 'load.yaml'), lines.join('\n'));
  return start(['fleet', 'bench', 'load.yaml', '--queue', queue, '--results', 'results'], { cwd });
}

/** The one result in a folder. */
export async function kept(cwd: string): Promise<Together> {
  const [name = '', ...more] = await readdir(join(cwd, 'results'));
  if (more.length > 0) throw new Error(`more than one result: ${[name, ...more].join(', ')}`);
  return JSON.parse(await readFile(join(cwd, 'results', name), 'utf8'));
}
