import type { ReadyLoad } from '../../bench/load-thread.ts';
import type { Recordings } from '../../bench/recordings.ts';
import { type Hand, lendHand } from '../../bench/together/hand.ts';
import type { Order, Task } from '../../bench/together/words.ts';
import { createClock } from '../../host/clock.ts';
import { benchJobFrom, handsEnd } from '../../queue/benching.ts';
import type { Queue } from '../../queue/connection.ts';
import { benchQueueOf } from '../../queue/names.ts';
import type { AgentKey } from '../../queue/signing.ts';
import type { Taker } from '../../queue/working.ts';
import { recordingsOf } from '../bench/recordings-of.ts';
import { thisMachine } from '../this-machine.ts';

/** An agent whose owner allows load on the stack of its host. */
export interface BenchingAgent {
  readonly queue: Queue;
  readonly name: string;
  readonly key: AgentKey;
  /** Of its own stack; no job says another. */
  readonly url: string;
  readonly apiKey: string | null;
  /** Most users at once, visitors in flight, and visitors a second. */
  readonly mostUsers: number;
  /** A line for whoever looks at the agent. */
  readonly say: (line: string) => void;
}

/** Of the wall, in ms since 1970, with a fraction; unlike the clock of a date it never goes back. */
export const wallMs = (): number => performance.timeOrigin + performance.now();

/** Takes jobs that ask for a share of a load, and makes it as far as the owner allows. */
export const benchTaker = (agent: BenchingAgent): Taker => ({
  queues: [benchQueueOf(agent.name)],
  async take({ data, signal }) {
    const { readTask, readOrder } = await import('../../bench/together/schema.ts');
    const job = benchJobFrom(data);
    const task = readTask(job?.task);
    if (job === undefined) return agent.say('refused what asked for a load and is no such job');
    let hand: Hand | undefined;
    const early: Order[] = [];
    const end = handsEnd(agent.queue, {
      ...{ run: job.run, agent: agent.name, key: agent.key, warn: agent.say },
      on(word) {
        const order = readOrder(word);
        if (order === undefined) agent.say('heard a word that is no order, and did nothing');
        else if (hand) hand.hear(order);
        else early.push(order);
      },
    });
    if (task === undefined) {
      agent.say('refused a load that is none');
      end.say({ kind: 'left', why: 'what it was asked for is no load that it knows' });
      return end.close();
    }
    agent.say('lends a hand to a load test');
    hand = lendHand(task, {
      ...{ name: agent.name, mostUsers: agent.mostUsers, clock: createClock(), wallMs, signal },
      machine: machine(),
      say: end.say,
      ready: readying(agent, signal),
    });
    for (const order of early) hand.hear(order);
    await hand.over;
    await end.close();
    agent.say('is through with the load test');
  },
});

function machine() {
  const { ralph, node, platform, cpu, cores } = thisMachine();
  return { ralph, node, platform, cpu, cores };
}

/** Hires threads for one load after the other; what users say is recorded before the first. */
function readying({ url, apiKey, say }: BenchingAgent, signal: AbortSignal) {
  let recordings: Promise<Recordings | null> | undefined;
  return async (
    task: Task,
    share: Parameters<typeof import('../../bench/load-thread.ts').readyLoad>[2],
    watch: Parameters<typeof import('../../bench/load-thread.ts').readyLoad>[1],
  ): Promise<ReadyLoad> => {
    const { readyLoad } = await import('../../bench/load-thread.ts');
    const scenario = { ...task, name: 'together', url: null, apiKeyEnv: null, capacity: null };
    recordings ??= recordingsOf(scenario, { url, apiKey, say, signal });
    return readyLoad({ scenario, url, apiKey, recordings: await recordings }, watch, share);
  };
}
