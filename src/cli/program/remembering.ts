import type { Command } from 'commander';
import type { BaselineFlags } from '../commands/baseline.ts';
import type { ImportFlags } from '../commands/import.ts';
import type { ReportFlags } from '../commands/report.ts';
import type { TrendFlags } from '../commands/trend.ts';
import { colored, comparing, type Flags, quietly, reporting, spoken, telling } from '../flags.ts';
import type { Shell } from './shell.ts';

const REPORT_EXAMPLES = `
Examples:
  ralph report                                  the last 24 hours, on stdout
  ralph report --since 7d -o report.md          a week, to a file; its first sentence on stdout
  ralph report --last 20 --target eva --json    the last twenty cycles of one stack, for a program

Exit codes: 0 passed · 1 failed: what --fail-on asks for (regression, if it is not given: the newest review is blocked, or
something broke and still stands, or a figure regressed) · 2 usage or config · 3 could not conclude: no cycle lies in the
window, or the newest claims nothing`;

/** The commands that read reviews and evidence, and ask no stack. */
export function remembering({ command, terminal, done }: Shell): void {
  reporting(command('report', 'what happened over a window of the history, as one Markdown'))
    .addHelpText('after', REPORT_EXAMPLES)
    .action(async (flags: ReportFlags) =>
      done(await (await import('../commands/report.ts')).report(flags, terminal)),
    );

  spoken(
    command('trend', 'how figures went from cycle to cycle, where they moved, what stood and what is flaky'),
  )
    .argument('[metric...]', 'a metric, a probe, or score (default: those of the criteria, and the score)')
    .option('--since <when>', 'cycles from then on: 24h, 7d, or 2026-01-31')
    .option('--last <count>', 'so many cycles, the newest (default: 200)')
    .option('--target <name>', 'of this target (default: that of the newest cycle)')
    .option('--reviews <folder>', 'folder of the reviews')
    .action(async (metrics: string[], flags: TrendFlags) =>
      done(await (await import('../commands/trend.ts')).trend(metrics, flags, terminal)),
    );

  telling(quietly(command('judge', 'judge saved evidence, offline')))
    .argument('<file>', 'evidence, or the .json of a review')
    .option('-c, --config <file>', 'judge by the rules of this config')
    .action(async (file: string, flags: Flags) =>
      done(await (await import('../commands/judge.ts')).judge(file, flags, terminal)),
    );

  comparing(command('compare', 'what changed from A to B'))
    .argument('<a>', 'a review, evidence, or the number of a cycle')
    .argument('<b>', 'likewise')
    .action(async (a: string, b: string, flags: Flags) =>
      done(await (await import('../commands/compare.ts')).compare(a, b, flags, terminal)),
    );

  const blessing = command('baseline', 'which review later ones of its target and branch are compared with');
  const named = (name: string, description: string): Command =>
    spoken(colored(blessing.command(name).description(description)))
      .option('-c, --config <file>', 'config that says where the reviews are')
      .option('--reviews <folder>', 'folder of the reviews')
      .option('--target <name>', 'of this target, as its reviews name it')
      .option('--branch <name>', 'of this branch (set: default the one that the review is of)');
  named('set', 'bless the review of a cycle')
    .argument('<cycle>', 'the number of a cycle')
    .action(async (cycle: string, flags: BaselineFlags) =>
      done(await (await import('../commands/baseline.ts')).setBaseline(cycle, flags, terminal)),
    );
  named('show', 'say which reviews are blessed').action(async (flags: BaselineFlags) =>
    done(await (await import('../commands/baseline.ts')).showBaselines(flags, terminal)),
  );
  named('clear', 'take the blessing from them').action(async (flags: BaselineFlags) =>
    done(await (await import('../commands/baseline.ts')).clearBaselines(flags, terminal)),
  );

  spoken(command('import', 'take over reviews that ralph did not write, so that history goes on from them'))
    .argument('<file...>', 'Markdown, in the order in which they were written')
    .option('-c, --config <file>', 'config of the target (default: ralph.config.yaml here, if there is one)')
    .option('--target <name>', 'name of the target they are of (default: that of the config, or "reference")')
    .option('--reviews <folder>', 'folder of the reviews')
    .option('--dry-run', 'say what would be read and under which number, and write nothing')
    .action(async (files: string[], flags: ImportFlags) =>
      done(await (await import('../commands/import.ts')).importReviews(files, flags, terminal)),
    );

  spoken(command('lint', 'say where reviews contradict themselves: sums, percentages, verdicts, counts'))
    .argument('<file...>', 'Markdown, of ralph or not')
    .action(async (files: string[], flags: Pick<Flags, 'lang' | 'json'>) =>
      done(await (await import('../commands/lint.ts')).lint(files, flags, terminal)),
    );
}
