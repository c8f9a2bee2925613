import type { Addressee, Labels } from '../domain/fleet-job.ts';

/** Before every key of ralph in Redis: what an ACL has to allow is `~ralph:*`. */
export const PREFIX = 'ralph';

/** The queue of those who judge fleets: a fleet is a job there, and waits for one job of each of its stacks. */
export const FLEETS = 'fleets';

/** Any text as a part of a name or a key: `:` separates the parts of keys, `,` and `=` those of labels. */
export const safe = (text: string): string => encodeURIComponent(text.replace(/\p{Cs}/gu, '\ufffd'));

/** "k=v" of each label, in the order of their keys, so that the same labels are the same queue. */
export const selectorOf = (labels: Labels): string =>
  Object.entries(labels)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, value]) => `${safe(key)}=${safe(value)}`)
    .join(',');

/** The queue in which a job for an addressee waits. */
export const queueOf = (asked: Addressee): string =>
  'agent' in asked ? `agent.${safe(asked.agent)}` : `labels.${selectorOf(asked.labels)}`;

/** All that may be asked of an agent with these labels: each of them, and each that are together. */
export function selectorsOf(labels: Labels): Labels[] {
  const [first, ...rest] = Object.entries(labels);
  if (first === undefined) return [];
  const others = selectorsOf(Object.fromEntries(rest));
  const [key, value] = first;
  return [{ [key]: value }, ...others, ...others.map((some) => ({ [key]: value, ...some }))];
}

/** The queues on which an agent works: its own, and one for each set of its labels. */
export const queuesOf = (agent: string, labels: Labels): string[] => [
  queueOf({ agent }),
  ...selectorsOf(labels).map((some) => queueOf({ labels: some })),
];

/** The queue in which a job waits that asks an agent to make its share of a load. */
export const benchQueueOf = (agent: string): string => `bench.${safe(agent)}`;

/** The queue of those who make the reviews of a fleet, one after the other. */
export const turnsQueueOf = (fleet: string): string => `turns.${safe(fleet)}`;

/** The id of the job that asks for a stack in a run: asked for again, it is the same job. */
export const jobIdOf = (run: string, stack: string): string => `${run}.${safe(stack)}`;

/** The key of that job, as the engine names it among those that a fleet waits for. */
export const jobKeyOf = (
  run: string,
  { stack, asked }: { readonly stack: string; readonly asked: Addressee },
) => `${PREFIX}:${queueOf(asked)}:${jobIdOf(run, stack)}`;

/** Keys of ralph's own, beside those of the engine. */
export const keys = {
  agents: `${PREFIX}:agents`,
  agent: (name: string) => `${PREFIX}:agent:${safe(name)}`,
  /** Stack → name of who took it first, and last. */
  first: (run: string) => `${PREFIX}:run:${run}:first`,
  taken: (run: string) => `${PREFIX}:run:${run}:taken`,
  /** What happens in a run, as a stream. */
  progress: (run: string) => `${PREFIX}:run:${run}:progress`,
  /** Exists when the run is over and nobody waits for its answers any more. */
  withdrawn: (run: string) => `${PREFIX}:run:${run}:withdrawn`,
  answer: (run: string, id: string) => `${PREFIX}:run:${run}:answer:${id}`,
  /** What is said to those who make a load together, and what they say, as streams. */
  orders: (run: string) => `${PREFIX}:bench:${run}:orders`,
  replies: (run: string) => `${PREFIX}:bench:${run}:replies`,
} as const;
