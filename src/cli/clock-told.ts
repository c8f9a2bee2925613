import type { Text } from '../domain/text.ts';
import type { Queue } from '../queue/connection.ts';

/** What passes for the same time: jobs are put off by less than that. */
const SAME_MS = 30_000;

const span = (ms: number): string =>
  ms < 120_000
    ? `${Math.round(ms / 1000)} s`
    : ms < 7_200_000
      ? `${Math.round(ms / 60_000)} min`
      : `${Math.round(ms / 3_600_000)} h`;

/** That the clock of this machine is another than that of the queue, by which jobs are put off; undefined: it is not. */
export function clockTold({ place, aheadMs }: Pick<Queue, 'place' | 'aheadMs'>): Text | undefined {
  const by = Math.abs(aheadMs);
  if (by < SAME_MS) return undefined;
  const isAhead = aheadMs > 0;
  return {
    en: `the clock of this machine is ${span(by)} ${isAhead ? 'ahead of' : 'behind'} that of ${place}: jobs that are tried again, and schedules, go by it; set it (NTP)`,
    fr: `l’horloge de cette machine ${isAhead ? 'avance' : 'retarde'} de ${span(by)} sur celle de ${place} : nouveaux essais et calendriers en dépendent ; la régler (NTP)`,
  };
}
