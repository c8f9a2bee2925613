import type { AgentCard } from '../../domain/fleet-job.ts';
import { farewell } from '../../queue/farewell.ts';
import { tellOf } from '../../queue/happenings.ts';
import { jobFrom } from '../../queue/job-check.ts';
import { queuesOf } from '../../queue/names.ts';
import { type Taker, workOn } from '../../queue/working.ts';
import { rules } from '../rules.ts';
import type { Agent } from './agent.ts';
import { introduced } from './introduced.ts';
import { observing } from './observe.ts';
import type { Presence } from './presence.ts';

/** Takes load tests of the stack of this host. */
async function lending({ queue, name, key, settings, shown, mask, busy }: Agent, mostUsers: number) {
  const { benchTaker } = await import('./bench-taker.ts');
  const { target, apiKey } = settings.config;
  const warn = (message: string): void => shown.say(`  ${mask(message)}`);
  return benchTaker({
    ...{ queue, name, key, url: target.url, apiKey, mostUsers, tell: shown.tell, warn, busy },
  });
}

/** The kinds of jobs that an agent takes: those for it alone, those for any of its labels, and, where allowed, load. */
async function takersOf(
  agent: Agent,
  { labels, benchUsers }: Pick<AgentCard, 'labels' | 'benchUsers'>,
): Promise<Taker[]> {
  const { queue, name } = agent;
  const [mine = '', ...shared] = queuesOf(name, labels);
  const take = observing(agent);
  const through = (data: unknown): void => {
    const found = jobFrom(data);
    if ('job' in found) void tellOf(queue, found.job.run, { stack: found.job.stack, progress: null });
  };
  return [
    { queues: [mine], isShared: false, take, through },
    { queues: shared, isShared: true, take, through },
    ...(benchUsers === null ? [] : [await lending(agent, benchUsers)]),
  ];
}

const untilAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((done) => {
    if (signal.aborted) done();
    else signal.addEventListener('abort', () => done(), { once: true });
  });

/** Takes jobs until the signal aborts; what is in hand then waits for the next agent, and this one has left. */
export async function work(
  agent: Agent,
  card: Pick<AgentCard, 'labels' | 'benchUsers'>,
  { presence, signal }: { readonly presence: Presence; readonly signal: AbortSignal },
): Promise<void> {
  const { queue, name, key, shown, mask, settings, allowance } = agent;
  const warn = (message: string): void => shown.say(`  ${mask(message)}`);
  try {
    const working = await workOn(queue, await takersOf(agent, card), { name, warn });
    shown.tell({
      en: `agent ${name} takes jobs from ${queue.place}; its public key is ${key.public}`,
      fr: `l’agent ${name} prend les tâches de ${queue.place} ; sa clé publique : ${key.public}`,
    });
    const target = settings.reference ? 'the bundled stack' : mask(settings.config.target.url);
    shown.tell(introduced(target, allowance, { all: rules.probes.length, benchUsers: card.benchUsers }));
    await untilAborted(signal);
    shown.tell({ en: `agent ${name} leaves`, fr: `l’agent ${name} s’en va` });
    await farewell(working.close());
  } finally {
    await farewell(presence.leave());
  }
}
