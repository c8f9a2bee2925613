import { setTimeout as pause } from 'node:timers/promises';
import { openArchive } from '../../archive/open.ts';
import { duration } from '../../config/quantity.ts';
import { drawingsFor } from '../deliver.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { Flags } from '../flags.ts';
import { languageOf } from '../language.ts';
import { destinationsOf } from '../notify/destinations.ts';
import { progress } from '../progress.ts';
import { rules } from '../rules.ts';
import { select } from '../selection.ts';
import { settingsFor } from '../settings.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';
import { cron } from '../watch/cron.ts';
import { reviewProcess } from '../watch/cycle-process.ts';
import { every, type Schedule } from '../watch/schedule.ts';
import { watchLine } from '../watch/told.ts';
import { type WatchClock, watchLoop } from '../watch/watch-loop.ts';
import { wholeNumber } from '../whole-number.ts';

export interface WatchFlags extends Flags {
  readonly every?: string;
  readonly cron?: string;
  readonly cycles?: string;
}

/** Flags that a watch has for itself, and hands to no review. */
export const WATCH_FLAGS = ['every', 'cron', 'cycles'] as const;

const LEAST_EVERY_MS = 1000;

const CLOCK: WatchClock = {
  monotonicMs: () => performance.now(),
  wallMs: () => Date.now(),
  sleep: (ms, signal) => pause(ms, undefined, { signal }).catch(() => {}),
};

async function scheduleOf({ every: text, cron: expression }: WatchFlags): Promise<Schedule> {
  if ((text === undefined) === (expression === undefined))
    throw new UsageError(
      `watch: found ${text === undefined ? 'neither --every nor --cron' : 'both --every and --cron'}, expected one of them, such as --every 30m or --cron "0 3 * * *"`,
    );
  if (expression !== undefined) return cron(expression);
  const reading = duration(['30m', '24h'], { least: LEAST_EVERY_MS }).read(text ?? '');
  if ('value' in reading) return every(reading.value, CLOCK.monotonicMs());
  throw new UsageError(`--every: found "${text}", expected ${reading.expected}`);
}

/** What each review would refuse is refused once, before the first one. */
async function checked(flags: WatchFlags, terminal: Terminal) {
  await drawingsFor(flags, terminal.cwd());
  destinationsOf(flags, terminal);
  select(rules.probes, flags);
  const { config } = await settingsFor(flags, terminal);
  await using archive = await openArchive(config.archive);
  await archive.ensureWritable();
  return config;
}

/** How a watch ends: as its last cycle did. */
function codeOf(last: number | null | undefined): ExitCode {
  return Object.values(EXIT).find((code) => code === last) ?? EXIT.inconclusive;
}

/**
 * Reviews the stack again and again, on a schedule; `words` are the flags of its reviews. However a review ends, the next
 * one is made. Ends after `--cycles`, as its last cycle did, and with an interrupt once the running cycle has ended.
 */
export async function watch(
  flags: WatchFlags,
  words: readonly string[],
  terminal: Terminal,
  signal: AbortSignal,
): Promise<ExitCode> {
  const schedule = await scheduleOf(flags);
  const cycles = flags.cycles === undefined ? undefined : wholeNumber('--cycles', flags.cycles, 1);
  const config = await checked(flags, terminal);
  const lang = languageOf(flags.lang, config.lang, terminal.env);
  const shown = progress(terminal, lang, flags);
  const last = await watchLoop({
    ...{ schedule, clock: CLOCK, signal },
    ...(cycles !== undefined && { cycles }),
    cycle: () => reviewProcess(words, signal),
    on: (event) => shown.say(watchLine(event)[lang]),
  });
  signal.throwIfAborted();
  return codeOf(last);
}
