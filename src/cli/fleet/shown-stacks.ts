import type { Verdict } from '../../domain/review.ts';
import type { FleetEvent } from '../../queue/watching.ts';

/** How far one stack of a fleet is. Moments are of one monotonic clock. */
export type StackState =
  | { readonly kind: 'waits' }
  | {
      readonly kind: 'measured';
      readonly agent: string;
      readonly sinceMs: number;
      /** The one that is asked, as far as it was said. */
      readonly probe: string | null;
      readonly done: number;
      /** 0: nobody said yet. */
      readonly of: number;
    }
  /** Nobody works for it any more, and it is not judged yet. */
  | { readonly kind: 'ended' }
  | { readonly kind: 'judged'; readonly verdict: Verdict };

/** How far a fleet is. */
export interface FleetState {
  readonly begunMs: number;
  readonly stacks: ReadonlyMap<string, StackState>;
}

/** What happens to a stack: in the queue, or here, when it is judged. */
export type FleetHappening =
  | FleetEvent
  | { readonly kind: 'judged'; readonly stack: string; readonly verdict: Verdict };

/** A fleet of which nothing is done yet. */
export const fleetBegun = (stacks: readonly string[], nowMs: number): FleetState => ({
  begunMs: nowMs,
  stacks: new Map(stacks.map((name) => [name, { kind: 'waits' }])),
});

function next(state: StackState, event: FleetHappening, nowMs: number): StackState {
  if (event.kind === 'judged') return { kind: 'judged', verdict: event.verdict };
  if (state.kind === 'judged') return state;
  if (event.kind === 'ended') return { kind: 'ended' };
  const { progress } = event;
  const { agent } = progress;
  const before =
    state.kind === 'measured' && state.agent === agent && progress.kind !== 'taken'
      ? state
      : { kind: 'measured' as const, agent, sinceMs: nowMs, probe: null, done: 0, of: 0 };
  if (progress.kind !== 'probe') return before;
  const { probe, done, of } = progress;
  return { ...before, probe, done, of };
}

/** How far it is after an event, whatever came before; one of a stack that is not asked changes nothing. */
export function fleetStep(state: FleetState, event: FleetHappening, nowMs: number): FleetState {
  const before = state.stacks.get(event.stack);
  if (!before) return state;
  const after = next(before, event, nowMs);
  return after === before ? state : { ...state, stacks: new Map(state.stacks).set(event.stack, after) };
}

/** How many stacks there are in each state. */
export function countedStates({ stacks }: FleetState): Readonly<Record<StackState['kind'], number>> {
  const counts = { waits: 0, measured: 0, ended: 0, judged: 0 };
  for (const { kind } of stacks.values()) counts[kind]++;
  return counts;
}
