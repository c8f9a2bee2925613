import type { AgentFlags } from '../agent/flags.ts';
import { each, measuring, quietly } from '../flags.ts';
import type { Help } from './help.ts';
import type { Shell } from './shell.ts';

const AGENT: Help = {
  about: [
    'Takes jobs that are addressed to its name or to any of its labels, one at a time, and answers with signed evidence. A job names probes and samples and nothing else: commands, paths, interpreters and keys come from the config of this host alone, and what it does not allow is refused and said.',
    'The password of the queue is read from RALPH_QUEUE_PASSWORD. Its own key is made at the first start; the public half of it, which is printed, is what a fleet knows it by.',
    'Ctrl-C gives back what it has in hand.',
  ],
  examples: [
    ['ralph agent --queue redis://queue:6379 --name gpu-07', 'the stack of ralph.config.yaml'],
    [
      'ralph agent --label pool=eu --target http://localhost:8000',
      'another stack, for jobs that ask for pool=eu too',
    ],
    ['ralph agent --only llm,tts', 'queue and name as in the config; it allows two probes'],
  ],
  exitCodes: '0 stopped · 2 usage, config, or no such queue',
};

/** The commands of fleets: many hosts that are reviewed as one. */
export function hosts({ command, terminal, signal, done }: Shell): void {
  measuring(quietly(command('agent', 'observe this host for fleets, until it is stopped', AGENT)))
    .option('--queue <url>', 'Redis or Valkey in which the jobs lie; rediss:// is TLS')
    .option('--queue-ca <file>', 'certificate of the authority that signed that of the queue')
    .option('--name <name>', 'what fleets call this host (default: its host name)')
    .option('--label <key=value>', 'what else jobs may ask for; repeatable, at most 4', each)
    .option('--bench-users <count>', 'most users that a load test may have it make (default: no load test)')
    .option('--key <file>', 'key that signs the answers; made where there is none')
    .action(async (flags: AgentFlags) =>
      done(await (await import('../commands/agent.ts')).agent(flags, terminal, signal)),
    );
}
