import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { packageRoot } from './reference-stack.ts';

/** Where cycles are run: their folders, and who sees to it that nothing of them outlives this process. */
export interface Shop {
  /** A new folder for a cycle. */
  folder(id: string): Promise<string>;
  /** Removes the folder of a cycle that is over, unless it is to be looked at and folders are kept. */
  clear(folder: string, isWrong: boolean): Promise<'kept' | 'gone'>;
  /** Has a process group ended with this process, however that goes; the function it returns calls that off. */
  guard(group: number | undefined): () => void;
}

/** A program that ends what was started when its standard input closes, which the end of this process does too. */
function startGuard(folder: string | undefined) {
  const guard = spawn(
    process.execPath,
    [join(packageRoot, 'dist/selftest-guard.js'), ...(folder === undefined ? [] : [folder])],
    // Apart from the terminal, whose Ctrl-C is for everybody else.
    { stdio: ['pipe', 'ignore', 'ignore'], detached: true, cwd: packageRoot },
  );
  const ended = once(guard, 'exit').catch(() => {});
  guard.stdin.on('error', () => {});
  return {
    tell: (line: string): void => void guard.stdin.write(`${line}\n`),
    close: async (): Promise<void> => {
      guard.stdin.end();
      await ended;
    },
  };
}

/** Opens a shop for `work`, and leaves nothing of it behind but the folders of wrong cycles in `keep`. */
export async function inShop<Result>(
  keep: string | undefined,
  work: (shop: Shop) => Promise<Result>,
): Promise<Result> {
  const own = keep === undefined ? await mkdtemp(join(tmpdir(), 'ralph-selftest-')) : undefined;
  const root = own ?? resolve(keep ?? '.');
  await mkdir(root, { recursive: true });
  const guard = startGuard(own);
  try {
    return await work({
      folder: (id) => mkdtemp(join(root, `${id.replace(/[^\w-]+/g, '+').slice(0, 100)}-`)),
      clear: async (folder, isWrong) => {
        if (keep !== undefined && isWrong) return 'kept';
        await rm(folder, { recursive: true, force: true, maxRetries: 5 });
        return 'gone';
      },
      guard: (group) => {
        if (group === undefined) return () => {};
        guard.tell(`+${group}`);
        return () => guard.tell(`-${group}`);
      },
    });
  } finally {
    if (own !== undefined) await rm(own, { recursive: true, force: true, maxRetries: 5 });
    await guard.close();
  }
}
