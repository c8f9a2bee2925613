import type { Probe } from '../domain/probe.ts';
import type { ExpectedProbe } from './expected.ts';

/** How far a run has come with one of its probes. */
export interface Stint {
  readonly phase: Probe['phase'];
  readonly expected: ExpectedProbe;
  readonly state:
    | { readonly kind: 'waiting' }
    | { readonly kind: 'running'; readonly forMs: number; readonly asked: number }
    | { readonly kind: 'finished'; readonly tookMs: number };
}

/** How long a run still takes. */
export interface TimeLeft {
  readonly ms: number;
  /** False where something is left of which nobody knows how long it takes: it is then longer. */
  readonly isWhole: boolean;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const isGuess = ({ expected }: Stint): boolean => !expected.isKnown && expected.requests > 0;

/** By how much answers took longer than guessed, as far as this run has shown. */
function slowness(stints: readonly Stint[]): number {
  const shown = stints
    .filter(isGuess)
    .flatMap(({ expected, state }) =>
      state.kind === 'finished' ? [{ tookMs: state.tookMs, ms: expected.ms }] : [],
    );
  const guessedMs = sum(shown.map(({ ms }) => ms));
  return guessedMs === 0 ? 1 : sum(shown.map(({ tookMs }) => tookMs)) / guessedMs;
}

function leftOf({ expected: { ms, isKnown, requests }, state }: Stint, slower: number): number {
  if (state.kind === 'finished') return 0;
  const wholeMs = isKnown ? ms : ms * slower;
  if (state.kind === 'waiting') return wholeMs;
  const { forMs, asked } = state;
  // What its own requests took tells more than a guess, or than a time that is over.
  if (asked > 0 && (!isKnown || forMs > ms)) return (forMs * Math.max(0, requests - asked)) / asked;
  return Math.max(0, wholeMs - forMs);
}

/**
 * How long is left of a run: probes of the load and those around it one after the other, those after it side by side.
 * What was guessed is corrected by what this run has shown. Null: nothing that is left has a known time.
 */
export function timeLeft(stints: readonly Stint[]): TimeLeft | null {
  const slower = slowness(stints);
  const left = (phase: Probe['phase']) =>
    stints.filter((stint) => stint.phase === phase).map((stint) => leftOf(stint, slower));
  const ms = sum(left('before')) + sum(left('load')) + Math.max(0, ...left('after')) + sum(left('last'));
  if (ms <= 0) return null;
  const isUnknown = ({ phase, expected, state }: Stint): boolean =>
    phase !== 'throughout' && state.kind !== 'finished' && !expected.isKnown && expected.requests === 0;
  return { ms, isWhole: !stints.some(isUnknown) };
}
