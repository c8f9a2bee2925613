import type { Evidence } from '../domain/evidence.ts';
import type { Unit } from '../domain/metric.ts';
import type { Probe } from '../domain/probe.ts';
import { type Lang, said, type Text } from '../domain/text.ts';

/** Probe id → why its times are in doubt. */
export type Doubts = Readonly<Record<string, Text>>;

/** All doubts that the probes of a run cast on each other. */
export const doubtsOf = (evidence: Evidence, probes: readonly Probe[]): Doubts =>
  Object.assign(
    {},
    ...probes.map((probe) => {
      const observation = evidence.observations[probe.id];
      return observation?.kind === 'observed' ? (probe.doubts?.(observation.readings) ?? {}) : {};
    }),
  );

/** Units of figures that are times or follow from them: a share of silence does not change with the machine's mood. */
const TIMED: readonly (Unit | undefined)[] = ['ms', 'ratio'];

/** The doubt on one figure of a probe, ready to be spread into a report. */
export function doubtOf(
  doubts: Doubts,
  probe: string,
  unit: Unit | undefined,
  lang: Lang,
): { readonly doubt?: string } {
  const doubt = TIMED.includes(unit) ? doubts[probe] : undefined;
  return doubt === undefined ? {} : { doubt: said(doubt, lang) };
}
