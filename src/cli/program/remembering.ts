import type { Command } from 'commander';
import type { ArchiveCopyFlags } from '../commands/archive-copy.ts';
import type { BaselineFlags } from '../commands/baseline.ts';
import type { ImportFlags } from '../commands/import.ts';
import type { ReportFlags } from '../commands/report.ts';
import type { TrendFlags } from '../commands/trend.ts';
import {
  colored,
  comparing,
  type Flags,
  numbering,
  PLACE,
  quietly,
  REVIEWS,
  reporting,
  spoken,
  telling,
} from '../flags.ts';
import { type Example, explained, type Help } from './help.ts';
import type { Shell } from './shell.ts';

const REPORT: Help = {
  examples: [
    ['ralph report', 'the last 24 hours, on stdout'],
    ['ralph report --since 7d -o report.md', 'a week, to a file; its first sentence on stdout'],
    ['ralph report --since 7d --html week.html', 'the same with its charts, as one page'],
    ['ralph report --last 20 --target eva --json', 'the last twenty of one stack, for a program'],
  ],
  exitCodes:
    '0 passed · 1 failed: what --fail-on asks for (regression, if it is not given: the newest review is blocked, or something broke and still stands, or a figure regressed) · 2 usage or config · 3 could not conclude: no cycle lies in the window, or the newest claims nothing',
};

const TREND: Help = {
  examples: [
    ['ralph trend', 'the score and the figures of the criteria, over 200 cycles'],
    ['ralph trend llm tts.rtf --since 7d', 'all figures of a probe, and one more, of a week'],
    ['ralph trend --target eva --json', 'one stack, for a program'],
  ],
};

const JUDGE: Help = {
  examples: [
    ['ralph judge evidence.json', 'what "ralph observe" saved'],
    ['ralph judge reviews/2026-01-31-cycle-012.json --lang fr', 'a review again, in French'],
    ['ralph judge evidence.json --config strict.yaml', 'by other rules'],
  ],
};

const COMPARE: Help = {
  examples: [
    ['ralph compare 12 15', 'two cycles'],
    ['ralph compare main.json branch.json', 'two files of evidence'],
    ['ralph compare 12 15 --fail-on regression', 'a gate'],
  ],
};

const BASELINE: Help = {
  examples: [
    ['ralph baseline set 46', 'bless cycle 46: later ones are compared with it'],
    ['ralph baseline show', 'which are blessed'],
    ['ralph baseline clear --branch main', 'none of this branch any more'],
  ],
};

const IMPORT: Help = {
  examples: [
    ['ralph import --dry-run old/*.md', 'what would be read, and what contradicts itself'],
    ['ralph import old/*.md', 'keep them: history goes on from there'],
  ],
};

const ARCHIVE: Help = {
  examples: [['ralph archive copy reviews postgres://ralph@db/ralph', 'from the folder to a database']],
};

const COPY: Help = {
  examples: [
    ['ralph archive copy reviews postgres://ralph@db/ralph', 'from the folder to a database'],
    ['ralph archive copy postgres://ralph@db/ralph backup --json', 'and back, for a program'],
  ],
  exitCodes:
    '0 all of it is there now · 1 something was refused, and named · 2 usage, or one of both cannot be used',
};

const LINT: Help = {
  examples: [
    ['ralph lint reviews/*.md', 'file:line of each contradiction'],
    ['ralph lint reviews/*.md --json', 'for a program'],
  ],
  exitCodes: '0 no contradiction · 1 at least one · 2 usage',
};

