import { oneLine } from '../../domain/printable.ts';
import type { Text } from '../../domain/text.ts';
import { forget } from '../../queue/filing.ts';
import { clearSchedule, scheduleOf, setSchedule, type TurnSchedule } from '../../queue/turn-schedule.ts';
import { type Turn, takeTurns } from '../../queue/turn-worker.ts';
import { openTurns } from '../../queue/turns.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { type FleetFlags, openFleet } from '../fleet/fleet-place.ts';
import { makeReview } from '../fleet/make-review.ts';
import { untilWritable } from '../fleet/until-kept.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';
import { cron as slotsOf } from '../watch/cron.ts';

export interface FleetScheduleFlags extends FleetFlags {
  readonly cron?: string;
  readonly tz?: string;
  readonly clear?: boolean;
}

/** The time zone that was named, else that of this machine. Throws UsageError. */
function zoneOf(tz: string | undefined): string {
  const zone = tz ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    throw new UsageError(`--tz: found "${zone}", expected a time zone such as Europe/Paris or UTC`);
  }
}

const TOLD = {
  next: ({ cron, tz, nextAt }: TurnSchedule): Text => ({
    en: `reviews at "${cron}" (${tz}), the next one at ${nextAt}; waiting, and going on with what was left`,
    fr: `revues à « ${cron} » (${tz}), la prochaine à ${nextAt} ; en attente, et en reprise de ce qui reste`,
  }),
  begins: ({ run, isTakenUp }: Turn): Text => ({
    en: `${isTakenUp ? 'goes on with' : 'begins'} review ${run.slice(0, 8)}`,
    fr: `${isTakenUp ? 'reprise de' : 'début de'} la revue ${run.slice(0, 8)}`,
  }),
  failed: (why: string): Text => ({
    en: `the review could not be made: ${why}; "ralph fleet review --resume" tries again`,
    fr: `la revue n’a pu être faite : ${why} ; « ralph fleet review --resume » réessaie`,
  }),
  none: { en: 'there was no schedule', fr: 'il n’y avait pas de calendrier' },
  cleared: { en: 'the schedule is gone', fr: 'le calendrier est supprimé' },
} as const;

/**
 * Sets when the reviews of a fleet are due, and makes those that are, until it is stopped. Several may stand by: each
 * review is made by one of them, and taken up by another where that one dies.
 */
export async function fleetSchedule(
  file: string,
  flags: FleetScheduleFlags,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<ExitCode> {
  const tz = zoneOf(flags.tz);
  if (flags.cron !== undefined) await slotsOf(flags.cron, tz);
  if (flags.clear && flags.cron !== undefined)
    throw new UsageError('--clear: found it beside --cron, expected one of them');
  await using place = await openFleet(file, flags, terminal);
  const { queue, fleet, archive, shown, tell } = place;
  const turns = await openTurns(queue, fleet.name);
  try {
    if (flags.clear) {
      tell((await clearSchedule(turns)) ? TOLD.cleared : TOLD.none);
      return EXIT.passed;
    }
    await untilWritable(archive, { say: tell, signal });
    if (flags.cron !== undefined) await setSchedule(turns, { cron: flags.cron.trim(), tz });
    const schedule = await scheduleOf(turns);
    if (!schedule)
      throw new UsageError(
        `fleet schedule: found no --cron and no schedule of ${fleet.name} in the queue, expected one, such as --cron "0 3 * * *"`,
      );
    tell(TOLD.next(schedule));
    await takeTurns(turns, {
      signal,
      takes: () => true,
      async make(turn) {
        tell(TOLD.begins(turn));
        const { review, stem } = await makeReview(turn, place, signal);
        shown.say(`${stem}: ${oneLine(review.status)}`);
        // Sweeps what earlier nights left, for as long as nobody starts this process anew; the review is kept already.
        await archive.ensureWritable().catch(() => {});
        return stem;
      },
      failed: (_, error) =>
        tell(TOLD.failed(oneLine(error instanceof Error ? error.message : String(error)))),
      over: ({ run }) => forget(queue, run),
    });
    return EXIT.passed;
  } finally {
    await turns.close();
  }
}
