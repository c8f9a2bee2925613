import type { Clock } from '../../domain/host.ts';
import { type ClockOffset, clockOffset, type Round } from '../../statistics/clock-offset.ts';
import { BEAT_MS, type HandMachine, type Reply, SILENCE_MS, type WireReport } from './words.ts';

/** One of those who make a load, as the one who directs it sees him. */
export interface Member {
  readonly agent: string;
  /** Null: it never came. */
  readonly machine: HandMachine | null;
  readonly mostUsers: number | null;
  /** Of its clock against the director's: shown, and never used. */
  readonly clock: ClockOffset | null;
  /** From when all were told to begin the latest load to when its word came that it had; null: it never did. */
  readonly begunWithinMs: number | null;
  /** Its own share of the latest load. */
  readonly answered: number | null;
  readonly ownDelay: WireReport['ownDelay'];
  /** Why it takes no part any more; null: it does. */
  readonly lost: string | null;
}

/** What is known of one of them. */
export interface Seat {
  readonly agent: string;
  heardMs: number | null;
  joined: Extract<Reply, { kind: 'joined' }> | null;
  readonly rounds: Map<number, Round>;
  /** Number of the load it is ready for. */
  ready: number;
  /** When the word came that it had begun the load, by the director's clock. */
  begunMs: number | null;
  report: WireReport | null;
  lost: string | null;
}

/** The load that is made now, from when all are told of it. */
export interface Now {
  readonly load: number;
  goMs: number;
}

/** Where all of them sit. */
export interface Seats {
  readonly all: readonly Seat[];
  /** The load to which what is said of a load belongs; what is said of any other is too late. */
  begin(now: Now): void;
  ask(round: number): void;
  /** `agoMs`: how long it took to read what had arrived. */
  hear(agent: string, reply: Reply, agoMs?: number): void;
  lose(agent: string, why: string): void;
  anyLost(): boolean;
  /** Whether everybody who is not lost is so, waiting for it so long at most, or until `signal`. */
  until(isSo: (seat: Seat) => boolean, patienceMs: number, signal: AbortSignal): Promise<boolean>;
  /** Calls after each change; the answer ends that. */
  watch(look: () => void): () => void;
  members(): readonly Member[];
}

/** Keeps what hands say. `clock` tells silence, `wallMs` is compared with their clocks. */
export function seatsFor(
  agents: readonly string[],
  { clock, wallMs }: { readonly clock: Pick<Clock, 'nowMs' | 'sleep'>; readonly wallMs: () => number },
): Seats {
  const all = agents.map(
    (agent): Seat => ({
      ...{ agent, heardMs: null, joined: null, rounds: new Map(), ready: 0 },
      ...{ begunMs: null, report: null, lost: null },
    }),
  );
  const asked = new Map<number, number>();
  const watching = new Set<() => void>();
  let now: Now = { load: 0, goMs: 0 };

  function changed(): void {
    for (const look of [...watching]) look();
  }
  function watch(look: () => void): () => void {
    watching.add(look);
    return () => watching.delete(look);
  }
  function lose(agent: string, why: string): void {
    const seat = all.find((each) => each.agent === agent);
    if (!seat || seat.lost !== null) return;
    seat.lost = why;
    changed();
  }

  function note(seat: Seat, reply: Exclude<Reply, { kind: 'left' | 'here' }>, heardMs: number): void {
    if (reply.kind === 'joined') seat.joined ??= reply;
    else if (reply.kind === 'time') {
      const { round, readMs, repliedMs } = reply;
      const askedMs = asked.get(round);
      if (askedMs !== undefined && !seat.rounds.has(round))
        seat.rounds.set(round, { askedMs, readMs, repliedMs, heardMs });
    } else if (reply.load !== now.load) return;
    else if (reply.kind === 'ready') seat.ready = reply.load;
    else if (reply.kind === 'begun') seat.begunMs ??= clock.nowMs();
    else if (seat.report?.kind !== 'done') seat.report = reply.report;
  }

  function silent(): void {
    const sinceMs = clock.nowMs() - SILENCE_MS;
    for (const { agent, heardMs } of all)
      if (heardMs !== null && heardMs < sinceMs)
        lose(agent, `nothing was heard of it for ${SILENCE_MS / 1_000} s`);
  }

  return {
    all,
    begin(next) {
      now = next;
      for (const seat of all) Object.assign(seat, { begunMs: null, report: null });
    },
    ask: (round) => void asked.set(round, wallMs()),
    hear(agent, reply, agoMs = 0) {
      const heardMs = wallMs() - agoMs;
      const seat = all.find((each) => each.agent === agent);
      if (!seat || seat.lost !== null) return;
      seat.heardMs = clock.nowMs();
      if (reply.kind === 'left') return lose(agent, reply.why);
      if (reply.kind === 'here') return;
      note(seat, reply, heardMs);
      changed();
    },
    lose,
    anyLost: () => all.some(({ lost }) => lost !== null),
    async until(isSo, patienceMs, signal) {
      const untilMs = clock.nowMs() + patienceMs;
      const enough = new AbortController();
      const wake = AbortSignal.any([signal, enough.signal]);
      const look = (): void => {
        if (all.every((seat) => seat.lost !== null || isSo(seat))) enough.abort();
      };
      const end = watch(look);
      look();
      while (!wake.aborted && clock.nowMs() < untilMs) {
        await clock.sleep(Math.min(BEAT_MS, untilMs - clock.nowMs()), wake).catch(() => {});
        silent();
      }
      end();
      return enough.signal.aborted;
    },
    watch,
    members: () =>
      all.map(({ agent, joined, rounds, begunMs, report, lost }) => ({
        agent,
        machine: joined?.machine ?? null,
        mostUsers: joined?.mostUsers ?? null,
        clock: clockOffset([...rounds.values()]) ?? null,
        begunWithinMs: begunMs === null ? null : begunMs - now.goMs,
        answered: report?.counts.answered ?? null,
        ownDelay: report?.ownDelay ?? null,
        lost,
      })),
  };
}
