import { Option } from 'commander';
import type { BenchFlags } from '../commands/bench.ts';
import type { CalibrateFlags } from '../commands/calibrate.ts';
import type { StackCalibrationFlags } from '../commands/calibrate-baseline.ts';
import type { SelftestFlags } from '../commands/selftest.ts';
import type { ServeFlags } from '../commands/serve.ts';
import { choosingEngines } from '../engine-flags.ts';
import { EXIT } from '../exit-codes.ts';
import { each, gather, measuring, quietly } from '../flags.ts';
import type { Help } from './help.ts';
import type { Shell } from './shell.ts';

const BENCH: Help = {
  examples: [
    ['ralph bench benchmarks/scenarios/chat.yaml', 'load a stack, and see who waits how long'],
    ['ralph bench chat.yaml --target http://localhost:8000 --json', 'another one, for a program'],
  ],
  exitCodes: '0 its objectives are kept · 1 one is not · 2 usage · 3 could not conclude',
};

const CALIBRATE: Help = {
  examples: [
    ['ralph calibrate', 'how wrong ralph’s own clocks are, here and now'],
    ['ralph calibrate --baseline --cycles 8', 'the tolerance that an unchanged stack holds'],
  ],
};

const SELFTEST: Help = {
  examples: [
    ['ralph selftest --only tts-silent --clean 0', 'one fault'],
    ['ralph selftest -o detection.md', 'all of them, as a matrix'],
  ],
};

const SERVE: Help = {
  examples: [
    ['ralph serve', 'on port 8000, with what is here'],
    ['ralph serve --port 0 --fault tts-slow:3000', 'on any free port, and slow to speak'],
    [
      'ralph serve --llm-url http://localhost:11434/v1 --llm-model llama3.2',
      'with a model of Ollama to answer',
    ],
  ],
};

/** The commands that load, stand in for a stack, or put ralph itself to the test. */
export function instruments({ command, terminal, signal, done }: Shell): void {
  quietly(command('bench', 'load a stack as a scenario says, and judge how it bears that', BENCH))
    .argument('<scenario>', 'a YAML file, such as those in benchmarks/scenarios')
    .option('--target <url>', 'base URL of the stack; replaces the one in the scenario')
    .option('--allow-remote', 'the stack is not on this machine, and may be loaded')
    .option('--results <folder>', 'where the raw figures are kept', 'benchmarks/results')
    .option('--json', 'the result as JSON on stdout')
    .action(async (scenario: string, flags: BenchFlags) =>
      done(await (await import('../commands/bench.ts')).bench(scenario, flags, terminal, signal)),
    );

  measuring(quietly(command('calibrate', 'put ralph’s own clocks to known delays', CALIBRATE)))
    .option('--baseline', 'instead: measure the stack again and again, and say which tolerance it holds')
    .option('--cycles <count>', 'with --baseline: so many times', '8')
    .addOption(new Option('--lang <lang>', 'language of what --baseline says').choices(['en', 'fr']))
    .option('--streams <counts>', 'so many streams at once under load', '1,10,50')
    .option('--results <folder>', 'where the figures are kept', 'benchmarks/results')
    .option('--json', 'the result as JSON on stdout')
    .action(async (flags: CalibrateFlags & StackCalibrationFlags) =>
      done(
        flags.baseline
          ? await (await import('../commands/calibrate-baseline.ts')).calibrateBaseline(
              flags,
              terminal,
              signal,
            )
          : await (await import('../commands/calibrate.ts')).calibrate(flags, terminal, signal),
      ),
    );

  quietly(command('selftest', 'put ralph to known faults: what it catches', SELFTEST))
    .option('--only <faults>', 'only these faults, separated by commas; repeatable', gather)
    .option('--pairs [count]', 'two faults at once, too (without a count: 100 pairs)')
    .option('--clean <cycles>', 'so many cycles of a healthy stack', '3')
    .option('--jobs <count>', 'so many cycles at a time (default: two for each core)')
    .option('--keep <folder>', 'keep the folder of a cycle that is not right: config, evidence, review')
    .option('-o, --output <file>', 'write the matrix as Markdown')
    .option('--json', 'the result as JSON on stdout')
    .action(async (flags: SelftestFlags) =>
      done(await (await import('../commands/selftest.ts')).selftest(flags, terminal, signal)),
    );

  choosingEngines(command('serve', 'run the bundled reference stack in the foreground', SERVE))
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--port <number>', 'port to listen on; 0 for any free one', '8000')
    .option('--wyoming-port <number>', 'serve Wyoming (Home Assistant) on this port too; 0 for any free one')
    .option('--api-key-env <name>', 'environment variable with the API key that clients must send')
    .option('--rate-limit <number>', 'requests a minute, all clients together; 0 for no limit', '60')
    .option('--database <file>', 'keep sessions in this file (default: in memory)')
    .option('--llm-cache <answers>', 'give so many answers again to the same question; 0 for none', '0')
    .option('--cors-origin <origin>', 'pages of this origin may use the stack; repeatable', each)
    .option('--allow-host <name>', 'answer to this name too on a loopback address; repeatable', each)
    .option(
      '--fault <id[:argument]>',
      'fail in this way, such as tts-slow:3000, to test who asks; repeatable',
      each,
    )
    .option('--faults', 'let this machine switch faults at /faults (GET lists them), all off to begin with')
    .action(async (flags: ServeFlags) => {
      await (await import('../commands/serve.ts')).serve(flags, terminal, signal);
      done(EXIT.passed);
    });
}
