import { join } from 'node:path';
import { oneLine } from '../domain/printable.ts';
import type { Review } from '../domain/review.ts';
import { failedOutcome, isRight, type Outcome, outcomeOf } from '../selftest/outcome.ts';
import type { Trial } from '../selftest/world.ts';
import { packageRoot } from './reference-stack.ts';
import { layOut } from './selftest-folder.ts';
import type { Shop } from './selftest-shop.ts';
import { startWorld } from './selftest-stack.ts';

/** Ten times as long as a review of a healthy world takes. */
const LONGEST_MS = 120_000;
const SAID_CHARS = 400;

/** Reviews one world through the real command line, in a process of its own; in words why there is no review. */
async function reviewed(
  trial: Trial,
  folder: string,
  shop: Shop,
  signal: AbortSignal,
): Promise<Review | string> {
  const { execa } = await import('execa');
  const stack = await startWorld(trial.world, shop, signal);
  try {
    const { config, path } = await layOut(folder, trial.world, stack);
    const review = execa(
      process.execPath,
      [join(packageRoot, 'bin/ralph.js'), 'review', '-q', '--json', '--lang', 'en', '--config', config],
      {
        cwd: folder,
        env: { PATH: path, HOME: folder, TMPDIR: folder },
        extendEnv: false,
        reject: false,
        detached: true,
        cancelSignal: signal,
      },
    );
    const release = shop.guard(review.pid);
    const { stdout, stderr, exitCode, isCanceled } = await review;
    release();
    if (isCanceled) throw signal.reason;
    if (stdout.startsWith('{')) return JSON.parse(stdout);
    return stderr.trim() || `the review ended with exit code ${exitCode} and without a word`;
  } finally {
    await stack.stop();
  }
}

/** Runs one cycle and says what came of it. Rejects only when it is interrupted. */
export async function cycle(trial: Trial, shop: Shop, signal: AbortSignal): Promise<Outcome> {
  const startMs = performance.now();
  const elapsedMs = (): number => Math.round(performance.now() - startMs);
  const late = AbortSignal.timeout(LONGEST_MS);
  const failed = (why: string): Outcome => failedOutcome(trial, oneLine(why).slice(-SAID_CHARS), elapsedMs());
  signal.throwIfAborted();
  const folder = await shop.folder(trial.id);
  let outcome: Outcome | undefined;
  try {
    const review = await reviewed(trial, folder, shop, AbortSignal.any([signal, late]));
    outcome = typeof review === 'string' ? failed(review) : outcomeOf(trial, review, elapsedMs());
  } catch (error) {
    signal.throwIfAborted();
    const message = error instanceof Error ? error.message : String(error);
    outcome = failed(late.aborted ? `it was not over after ${LONGEST_MS / 1000} s` : message);
  } finally {
    const isWrong = outcome !== undefined && !isRight(outcome);
    if ((await shop.clear(folder, isWrong)) === 'kept' && outcome) outcome = { ...outcome, kept: folder };
  }
  return outcome;
}
