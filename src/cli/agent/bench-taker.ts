import { readyLoad } from '../../bench/load-thread.ts';
import type { Recordings } from '../../bench/recordings.ts';
import { type Hand, type HandStage, lendHand } from '../../bench/together/hand.ts';
import type { Order } from '../../bench/together/words.ts';
import type { Text } from '../../domain/text.ts';
import { createClock } from '../../host/clock.ts';
import { handsEnd } from '../../queue/bench-ends.ts';
import { benchJobFrom } from '../../queue/bench-job.ts';
import type { Queue } from '../../queue/connection.ts';
import { benchQueueOf } from '../../queue/names.ts';
import type { AgentKey } from '../../queue/signing.ts';
import type { Taker } from '../../queue/working.ts';
import { recordingsOf } from '../bench/recordings-of.ts';
import { wallMs } from '../bench/wall.ts';
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
  /** For whoever looks at the agent. */
  readonly tell: (line: Text) => void;
  readonly warn: (message: string) => void;
  /** Says what it does now; null: nothing. */
  readonly busy: (stack: string | null) => void;
}

function machine() {
  const { ralph, node, platform, cpu, cores } = thisMachine();
  return { ralph, node, platform, cpu, cores };
}

const RECORDING_FR = 'enregistre ce que diront les utilisateurs, avec la voix de la pile';

/** What an agent says of load tests. */
const TOLD = {
  noJob: {
    en: 'refused what asked for a load and is no such job',
    fr: 'refusé : demandait une charge sans être une telle tâche',
  },
  noLoad: { en: 'refused a load that it does not know', fr: 'refusé : une charge inconnue' },
  noOrder: {
    en: 'heard a word that is no order, and did nothing',
    fr: 'reçu un mot qui n’est pas un ordre, et rien fait',
  },
  lends: { en: 'lends a hand to a load test', fr: 'prend part à un test de charge' },
  through: { en: 'is through with the load test', fr: 'en a fini avec le test de charge' },
} as const satisfies Readonly<Record<string, Text>>;

/** Hires threads for one load after the other; what users say is recorded before the first. */
function hiring({ url, apiKey, tell }: BenchingAgent, signal: AbortSignal): HandStage['ready'] {
  let recordings: Promise<Recordings | null> | undefined;
  return async (task, share, watch) => {
    const scenario = { ...task, name: 'together', url: null, apiKeyEnv: null, capacity: null };
    const say = (en: string): void => tell({ en, fr: RECORDING_FR });
    recordings ??= recordingsOf(scenario, { url, apiKey, say, signal });
    return readyLoad({ scenario, url, apiKey, recordings: await recordings }, watch, share);
  };
}

/** Makes its share of what a job asks for, from when it takes it until it is let go. */
async function lend(agent: BenchingAgent, data: unknown, signal: AbortSignal): Promise<void> {
  const { queue, name, key, mostUsers, tell, warn } = agent;
  const { readTask, readOrder } = await import('../../bench/together/schema.ts');
  const job = benchJobFrom(data);
  if (job === undefined) return tell(TOLD.noJob);
  let hand: Hand | undefined;
  const early: Order[] = [];
  const end = handsEnd(queue, {
    ...{ run: job.run, agent: name, key, warn },
    on(word) {
      const order = readOrder(word);
      if (order === undefined) tell(TOLD.noOrder);
      else if (hand) hand.hear(order);
      else early.push(order);
    },
  });
  const task = readTask(job.task);
  if (task === undefined) {
    tell(TOLD.noLoad);
    end.say({ kind: 'left', why: 'it was asked for a load that it does not know' });
  } else {
    tell(TOLD.lends);
    hand = lendHand(task, {
      ...{ name, mostUsers, clock: createClock(), wallMs, signal, machine: machine() },
      say: end.say,
      ready: hiring(agent, signal),
    });
    for (const order of early) hand.hear(order);
    await hand.over;
    tell(TOLD.through);
  }
  await end.close();
}

/** Takes jobs that ask for a share of a load, and makes it as far as the owner of the host allows. */
export const benchTaker = (agent: BenchingAgent): Taker => ({
  queues: [benchQueueOf(agent.name)],
  isShared: false,
  async take({ data, signal }) {
    agent.busy('a load test');
    await lend(agent, data, signal).finally(() => agent.busy(null));
  },
});
