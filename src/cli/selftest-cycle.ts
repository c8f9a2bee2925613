import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Review } from '../domain/review.ts';
import { failedOutcome, type Outcome, outcomeOf } from '../selftest/outcome.ts';
import type { Trial } from '../selftest/world.ts';
import { packageRoot } from './reference-stack.ts';
import { layOut } from './selftest-folder.ts';
import { startWorld } from './selftest-stack.ts';

/** Reviews one world through the real command line, in a process of its own. */
async function reviewed(trial: Trial, signal: AbortSignal): Promise<Review | string> {
  const { execa } = await import('execa');
  const stack = await startWorld(trial.world);
  try {
    const { folder, config, path } = await layOut(trial.world, stack);
    try {
      const { stdout, stderr } = await execa(
        process.execPath,
        [join(packageRoot, 'bin/ralph.js'), 'review', '-q', '--json', '--lang', 'en', '--config', config],
        {
          cwd: folder,
          env: { PATH: path, HOME: folder, TMPDIR: folder },
          extendEnv: false,
          reject: false,
          cancelSignal: signal,
        },
      );
      signal.throwIfAborted();
      return stdout.startsWith('{') ? JSON.parse(stdout) : stderr.trim() || 'the review ended without a word';
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  } finally {
    await stack.stop();
  }
}

/** Runs one cycle and says what came of it. Rejects only when it is interrupted. */
export async function cycle(trial: Trial, signal: AbortSignal): Promise<Outcome> {
  const startMs = performance.now();
  const elapsedMs = (): number => Math.round(performance.now() - startMs);
  try {
    const review = await reviewed(trial, signal);
    return typeof review === 'string'
      ? failedOutcome(trial, review, elapsedMs())
      : outcomeOf(trial, review, elapsedMs());
  } catch (error) {
    signal.throwIfAborted();
    return failedOutcome(trial, error instanceof Error ? error.message : String(error), elapsedMs());
  }
}
