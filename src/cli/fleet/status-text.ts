import type { Addressee, AgentCard } from '../../domain/fleet-job.ts';
import { oneLine } from '../../domain/printable.ts';
import type { Canvas } from '../../domain/reporter.ts';
import { VERDICT_WORDS, type Verdict } from '../../domain/review.ts';
import type { Lang } from '../../domain/text.ts';
import type { TurnSchedule } from '../../queue/turn-schedule.ts';
import type { TurnSeen } from '../../queue/turns.ts';
import { VERDICT_SIGNS } from '../../reporters/verdict-signs.ts';
import { cut } from '../live/width.ts';
import { askedText, labelsText } from './absent.ts';

/** How a fleet stands. */
export interface FleetStatus {
  readonly fleet: string;
  readonly queue: string;
  readonly archive: string;
  readonly agents: readonly AgentCard[];
  readonly stacks: readonly {
    readonly name: string;
    readonly asked: Addressee;
    /** Names of those that are there and would take it. */
    readonly agents: readonly string[];
    /** Jobs that wait for them or are in their hands, of any fleet. */
    readonly waiting: number;
  }[];
  /** Those that are being made, wait, were left or failed. */
  readonly reviews: readonly TurnSeen[];
  /** Newest first. */
  readonly last: readonly {
    readonly stem: string;
    readonly reviewedAt: string;
    readonly verdict: Verdict;
    readonly status: string;
    readonly partial: boolean;
  }[];
  readonly schedule: TurnSchedule | null;
}

const WORDS = {
  en: {
    agents: (there: number) => `${there} agent${there === 1 ? '' : 's'} there`,
    measures: (stack: string) => `measures ${stack}`,
    waits: 'waits',
    unserved: 'Stacks for which nobody is there',
    reviews: 'Reviews under way',
    last: 'Last reviews',
    none: 'none yet',
    schedule: (cron: string, tz: string, next: string) => `Schedule: "${cron}" (${tz}), next at ${next}`,
    unscheduled: 'Schedule: none',
    made: 'is being made',
    left: 'was left; "ralph fleet review --resume" goes on with it',
    failed: 'could not be kept; "ralph fleet review --resume" tries again',
    queued: 'waits for its turn',
  },
  fr: {
    agents: (there: number) => `${there} agent${there === 1 ? '' : 's'} présent${there === 1 ? '' : 's'}`,
    measures: (stack: string) => `mesure ${stack}`,
    waits: 'attend',
    unserved: 'Piles pour lesquelles personne n’est là',
    reviews: 'Revues en cours',
    last: 'Dernières revues',
    none: 'aucune encore',
    schedule: (cron: string, tz: string, next: string) =>
      `Calendrier : « ${cron} » (${tz}), prochaine à ${next}`,
    unscheduled: 'Calendrier : aucun',
    made: 'en train d’être faite',
    left: 'laissée en route ; « ralph fleet review --resume » la reprend',
    failed: 'n’a pu être rangée ; « ralph fleet review --resume » réessaie',
    queued: 'attend son tour',
  },
} as const satisfies Record<Lang, unknown>;

/** A fleet's status on a screen. */
export function drawnStatus(status: FleetStatus, lang: Lang, { columns }: Canvas): string {
  const words = WORDS[lang];
  const state = { made: words.made, left: words.left, failed: words.failed, waits: words.queued };
  const unserved = status.stacks.filter(({ agents }) => agents.length === 0);
  const section = (title: string, rows: readonly string[]): string[] =>
    rows.length === 0 ? [] : ['', title, ...rows.map((row) => `  ${row}`)];
  const lines = [
    `${status.fleet} · ${status.queue} · ${status.archive}`,
    ...section(
      words.agents(status.agents.length),
      status.agents.map(({ name, labels, busy, ralph }) =>
        [name, labelsText(labels), `ralph ${ralph}`, busy === null ? words.waits : words.measures(busy)]
          .filter(Boolean)
          .join('  '),
      ),
    ),
    ...section(
      words.unserved,
      unserved.map(({ name, asked }) => `${name}  ${askedText(asked)}`),
    ),
    ...section(
      words.reviews,
      status.reviews.map(({ run, begun, state: how }) =>
        [run.slice(0, 8), state[how], begun && `${begun.by}, ${begun.at}`].filter(Boolean).join('  '),
      ),
    ),
    ...section(
      words.last,
      status.last.length === 0
        ? [words.none]
        : status.last.map(
            ({ stem, verdict, status: said }) =>
              `${VERDICT_SIGNS[verdict].icon} ${stem}  ${said || VERDICT_WORDS[verdict][lang]}`,
          ),
    ),
    '',
    status.schedule
      ? words.schedule(status.schedule.cron, status.schedule.tz, status.schedule.nextAt ?? '–')
      : words.unscheduled,
  ];
  return `${lines.map((line) => cut(line.startsWith('  ') ? `  ${oneLine(line)}` : oneLine(line), columns)).join('\n')}\n`;
}
