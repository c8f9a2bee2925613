import { figure } from '../../domain/figure.ts';
import { oneLine } from '../../domain/printable.ts';
import type { Member } from './seats.ts';

const ms = (value: number): string => figure(value, 'ms');

/** "clock +3.2 ms (± 0.4 ms)" */
function clockOf({ clock }: Member): string {
  if (clock === null) return 'clock not compared';
  const { offsetMs, withinMs } = clock;
  return `clock ${offsetMs < 0 ? '−' : '+'}${ms(Math.abs(offsetMs))} (± ${ms(withinMs)})`;
}

/** Who made the load, a line each, with what is known of how far he is to be trusted. */
export function membersTold(members: readonly Member[]): string[] {
  const lines = members.map((member) => {
    const { agent, answered, ownDelay, begunWithinMs, lost } = member;
    if (lost !== null) return `! ${agent}: ${oneLine(lost)}`;
    return [
      `${agent}: ${answered ?? 0} answered`,
      ownDelay === null ? 'own delay not seen' : `own delay p99 ${ms(ownDelay.p99)}`,
      ...(begunWithinMs === null ? [] : [`began within ${ms(begunWithinMs)}`]),
      clockOf(member),
    ].join(' · ');
  });
  const lost = members.filter((member) => member.lost !== null).length;
  return [
    ...lines,
    ...(lost === 0
      ? []
      : [
          `${lost} of ${members.length} agents were lost, so it was not the load that was asked for: nothing follows from it.`,
        ]),
    'Each time was taken by the one clock of its agent; how far clocks are apart is shown, and used nowhere.',
  ];
}
