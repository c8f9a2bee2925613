import { hostname } from 'node:os';
import { resolve } from 'node:path';
import { noAgent } from '../../config/agent.ts';
import { type AgentFlags, whoIs } from '../agent/flags.ts';
import { agentKey, keyFileOf } from '../agent/key-file.ts';
import { presenceOf } from '../agent/presence.ts';
import { work } from '../agent/work.ts';
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

function allowedProbes(ids: readonly string[] | null, flags: AgentFlags) {
  const known = rules.probes.map(({ id }) => id);
  for (const id of ids ?? []) if (!known.includes(id)) throw unknownWord('agent.probes', id, known);
  return select(
    rules.probes.filter(({ id }) => ids?.includes(id) ?? true),
    flags,
  );
}

/** Most users that a load test may have this host make. The bundled stack, which each review starts, is loaded by none. */
function benchUsersOf({ benchUsers }: AgentFlags, { config, reference }: Settings): number | null {
  if (reference) return null;
  return benchUsers === undefined
    ? (config.agent ?? noAgent).benchUsers
    : wholeNumber('--bench-users', benchUsers, 1);
}

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
    const self = { name, key, queue, settings, allowance, shown, mask, busy: presence.busy };
    await work(self, card, { presence, signal });
  } finally {
    await queue.close();
  }
  return EXIT.passed;
}
