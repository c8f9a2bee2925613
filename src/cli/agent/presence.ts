import type { AgentCard } from '../../domain/fleet-job.ts';
import type { Queue } from '../../queue/connection.ts';
import { agentNamed, BEAT_MS, leave, present } from '../../queue/registry.ts';
import { UsageError } from '../usage-error.ts';

type Standing = Omit<AgentCard, 'seenAt' | 'busy' | 'since'>;

/** An agent that is seen in the queue for as long as it lives. */
export interface Presence {
  busy(stack: string | null): void;
  leave(): Promise<void>;
}

/** Says again and again that an agent is there. Throws UsageError where another host goes by its name. */
export async function presenceOf(queue: Queue, standing: Standing): Promise<Presence> {
  const other = await agentNamed(queue, standing.name);
  if (other && other.key !== standing.key)
    throw new UsageError(
      `--name: found another agent ${standing.name} at ${queue.place}, which signs with another key; expected a name of its own, or the file of that key`,
    );
  const since = new Date().toISOString();
  let busy: string | null = null;
  const say = (): Promise<void> =>
    present(queue, { ...standing, since, busy, seenAt: new Date().toISOString() });
  const sayOn = (): void => void say().catch(() => undefined);
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
