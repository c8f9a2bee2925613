import type { Deed, Load } from './scenario.ts';

function deedName(deed: Deed): string {
  if (deed.kind === 'get') return `GET ${deed.path}`;
  return deed.kind === 'ws-voice' && deed.says === 'recording' ? 'ws-voice with recordings' : deed.kind;
}

/** To the millisecond: what was interrupted was measured for any time. */
const seconds = (ms: number): string => `${Number((ms / 1000).toFixed(3))} s`;

const thinking = ({ thinkMs }: { readonly thinkMs: number }): string =>
  thinkMs === 0 ? '' : `, ${seconds(thinkMs)} to think`;

const stay = (load: Exclude<Load, { kind: 'closed' }>): string =>
  load.turns === 1 ? '' : `, ${load.turns} turns each${thinking(load)}`;

function loadName(load: Load): string {
  switch (load.kind) {
    case 'closed':
      return `closed loop, ${load.users} ${load.users === 1 ? 'user' : 'users'}${thinking(load)}`;
    case 'open':
      return `open loop, ${load.perSecond}/s (${load.arrivals})${stay(load)}`;
    case 'ramp':
      return `open loop, from ${load.fromPerSecond} to ${load.toPerSecond}/s (${load.arrivals})${stay(load)}`;
  }
}

/** A load in a line: "chat, open loop, 20/s (poisson), 30 s". */
export const describe = (deed: Deed, load: Load, durationMs: number): string =>
  `${deedName(deed)}, ${loadName(load)}, ${seconds(durationMs)}`;

/** What the reader of a closed loop must know of its figures. */
export const CLOSED_LOOP =
  'Closed loop: each user waits for an answer before asking again, so a stall delays the very questions that would have felt it. These times are those of so many users, not of people who come when they like: for those, use an open load.';
