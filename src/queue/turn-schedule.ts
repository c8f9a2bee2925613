import { TURN_OPTIONS, type Turns } from './turns.ts';

/** When the reviews of a fleet are due. */
export interface TurnSchedule {
  /** Five fields. */
  readonly cron: string;
  /** Name of a time zone. */
  readonly tz: string;
  /** ISO 8601, UTC; null: not known. */
  readonly nextAt: string | null;
}

/** A fleet has one schedule, whoever set it. */
const SCHEDULE = 'schedule';

/** The schedule of a fleet; undefined where it has none. */
export async function scheduleOf({ line }: Turns): Promise<TurnSchedule | undefined> {
  const found = await line.getJobScheduler(SCHEDULE);
  if (!found?.pattern) return undefined;
  const { pattern: cron, tz = 'UTC', next } = found;
  return { cron, tz, nextAt: next === undefined ? null : new Date(next).toISOString() };
}

/**
 * Has a review come at each slot, in place of the schedule that was. A slot that comes while a review is made is made once
 * that one is over, and of several that come meanwhile the first alone.
 */
export async function setSchedule(
  { line }: Turns,
  { cron, tz }: Omit<TurnSchedule, 'nextAt'>,
): Promise<void> {
  const template = { name: 'scheduled', data: { only: null }, opts: { ...TURN_OPTIONS } };
  await line.upsertJobScheduler(SCHEDULE, { pattern: cron, tz }, template);
}

/** Has none come any more; answers whether there was a schedule. */
export const clearSchedule = ({ line }: Turns): Promise<boolean> => line.removeJobScheduler(SCHEDULE);
