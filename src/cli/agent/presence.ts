import type { AgentCard } from '../../domain/fleet-job.ts';
import type { Text } from '../../domain/text.ts';
import type { Queue } from '../../queue/connection.ts';
import { agentNamed, BEAT_MS, leave, present } from '../../queue/registry.ts';
import { UsageError } from '../usage-error.ts';

type Standing = Omit<AgentCard, 'seenAt' | 'busy' | 'since'>;

/** An agent that is seen in the queue for as long as it lives. */
export interface Presence {
  busy(stack: string | null): void;
  leave(): Promise<void>;
}

const TWICE = (name: string, since: string): Text => ({
  en: `another agent ${name} is there, since ${since}, with the same key: give each host a name and a key of its own, or nobody knows which of them answers`,
  fr: `un autre agent ${name} est là, depuis ${since}, avec la même clé : donner à chaque hôte un nom et une clé à lui, sinon nul ne sait lequel répond`,
});

/**
 * Says again and again that an agent is there, and tells once of another that says the same with a copy of its key. Throws
 * UsageError where another host goes by its name.
 */
export async function presenceOf(
  queue: Queue,
  standing: Standing,
  tell: (line: Text) => void,
): Promise<Presence> {
  const other = await agentNamed(queue, standing.name);
  if (other && other.key !== standing.key)
    throw new UsageError(
      `--name: found another agent ${standing.name} at ${queue.place}, which signs with another key; expected a name of its own, or the file of that key`,
    );
  const since = new Date().toISOString();
  let busy: string | null = null;
  const say = () => present(queue, { ...standing, since, busy, seenAt: new Date().toISOString() });
  let isTold = false;
  const sayOn = (): void =>
    void say()
      .then((before) => {
        // Over what this one said last, somebody else has spoken.
        if (isTold || before === undefined || before.since === since) return;
        isTold = true;
        tell(TWICE(standing.name, before.since));
      })
      .catch(() => undefined);
  await say();
  const beat = setInterval(sayOn, BEAT_MS);
  return {
    busy: (stack) => {
      busy = stack;
      sayOn();
    },
    leave: async () => {
      clearInterval(beat);
      await leave(queue, standing.name);
    },
  };
}
