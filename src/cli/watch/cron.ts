import { UsageError } from '../usage-error.ts';
import type { Schedule } from './schedule.ts';

const EXPECTED =
  'five fields (minute, hour, day of the month, month, day of the week) such as "0 3 * * *", or @hourly, @daily, @weekly, @monthly, @yearly';

/** Five fields or a nickname: the library would take a moment or a sixth field, too. */
const SHAPE = /^(?:@(?:hourly|daily|midnight|weekly|monthly|yearly|annually)|\S+(?:\s+\S+){4})$/i;

const refused = (expression: string, why: string): UsageError =>
  new UsageError(`--cron: found "${expression}"${why}, expected ${EXPECTED}`);

/**
 * The slots of a cron expression in a time zone (absent: that of this machine). At the change to summer time a slot in the
 * hour that is left out comes right after it; at the change back one in the hour that comes twice comes once. Throws
 * UsageError.
 */
export async function cron(expression: string, timezone?: string): Promise<Schedule> {
  const text = expression.trim();
  if (!SHAPE.test(text)) throw refused(expression, '');
  const { Cron } = await import('croner');
  const parse = (): InstanceType<typeof Cron> => {
    try {
      return new Cron(text, { paused: true, ...(timezone !== undefined && { timezone }) });
    } catch (error) {
      throw refused(expression, ` (${error instanceof Error ? error.message : String(error)})`);
    }
  };
  const pattern = parse();
  const next = (afterMs: number): number => {
    const slot = pattern.nextRun(new Date(afterMs));
    if (slot === null) throw refused(expression, ', which never comes');
    return slot.getTime();
  };
  next(0);
  return { clock: 'wall', startsNow: false, next };
}
