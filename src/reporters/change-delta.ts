import type { Change } from '../domain/change.ts';
import { signed } from '../domain/figure.ts';
import type { Localised } from '../domain/text.ts';

/** "−31 %", "−18 points", "+1": a change in the unit in which one speaks of it; empty where there is none. */
export function deltaOf(change: Localised<Change>): string {
  const { delta, deltaPct, unit } = change;
  if (delta === null) return '';
  if (unit === 'points') return `${signed(delta)} points`;
  if (unit === '%') return `${signed(delta)} points`;
  if (unit === 'count' || deltaPct === null) return signed(delta);
  return `${signed(deltaPct)} %`;
}

/** Whether a change that is not claimed is said all the same: a score that moved, and what seems to have moved. */
export const isSeeming = ({ kind, metric, delta, proof }: Localised<Change>): boolean =>
  kind === 'within-noise' &&
  ((metric === 'score' && delta !== 0) ||
    (proof !== undefined && (proof.suspected !== null || proof.isApparent)));
