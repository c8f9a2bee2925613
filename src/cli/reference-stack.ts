import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Target, Task } from '../domain/target.ts';
import { lastLines } from '../suites/terminal-text.ts';
import { REFERENCE } from './settings.ts';

/** The root of this package, from the bundle in dist/. */
export const packageRoot = fileURLToPath(new URL('..', import.meta.url));

/** How the key of a locked reference stack reaches it. */
const KEY_VARIABLE = 'RALPH_REFERENCE_API_KEY';

const SUITE_TIMEOUT_MS = 300_000;
/** A stack that does not heed the request to end, because it is busy or hangs, is killed. */
const STOP_MS = 3_000;

/** As much of the log of a stack is kept, and as much of it is said, where it does not start. */
const LOG_CHARS = 64 * 1024;
const LOG_LINES = 30;

/** The reference stack's own suite and compile, where this package lies with its sources and tools. */
function task(tool: string, args: readonly string[]): Task | null {
  const program = `${packageRoot}node_modules/${tool}`;
  if (!existsSync(program) || !existsSync(`${packageRoot}src/backend`)) return null;
  return {
    argv: [process.execPath, program, ...args],
    folder: packageRoot.replace(/\/$/, ''),
    timeoutMs: SUITE_TIMEOUT_MS,
  };
}

/** The bundled stack as a target: it runs on the processor, so no GPU is asked of it. */
export const referenceTarget = (url: string, pid: number | null): Target => ({
  name: REFERENCE,
  url,
  dialect: 'eva',
  paths: {},
  folder: packageRoot.replace(/\/$/, ''),
  tests: task('vitest/vitest.mjs', ['run', '--project', 'contract']),
  build: task('typescript/bin/tsc', ['--project', 'src/backend']),
  python: null,
  requirements: null,
  gpu: 'ignore',
  audio: 'inline',
  requires: ['llm', 'tts', 'database'],
  pid,
});

/**
 * Starts the reference stack in a process of its own and resolves when it is ready. The process ends with `stop`, and
 * also when this one is gone, however it went. With a key it opens to nobody else; `flags` are those of `ralph serve`.
 * Rejects with the end of its log when it does not start, or not before `signal` aborts.
 */
export async function startReference(
  apiKey?: string,
  flags: readonly string[] = [],
  signal?: AbortSignal,
): Promise<{ url: string; pid: number | null; stop(): Promise<void> }> {
  const locked = apiKey === undefined ? [] : ['--api-key-env', KEY_VARIABLE];
  const child = fork(`${packageRoot}bin/ralph.js`, ['serve', '--port', '0', ...locked, ...flags], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    env: apiKey === undefined ? process.env : { ...process.env, [KEY_VARIABLE]: apiKey },
    detached: true,
  });
  let log = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    log = (log + text).slice(-LOG_CHARS);
  });
  const ended = once(child, 'exit');
  const stop = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
      await ended;
      clearTimeout(late);
    }
  };
  const giveUp = (): void => void child.kill('SIGKILL');
  if (signal?.aborted) giveUp();
  signal?.addEventListener('abort', giveUp, { once: true });
  const first = await Promise.race([
    once(child, 'message').then(([message]) => message),
    ended.then(() => undefined),
  ]);
  signal?.removeEventListener('abort', giveUp);
  if (typeof first !== 'object' || first === null || !('url' in first)) {
    await stop();
    throw new Error(`the reference stack did not start:\n${lastLines(log, LOG_LINES).join('\n')}`);
  }
  return { url: String(first.url), pid: child.pid ?? null, stop };
}
