import { type Command, Option } from 'commander';
import type { DashboardFlags } from '../commands/dashboard.ts';
import { EXIT } from '../exit-codes.ts';
import { each, PLACE } from '../flags.ts';
import type { Help } from './help.ts';
import type { Shell } from './shell.ts';

const DASHBOARD: Help = {
  about: [
    'Ctrl-C ends it, and a cycle that it started as a review is ended: "ralph review --resume" goes on with it.',
  ],
  examples: [
    ['ralph dashboard', 'the reviews of this project, at http://127.0.0.1:4747/'],
    ['ralph dashboard --reviews reviews', 'those of a folder, without a config'],
    ['ralph dashboard --allow-run', 'with a button that starts a cycle, for who has the printed address'],
    ['ralph dashboard --host 0.0.0.0', 'for everybody in the network, to look at'],
  ],
};

/** The command that shows the history in a browser. */
export function looking({ command, terminal, signal, done }: Shell): void {
  command('dashboard', 'the reviews that are kept as pages for a browser, which stay current', DASHBOARD)
    .option('-c, --config <file>', 'config of the target (default: ralph.config.yaml here, if there is one)')
    .option('--reviews <place>', `${PLACE}; without --config it is read without any`)
    .addOption(new Option('--lang <lang>', 'language of the pages').choices(['en', 'fr']))
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--port <number>', 'port to listen on; 0 for any free one', '4747')
    .option('--allow-host <name>', 'answer to this name too on a loopback address; repeatable', each)
    .option('--allow-run', 'a button that starts a cycle: only on this machine, and with the printed token')
    .option('--allow-import', 'a form that takes reviews over which ralph did not write: likewise')
    .action(async (flags: DashboardFlags, self: Command) => {
      const { dashboard, DASHBOARD_FLAGS } = await import('../commands/dashboard.ts');
      const { wordsOf } = await import('../watch/words-of.ts');
      await dashboard(flags, wordsOf(self, DASHBOARD_FLAGS), terminal, signal);
      done(EXIT.passed);
    });
}
