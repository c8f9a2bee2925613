import type { AgentCard } from '../../domain/fleet-job.ts';
import type { Queue } from '../../queue/connection.ts';
import { agentsOf } from '../../queue/registry.ts';
import { UsageError, unknownWord } from '../usage-error.ts';

const allows = ({ benchUsers }: AgentCard): boolean => benchUsers !== null;

/**
 * The agents that make a load: those that were named, or all that are there, are of the fleet, and allow it. Throws
 * UsageError where one of those that were named is not there, or its owner allows no load.
 */
export async function benchAgents(
  queue: Queue,
  named: readonly string[] | undefined,
  fleet: readonly string[] | null,
): Promise<readonly AgentCard[]> {
  const here = await agentsOf(queue);
  const owners = 'bench_users in the block agent of its config, or --bench-users';
  if (named !== undefined) {
    const names = [...new Set(named)];
    return names.map((name) => {
      const card = here.find((each) => each.name === name);
      if (card === undefined) {
        const there = here.map((each) => each.name);
        throw there.length === 0
          ? new UsageError(
              `--agents: found ${name}, expected an agent at ${queue.place}, where there is none`,
            )
          : unknownWord('--agents', name, there);
      }
      if (!allows(card))
        throw new UsageError(`--agents: found ${name}, whose owner allows no load, expected ${owners}`);
      return card;
    });
  }
  const able = here.filter((card) => allows(card) && (fleet === null || fleet.includes(card.name)));
  if (able.length > 0) return able;
  throw new UsageError(
    `${queue.place}: found ${here.length} agents, none of which may make load, expected one whose owner allows it: ${owners}`,
  );
}
