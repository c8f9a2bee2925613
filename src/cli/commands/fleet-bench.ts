import { loadScenario } from '../../bench/load-scenario.ts';
import type { Scenario } from '../../bench/scenario.ts';
import { direct } from '../../bench/together/director.ts';
import { membersTold } from '../../bench/together/told.ts';
import type { Task } from '../../bench/together/words.ts';
import type { Text } from '../../domain/text.ts';
import { createClock } from '../../host/clock.ts';
import type { Trust } from '../../queue/answers.ts';
import { directingEnd } from '../../queue/bench-ends.ts';
import { fileBench } from '../../queue/bench-job.ts';
import type { Queue } from '../../queue/connection.ts';
import { newRun } from '../../queue/filing.ts';
import { type LoadTest, type LoadTestFlags, loadTest } from '../bench/load-test.ts';
import { wallMs } from '../bench/wall.ts';
import type { ExitCode } from '../exit-codes.ts';
import { benchAgents } from '../fleet/bench-agents.ts';
import { fleetAt } from '../fleet/fleet-place.ts';
import { openTrust } from '../fleet/trust.ts';
import { queueFrom } from '../queue-from.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';

export interface FleetBenchFlags extends LoadTestFlags {
  readonly fleet?: string;
  readonly queue?: string;
  readonly agents?: readonly string[];
}

/** An agent that measures ends that first. */
const PATIENCE_MS = 60_000;

/** A way to the agents. */
interface Way {
  readonly queue: Queue;
  /** Those of the fleet; null: all that are there. */
  readonly members: readonly string[] | null;
  readonly trust: (say: (line: Text) => void) => Promise<Trust>;
}

/** Without the file of a fleet an agent is who first signs by its name, for as long as the load test lasts. */
function metFirst(): Trust {
  const met = new Map<string, string>();
  return (agent, key) => {
    const known = met.get(agent) ?? key;
    met.set(agent, known);
    if (known === key) return null;
    return {
      en: `${agent} signs with another key than before`,
      fr: `${agent} signe avec une autre clé qu’avant`,
    };
  };
}

/** Opens the queue that the flags name. Throws UsageError, ConfigError and QueueError. */
async function wayTo({ fleet: file, queue: url }: FleetBenchFlags, terminal: Terminal): Promise<Way> {
  if ((file === undefined) === (url === undefined))
    throw new UsageError(
      `fleet bench: found ${file === undefined ? 'neither' : 'both'} --fleet and --queue, expected one: the file of a fleet, or the address of its queue`,
    );
  if (file === undefined) {
    const asked = { url: url ?? '', password: null, caFile: null };
    return { queue: await queueFrom(asked, terminal), members: null, trust: async () => metFirst() };
  }
  const fleet = await fleetAt(file, terminal);
  const asked = fleet.stacks.flatMap((stack) => ('agent' in stack.asked ? [stack.asked.agent] : []));
  const isOpen = asked.length < fleet.stacks.length;
  return {
    queue: await queueFrom(fleet.queue, terminal),
    members: isOpen ? null : [...asked, ...Object.keys(fleet.agents)],
    trust: (say) => openTrust(fleet, say),
  };
}

const taskOf = ({ name, url, apiKeyEnv, capacity, ...task }: Scenario): Task => task;

/** The greatest load of a test. */
const greatest = ({ load, capacity }: Scenario): Scenario['load'] =>
  load.kind === 'closed' && capacity ? { ...load, users: capacity.max } : load;

/** Loads a stack, or the stacks of a fleet, from many hosts at once, as one load, and judges what came of it. */
export async function fleetBench(
  path: string,
  flags: FleetBenchFlags,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<ExitCode> {
  const read = await loadScenario({ path, cwd: terminal.cwd(), env: terminal.env });
  const scenario = { ...read, url: null, apiKeyEnv: null };
  const { queue, members, trust } = await wayTo(flags, terminal);
  try {
    const cards = await benchAgents(queue, flags.agents, members);
    const agents = cards.map(({ name }) => name);
    const run = newRun();
    const task = taskOf(scenario);
    const of = `${agents.length} ${agents.length === 1 ? 'agent' : 'agents'}`;
    let say: (line: string) => void = () => {};
    const { readReply } = await import('../../bench/together/schema.ts');
    const end = directingEnd(queue, {
      ...{ run, agents, trust: await trust((line) => say(line.en)) },
      warn: (line) => say(`  ${line}`),
      on(agent, word, agoMs) {
        const reply = readReply(word);
        if (reply) director.hear(agent, reply, agoMs);
        else director.lose(agent, 'it said what is no word of a load test');
      },
    });
    const director = direct({ agents, task, clock: createClock(), wallMs, say: end.say });
    let takeBack = async (): Promise<void> => {};

    const test: LoadTest = {
      scenario,
      on: `the stacks of ${of}`,
      about: () => ({ target: 'of each agent', run, agents: director.members() }),
      notes: () => membersTold(director.members()),
      async ready(speak) {
        say = speak;
        speak(`waiting for ${of}: ${agents.join(', ')}`);
        if (read.url !== null)
          speak('the target of the scenario is not used: each agent loads its own stack');
        takeBack = await fileBench(queue, { run, task }, agents);
        await director.gather(PATIENCE_MS, signal);
        const refusals = director.refusalsOf(greatest(scenario));
        if (refusals.length > 0)
          throw new UsageError(
            `${path}: found more load than is allowed: ${refusals.join('; ')}; ask for fewer (users, rate or connections of the scenario), or raise bench_users there`,
          );
        return (loaded, watch) =>
          director.makeLoad({ scenario: loaded, url: '', apiKey: null, recordings: null }, watch, signal);
      },
      async end() {
        director.end();
        await Promise.all([end.close(), takeBack()]);
      },
    };
    return await loadTest(test, flags, terminal, signal);
  } finally {
    await queue.close();
  }
}