/** The commands that read reviews and evidence, and ask no stack. */
export function remembering({ command, terminal, done }: Shell): void {
  reporting(
    command('report', 'what happened over a window of the history, as Markdown or as a page', REPORT),
  ).action(async (flags: ReportFlags) =>
    done(await (await import('../commands/report.ts')).report(flags, terminal)),
  );

  spoken(command('trend', 'how figures went, where they moved, what stood and what is flaky', TREND))
    .argument('[metric...]', 'a metric, a probe, or score (default: those of the criteria, and the score)')
    .option('--since <when>', 'cycles from then on: 24h, 7d, or 2026-01-31')
    .option('--last <count>', 'so many cycles, the newest (default: 200)')
    .option('--target <name>', 'of this target (default: that of the newest cycle)')
    .option(...REVIEWS)
    .action(async (metrics: string[], flags: TrendFlags) =>
      done(await (await import('../commands/trend.ts')).trend(metrics, flags, terminal)),
    );

  numbering(telling(quietly(command('judge', 'judge saved evidence, offline', JUDGE))))
    .argument('<file>', 'evidence, or the .json of a review')
    .option('-c, --config <file>', 'judge by the rules of this config')
    .action(async (file: string, flags: Flags) =>
      done(await (await import('../commands/judge.ts')).judge(file, flags, terminal)),
    );

  comparing(command('compare', 'what changed from A to B', COMPARE))
    .argument('<a>', 'a review, evidence, or the number of a cycle')
    .argument('<b>', 'likewise')
    .action(async (a: string, b: string, flags: Flags) =>
      done(await (await import('../commands/compare.ts')).compare(a, b, flags, terminal)),
    );

  const blessing = command('baseline', 'which review later ones are compared with', BASELINE);
  const named = (name: string, description: string, example: Example): Command =>
    spoken(colored(explained(blessing.command(name).description(description), { examples: [example] })))
      .option('-c, --config <file>', 'config that says where the reviews are')
      .option(...REVIEWS)
      .option('--target <name>', 'of this target, as its reviews name it')
      .option('--branch <name>', 'of this branch (set: default the one that the review is of)');
  named('set', 'bless the review of a cycle', ['ralph baseline set 46', 'it is the standard now'])
    .argument('<cycle>', 'the number of a cycle')
    .action(async (cycle: string, flags: BaselineFlags) =>
      done(await (await import('../commands/baseline.ts')).setBaseline(cycle, flags, terminal)),
    );
  named('show', 'say which reviews are blessed', ['ralph baseline show --json', 'for a script']).action(
    async (flags: BaselineFlags) =>
      done(await (await import('../commands/baseline.ts')).showBaselines(flags, terminal)),
  );
  named('clear', 'take the blessing from them', [
    'ralph baseline clear --branch main',
    'those of one branch',
  ]).action(async (flags: BaselineFlags) =>
    done(await (await import('../commands/baseline.ts')).clearBaselines(flags, terminal)),
  );

  spoken(command('import', 'take over reviews that ralph did not write', IMPORT))
    .argument('<file...>', 'Markdown, in the order in which they were written')
    .option('-c, --config <file>', 'config of the target (default: ralph.config.yaml here, if there is one)')
    .option('--target <name>', 'name of the target they are of (default: that of the config, or "reference")')
    .option(...REVIEWS)
    .option('--dry-run', 'say what would be read and under which number, and write nothing')
    .action(async (files: string[], flags: ImportFlags) =>
      done(await (await import('../commands/import.ts')).importReviews(files, flags, terminal)),
    );

  const archive = command('archive', 'what keeps the reviews', ARCHIVE);
  quietly(
    spoken(colored(explained(archive.command('copy').description('copy all of it, byte for byte'), COPY))),
  )
    .argument('<from>', PLACE)
    .argument('<to>', 'likewise; what is there stays')
    .action(async (from: string, to: string, flags: ArchiveCopyFlags) =>
      done(await (await import('../commands/archive-copy.ts')).archiveCopy(from, to, flags, terminal)),
    );

  spoken(command('lint', 'say where reviews contradict themselves', LINT))
    .argument('<file...>', 'Markdown, of ralph or not')
    .action(async (files: string[], flags: Pick<Flags, 'lang' | 'json'>) =>
      done(await (await import('../commands/lint.ts')).lint(files, flags, terminal)),
    );
}
