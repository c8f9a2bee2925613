import { oneLine } from '../domain/printable.ts';
import { same, type Text } from '../domain/text.ts';
import type { Check } from './check.ts';

/** A server that a config names: what is there, or why it cannot be used. */
export type ServerThere<Found> = {
  /** As people are told it, without a password. */
  readonly place: string;
} & (Found | { readonly problem: string });

/** The queue from which this host takes jobs, and the database that keeps its reviews; null: the config names none. */
export interface FleetFacts {
  /** Names of the agents that are there now. */
  readonly queue: ServerThere<{ readonly agents: readonly string[] }> | null;
  /** How many reviews it holds. */
  readonly archive: ServerThere<{ readonly reviews: number }> | null;
}

const MOST_NAMES = 8;

function agentsIn(agents: readonly string[]): Text {
  if (agents.length === 0) return { en: 'no agent is there now', fr: 'aucun agent n’y est en ce moment' };
  const more = agents.length > MOST_NAMES ? `, …` : '';
  return {
    en: `${agents.length} agent${agents.length === 1 ? ' is' : 's are'} there (${agents.slice(0, MOST_NAMES).join(', ')}${more})`,
    fr: `${agents.length} agent${agents.length === 1 ? ' y est' : 's y sont'} (${agents.slice(0, MOST_NAMES).join(', ')}${more})`,
  };
}

function reviewsIn(reviews: number): Text {
  const s = reviews === 1 ? '' : 's';
  return { en: `${reviews} review${s}`, fr: `${reviews} revue${s}` };
}

function check<Found>(
  id: 'queue' | 'archive',
  title: Text,
  server: ServerThere<Found> | null,
  {
    said,
    failed,
    advice,
  }: {
    readonly said: (found: Found) => Text;
    /** What it is where it cannot be used. */
    readonly failed: 'gap' | 'wrong';
    readonly advice: Text;
  },
): readonly Check[] {
  if (server === null) return [];
  const base = { id, of: 'fleet', title } as const;
  if ('problem' in server)
    return [{ ...base, standing: failed, found: same(oneLine(server.problem)), advice }];
  const { en, fr } = said(server);
  const place = oneLine(server.place);
  return [
    {
      ...base,
      standing: 'ready',
      found: { en: oneLine(`${place}: ${en}`), fr: oneLine(`${place} : ${fr}`) },
    },
  ];
}

/** Whether what a host shares with others can be used from here. */
export const fleetChecks = ({ queue, archive }: FleetFacts): Check[] => [
  ...check('queue', { en: 'Queue', fr: 'File' }, queue, {
    said: ({ agents }) => agentsIn(agents),
    // A review of this host needs no queue; jobs of a fleet do.
    failed: 'gap',
    advice: {
      en: 'without it "ralph agent" takes no jobs; docs/fleet.md says what it needs',
      fr: 'sans elle, « ralph agent » ne prend aucune tâche ; docs/fleet.md dit ce qu’il lui faut',
    },
  }),
  ...check('archive', same('Archive'), archive, {
    said: ({ reviews }) => reviewsIn(reviews),
    failed: 'wrong',
    advice: {
      en: 'no review can be kept until it answers; docs/archive.md says what it needs',
      fr: 'aucune revue ne peut être gardée tant qu’elle ne répond pas ; docs/archive.md dit ce qu’il lui faut',
    },
  }),
];
