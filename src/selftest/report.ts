import { isRight, type Outcome } from './outcome.ts';

/** The two numbers by which a gate earns trust, and what they are made of. */
export interface Summary {
  readonly faults: number;
  readonly caught: number;
  readonly pairs: number;
  readonly pairsCaught: number;
  /** Of healthy stacks, those among them that only look ill. */
  readonly cleanCycles: number;
  /** Findings that nothing explains, over all cycles, with and without faults. */
  readonly falseAlarms: number;
}

/** What a selftest found out about ralph. */
export interface SelftestReport {
  readonly schema: 'ralph/selftest@1';
  readonly summary: Summary;
  readonly faults: readonly Outcome[];
  readonly pairs: readonly Outcome[];
  /** Healthy stacks that only look ill. */
  readonly lookAlikes: readonly Outcome[];
  readonly clean: readonly Outcome[];
}

type Cycles = Pick<SelftestReport, 'faults' | 'pairs' | 'lookAlikes' | 'clean'>;

/** All cycles, in the order in which they are reported. */
export const cyclesOf = ({ faults, pairs, lookAlikes, clean }: Cycles): readonly Outcome[] => [
  ...faults,
  ...pairs,
  ...lookAlikes,
  ...clean,
];

const caughtIn = (outcomes: readonly Outcome[]): number =>
  outcomes.filter(({ missed, failed }) => missed.length === 0 && failed === undefined).length;

/** The report of these cycles. */
export function reportOf(cycles: Cycles): SelftestReport {
  const { faults, pairs, lookAlikes, clean } = cycles;
  return {
    schema: 'ralph/selftest@1',
    summary: {
      faults: faults.length,
      caught: caughtIn(faults),
      pairs: pairs.length,
      pairsCaught: caughtIn(pairs),
      cleanCycles: [...lookAlikes, ...clean].filter(({ failed }) => failed === undefined).length,
      falseAlarms: cyclesOf(cycles).flatMap(({ unrelated }) => unrelated).length,
    },
    ...cycles,
  };
}

/** Whether something was tried, everything was caught and nothing cried wolf. */
export function isSound(report: SelftestReport): boolean {
  const cycles = cyclesOf(report);
  return cycles.length > 0 && cycles.every(isRight);
}
