import type { Command } from 'commander';
import type { FleetBenchFlags } from '../commands/fleet-bench.ts';
import { colored, gather, quietly } from '../flags.ts';
import { explained, type Help } from './help.ts';
import type { Shell } from './shell.ts';

const BENCH: Help = {
  about: [
    'Each agent whose owner allows it (bench_users) makes its share of one load on the stack of its own host; they begin at one word, and what they measured is one histogram, as if one host had made the load. Where one is lost nothing follows from the load. The target of the scenario is not used.',
  ],
  examples: [
    ['ralph fleet bench chat.yaml --fleet fleet.yaml', 'from every agent of the fleet that allows it'],
    ['ralph fleet bench voice.yaml --queue redis://queue:6379 --agents eu-01,eu-02', 'from these two'],
  ],
  exitCodes: '0 its objectives are kept · 1 one is not · 2 usage · 3 could not conclude',
};

/** The command that loads stacks from many hosts. */
export function benchingFleets(group: Command, { terminal, signal, done }: Shell): void {
  const command = group.command('bench').description('load stacks from many hosts as one');
  quietly(colored(explained(command, BENCH)))
    .argument('<scenario>', 'a YAML file, such as those in benchmarks/scenarios')
    .option('--fleet <file>', 'the file of a fleet, which says where the queue is and who is of it')
    .option('--queue <url>', 'instead: Redis or Valkey where the agents are')
    .option('--agents <names>', 'only these, separated by commas; the first has the first user', gather)
    .option('--results <folder>', 'where the raw figures are kept', 'benchmarks/results')
    .option('--json', 'the result as JSON on stdout')
    .action(async (scenario: string, flags: FleetBenchFlags) =>
      done(await (await import('../commands/fleet-bench.ts')).fleetBench(scenario, flags, terminal, signal)),
    );
}
