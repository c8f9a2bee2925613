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
  readonly clean: readonly Outcome[];
}

const caughtIn = (outcomes: readonly Outcome[]): number =>
  outcomes.filter(({ missed, failed }) => missed.length === 0 && failed === undefined).length;

/** The report of these cycles. */
export function reportOf(cycles: Pick<SelftestReport, 'faults' | 'pairs' | 'clean'>): SelftestReport {
  const { faults, pairs, clean } = cycles;
  const alarms = [...faults, ...pairs, ...clean].flatMap(({ unrelated }) => unrelated);
  return {
    schema: 'ralph/selftest@1',
    summary: {
      faults: faults.length,
      caught: caughtIn(faults),
      pairs: pairs.length,
      pairsCaught: caughtIn(pairs),
      cleanCycles: clean.filter(({ failed }) => failed === undefined).length,
      falseAlarms: alarms.length,
    },
    ...cycles,
  };
}

/** Whether everything was caught and nothing cried wolf. */
export const isSound = ({ faults, pairs, clean }: SelftestReport): boolean =>
  [...faults, ...pairs, ...clean].every(isRight);
