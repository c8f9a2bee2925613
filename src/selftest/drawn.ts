import { isRight, type Outcome } from './outcome.ts';
import type { SelftestReport, Summary } from './report.ts';

const list = (ids: readonly string[]): string => (ids.length === 0 ? '–' : ids.join(', '));

const shown = ({ failed, missed, unrelated }: Outcome): string => {
  if (failed !== undefined) return 'NO REVIEW';
  if (missed.length > 0) return 'MISSED';
  return unrelated.length > 0 ? 'FALSE ALARM' : 'caught';
};

/** The row of a cycle: fault × finding, caught or not, points lost, time. */
export const rowOf = (outcome: Outcome): Readonly<Record<string, string>> => ({
  fault: outcome.id,
  finding: list(outcome.expected),
  caught: shown(outcome),
  'points lost': outcome.pointsLost === null ? '–' : String(outcome.pointsLost),
  time: `${(outcome.durationMs / 1000).toFixed(1)} s`,
  beside: list(outcome.raised.filter((id) => !outcome.expected.includes(id))),
});

/** What is not right of a cycle, in one line each. */
export const complaints = ({ id, failed, missed, unrelated }: Outcome): readonly string[] => [
  ...(failed === undefined ? [] : [`${id}: no review: ${failed}`]),
  ...(failed === undefined ? missed.map((finding) => `${id}: ${finding} was not raised`) : []),
  ...unrelated.map((finding) => `${id}: ${finding} was raised, and nothing is wrong there`),
];

const percent = (part: number, whole: number): string =>
  whole === 0 ? 'none' : `${((100 * part) / whole).toFixed(1).replace(/\.0$/, '')} %`;

/** The two numbers in words, a line each. */
export const summaryLines = (summary: Summary): readonly string[] => [
  `single faults caught   ${summary.caught} of ${summary.faults} (${percent(summary.caught, summary.faults)})`,
  ...(summary.pairs === 0
    ? []
    : [
        `pairs, both named      ${summary.pairsCaught} of ${summary.pairs} (${percent(summary.pairsCaught, summary.pairs)})`,
      ]),
  `false alarms           ${summary.falseAlarms}, ${summary.cleanCycles} clean cycles among all`,
];

const cell = (text: string): string => text.replaceAll('|', '\\|');

const row = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;

const rows = (outcomes: readonly Outcome[]): readonly string[] =>
  outcomes.map((outcome) => {
    const { finding, caught, 'points lost': lost, time, beside } = rowOf(outcome);
    return row([
      `\`${outcome.id}\``,
      outcome.about,
      finding ?? '',
      caught ?? '',
      lost ?? '',
      time ?? '',
      beside ?? '',
    ]);
  });

const HEAD = [
  row(['fault', 'what is wrong', 'finding', 'caught', 'points lost', 'time', 'beside it']),
  row(['---', '---', '---', '---', '---:', '---:', '---']),
];

/** The matrix as a page. `taken` says when, of which commit and on what it was taken. */
export function pageOf(report: SelftestReport, taken: string): string {
  const { faults, pairs, clean, summary } = report;
  const wrong = [...faults, ...pairs, ...clean].filter((outcome) => !isRight(outcome)).flatMap(complaints);
  return [
    '# What ralph catches, and how often it cries wolf',
    '',
    `Written by \`ralph selftest\`: ${taken}.`,
    '',
    'Each row is a stack, or a machine, with one thing wrong, and a whole review of it through the command line. It is',
    'caught when the finding is raised; whatever else is raised must follow from the same fault.',
    '',
    ...summaryLines(summary).map((line) => `- ${line.replace(/ {2,}/, ': ')}`),
    '',
    '## Single faults',
    '',
    ...HEAD,
    ...rows(faults),
    ...(pairs.length === 0 ? [] : ['', '## Two faults at once', '', ...HEAD, ...rows(pairs)]),
    '',
    '## What was not right',
    '',
    ...(wrong.length === 0 ? ['Nothing.'] : wrong.map((line) => `- ${line}`)),
    '',
  ].join('\n');
}
