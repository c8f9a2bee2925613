import { Option } from 'commander';
import type { DetectFlags } from '../commands/detect.ts';
import type { ValidateFlags } from '../commands/validate.ts';
import { type Flags, spoken } from '../flags.ts';
import type { Help } from './help.ts';
import type { Shell } from './shell.ts';

const LIST: Help = {
  examples: [
    ['ralph list', 'as tables'],
    ['ralph list --json', 'for a program'],
  ],
};

const EXPLAIN: Help = {
  examples: [
    ['ralph explain canned-answer', 'a finding: what it means, and what to do'],
    ['ralph explain llm.ttft_ms --lang fr', 'a metric, in French'],
  ],
};

const DETECT: Help = {
  examples: [
    ['ralph detect http://localhost:8000', 'what speaks there'],
    ['ralph detect http://localhost:8880 tcp://localhost:10300', 'two servers of one stack'],
  ],
  exitCodes: '0 something could be reviewed · 1 nothing could · 2 usage',
};

const VALIDATE: Help = {
  examples: [
    ['ralph validate', 'the bundled stack'],
    ['ralph validate --target http://localhost:8000', 'where a stack departs from the contract'],
  ],
  exitCodes: '0 a review can rely on it · 1 it cannot · 2 usage · 3 could not conclude',
};

/** The commands that say what there is: in ralph, and at an address. */
export function knowing({ command, terminal, signal, done }: Shell): void {
  spoken(command('list', 'probes, metrics, criteria, objectives, findings and reporters', LIST)).action(
    async (flags: Flags) => done(await (await import('../commands/list.ts')).list(flags, terminal)),
  );

  command('explain', 'what a finding, a criterion or a metric means, and what to do', EXPLAIN)
    .argument('<id>', 'as a review or "ralph list" names it, such as canned-answer or llm')
    .addOption(new Option('--lang <lang>', 'language of the page').choices(['en', 'fr']))
    .action(async (id: string, flags: Pick<Flags, 'lang'>) =>
      done(await (await import('../commands/explain.ts')).explain(id, flags, terminal)),
    );

  spoken(command('detect', 'say what speaks at an address, and print its config', DETECT))
    .argument('<url...>', 'http, https or tcp; several are taken as the servers of one stack')
    .action(async (urls: string[], flags: DetectFlags) =>
      done(await (await import('../commands/detect.ts')).detect(urls, flags, terminal, signal)),
    );

  spoken(command('validate', 'check a stack against the wire contract, route by route', VALIDATE))
    .option('--target <url>', 'base URL of the stack (default: start, check and stop the bundled one)')
    .option('--api-key-env <name>', 'environment variable with the API key of the stack')
    .action(async (flags: ValidateFlags) =>
      done(await (await import('../commands/validate.ts')).validate(flags, terminal, signal)),
    );
}
