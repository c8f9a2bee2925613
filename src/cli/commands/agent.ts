import { hostname } from 'node:os';
import { resolve } from 'node:path';
import { noAgent } from '../../config/agent.ts';
import { tellOf } from '../../queue/happenings.ts';
import { jobFrom } from '../../queue/job-check.ts';
import { queuesOf } from '../../queue/names.ts';
import { workOn } from '../../queue/working.ts';
import type { Agent } from '../agent/agent.ts';
import { type AgentFlags, whoIs } from '../agent/flags.ts';
import { introduced } from '../agent/introduced.ts';
import { agentKey, keyFileOf } from '../agent/key-file.ts';
import { observing } from '../agent/observe.ts';
import { presenceOf } from '../agent/presence.ts';
import { clockTold } from '../clock-told.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { languageOf } from '../language.ts';
import { progress } from '../progress.ts';
import { queueFrom } from '../queue-from.ts';
import { rules } from '../rules.ts';
import { select } from '../selection.ts';
import { type Settings, settingsFor } from '../settings.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError, unknownWord } from '../usage-error.ts';
import { version } from '../version.ts';
import { wholeNumber } from '../whole-number.ts';

/** A server that is gone for good is not waited for when an agent leaves. */
const LEAVING_MS = 5_000;

function allowedProbes(ids: readonly string[] | null, flags: AgentFlags) {
  const known = rules.probes.map(({ id }) => id);
  for (const id of ids ?? []) if (!known.includes(id)) throw unknownWord('agent.probes', id, known);
  return select(
    rules.probes.filter(({ id }) => ids?.includes(id) ?? true),
    flags,
  );
}

const within = (ms: number, work: Promise<unknown>): Promise<unknown> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((done) => {
    timer = setTimeout(done, ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
};

/** Most users that a load test may have this host make. The bundled stack, which each review starts, is loaded by none. */
function benchUsersOf({ benchUsers }: AgentFlags, { config, reference }: Settings): number | null {
  if (reference) return null;
  return benchUsers === undefined
    ? (config.agent ?? noAgent).benchUsers
    : wholeNumber('--bench-users', benchUsers, 1);
}

/** Takes load tests of the stack of this host. */
async function lending({ queue, name, key, settings, shown, mask, busy }: Agent, mostUsers: number) {
  const { benchTaker } = await import('../agent/bench-taker.ts');
  const { target, apiKey } = settings.config;
  const warn = (message: string): void => shown.say(`  ${mask(message)}`);
  return benchTaker({
    ...{ queue, name, key, url: target.url, apiKey, mostUsers, tell: shown.tell, warn, busy },
  });
}

const untilAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((done) => {
    if (signal.aborted) done();
    else signal.addEventListener('abort', () => done(), { once: true });
  });

/** Takes jobs for this host until it is stopped: what it has in hand then waits for the next one. */
export async function agent(flags: AgentFlags, terminal: Terminal, signal: AbortSignal): Promise<ExitCode> {
  const settings = await settingsFor(flags, terminal);
  const { config } = settings;
  const own = config.agent ?? noAgent;
  const lang = languageOf(flags.lang, config.lang, terminal.env);
  const shown = progress(terminal, lang, flags);
  const { name, labels } = whoIs(flags, own, hostname());
  const url = flags.queue ?? own.queue;
  if (url === null)
    throw new UsageError(
      'agent: found no queue, expected --queue redis://HOST, or agent.queue in the config',
    );
  const allowance = {
    probes: allowedProbes(own.probes, flags),
    mostSamples: own.mostSamples,
  };
  const keyFile = flags.key ? resolve(terminal.cwd(), flags.key) : own.keyFile;
  const key = await agentKey(keyFile ?? keyFileOf(name, terminal.env));
  const queue = await queueFrom(
    {
      ...{ url, password: own.queuePassword, caFile: flags.queueCa ?? own.queueCa },
      ...{ certFile: own.queueCert, keyFile: own.queueKey },
    },
    terminal,
  );
  try {
    const clock = clockTold(queue);
    if (clock) shown.tell(clock);
    const benchUsers = benchUsersOf(flags, settings);
    const card = { name, labels, ralph: version, key: key.public, benchUsers };
    const presence = await presenceOf(queue, card, shown.tell);
    const { mask } = terminal.secrets;
    const self: Agent = { name, key, queue, settings, allowance, shown, mask, busy: presence.busy };
    const [mine = '', ...shared] = queuesOf(name, labels);
    const take = observing(self);
    const through = (data: unknown): void => {
      const found = jobFrom(data);
      if ('job' in found) void tellOf(queue, found.job.run, { stack: found.job.stack, progress: null });
    };
    const working = await workOn(
      queue,
      [
        { queues: [mine], isShared: false, take, through },
        { queues: shared, isShared: true, take, through },
        ...(benchUsers === null ? [] : [await lending(self, benchUsers)]),
      ],
      { name, warn: (message) => shown.say(`  ${mask(message)}`) },
    );
    shown.tell({
      en: `agent ${name} takes jobs from ${queue.place}; its public key is ${key.public}`,
      fr: `l’agent ${name} prend les tâches de ${queue.place} ; sa clé publique : ${key.public}`,
    });
    const target = settings.reference ? 'the bundled stack' : mask(settings.config.target.url);
    shown.tell(introduced(target, allowance, { all: rules.probes.length, benchUsers }));
    await untilAborted(signal);
    shown.tell({ en: `agent ${name} leaves`, fr: `l’agent ${name} s’en va` });
    await within(LEAVING_MS, working.close().then(presence.leave));
  } finally {
    await queue.close();
  }
  return EXIT.passed;
}
