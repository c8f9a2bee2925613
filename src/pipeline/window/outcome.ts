import type { TargetWindow, WindowReport } from '../../domain/window.ts';

/** What of a window closes a gate, as `--fail-on` says. */
export type WindowFailOn = 'blocked' | 'attention' | 'regression' | 'never';

/** `unclear`: nothing lies in the window, or the newest review of a target claims nothing. */
export type WindowOutcome = 'passed' | 'failed' | 'unclear';

/** What broke in the window and stands at its end, and what regressed. */
const isWorse = ({ stands, states, moves }: TargetWindow): boolean =>
  stands.some(({ broke, standing }) => broke && standing !== 'fixed') ||
  states.some(({ kind }) => kind === 'worse') ||
  moves.some(({ kind }) => kind === 'worse');

const CLOSES: Record<WindowFailOn, (window: TargetWindow) => boolean> = {
  blocked: ({ cycles }) => cycles.at(-1)?.verdict === 'blocked',
  attention: ({ cycles }) => ['blocked', 'attention'].includes(cycles.at(-1)?.verdict ?? ''),
  regression: (window) => CLOSES.blocked(window) || isWorse(window),
  never: () => false,
};

const isUnclear = ({ cycles }: TargetWindow): boolean =>
  (cycles.at(-1)?.verdict ?? 'inconclusive') === 'inconclusive';

/** What a gate makes of a window. A night in which nothing was measured is not a quiet night. */
export function windowOutcome({ targets }: WindowReport, failOn: WindowFailOn): WindowOutcome {
  if (failOn === 'never') return 'passed';
  if (targets.some(CLOSES[failOn])) return 'failed';
  return targets.length === 0 || targets.some(isUnclear) ? 'unclear' : 'passed';
}
