import { code, inline, table } from '../reporters/markdown/escape.ts';
import { complaints, rowOf, saidOfTheMachine, shown, summaryRows } from '../selftest/drawn.ts';
import type { FaultCase } from '../selftest/fault-case.ts';
import { ORGANS } from '../selftest/organs.ts';
import { isRight, type Outcome } from '../selftest/outcome.ts';
import { cyclesOf, type SelftestReport } from '../selftest/report.ts';

/** A pipe ends a cell even inside of code marks. */
const codeCell = (text: string): string => code(text).replaceAll('|', '\\|');

const codes = (ids: readonly string[]): string => (ids.length === 0 ? '–' : ids.map(codeCell).join(', '));

function rowsOf(outcomes: readonly Outcome[]): string {
  const head = ['fault', 'what is wrong', 'finding', 'result', 'points lost', 'time', 'raised beside it'];
  const rows = outcomes.map((outcome) => {
    const { lost, time } = rowOf(outcome);
    const beside = outcome.raised.filter(
      (id) => !outcome.expected.includes(id) && !outcome.machine.includes(id),
    );
    const told = [inline(outcome.about), codes(outcome.expected), shown(outcome), lost, time, codes(beside)];
    return [codeCell(outcome.id), ...told];
  });
  return table(head, rows);
}

/** A section for each organ that has rows, with the trap they stand for. */
function byOrgan(outcomes: readonly Outcome[], cases: readonly FaultCase[]): string[] {
  const organOf = new Map(cases.map(({ id, organ }) => [id, organ]));
  return Object.entries(ORGANS).flatMap(([organ, { title, trap }]) => {
    const own = outcomes.filter(({ id }) => organOf.get(id) === organ);
    return own.length === 0 ? [] : [`### ${title}`, trap, rowsOf(own)];
  });
}

const section = (title: string, about: string, outcomes: readonly Outcome[]): string[] =>
  outcomes.length === 0 ? [] : [`## ${title}`, about, rowsOf(outcomes)];

const bullets = (lines: readonly string[]): string => lines.map((line) => `- ${line}`).join('\n');

const cycles = (count: number): string => (count === 1 ? '1 cycle' : `${count} cycles`);

/** The matrix as a page; `taken` says when, of which commit and on what it was taken. */
export function pageOf(report: SelftestReport, cases: readonly FaultCase[], taken: string): string {
  const { faults, pairs, lookAlikes, summary } = report;
  const all = cyclesOf(report);
  const wrong = all
    .filter((outcome) => !isRight(outcome))
    // Where it was kept is of one machine alone.
    .flatMap(({ kept: _, ...outcome }) =>
      complaints(outcome).map((line) => `${code(outcome.id)}: ${inline(line)}`),
    );
  const machine = saidOfTheMachine(report).map(([finding, count]) => `${code(finding)} in ${cycles(count)}`);
  return `${[
    '# What ralph catches, and how often it cries wolf',
    `Written by \`ralph selftest\`: ${inline(taken)}.`,
    'Each row is a stack, or a machine, with one thing wrong, and a whole review of it through the command line. It is\ncaught when the finding is raised; what else is raised must follow from the same fault, or it is a false alarm.',
    bullets(summaryRows(summary).map(([name, figure]) => `${name}: ${figure}`)),
    machine.length === 0
      ? 'Of the machine on which this was taken nothing was said.'
      : `Of the machine on which this was taken was said, of ${cycles(all.length)}: ${machine.join(', ')}. That is true of it whatever\nthe stack does, and counts neither way.`,
    ...(faults.length === 0 ? [] : ['## Single faults', ...byOrgan(faults, cases)]),
    ...section('What only looks like a fault', 'Nothing may be raised here.', lookAlikes),
    ...section('Two faults at once', 'Both must be named.', pairs),
    '## What was not right',
    wrong.length === 0 ? 'Nothing.' : bullets(wrong),
  ].join('\n\n')}\n`;
}
