import type { Clock } from '../../domain/host.ts';
import type { LoadReport } from '../load-report.ts';
import type { MakeLoad } from '../load-thread.ts';
import { mergedReport } from '../merged-report.ts';
import type { Load } from '../scenario.ts';
import type { Share } from '../share.ts';
import { createHistograms, createTally } from '../tally.ts';
import { mostAtOnce } from './most-at-once.ts';
import { type Member, type Now, type Seat, seatsFor } from './seats.ts';
import { fromWire } from './wire-report.ts';
import { BEAT_MS, type Order, type Reply, type Task } from './words.ts';

/** What it takes to direct a load that several hosts make. */
export interface Direction {
  /** Names of those who make it; the first has the first user. */
  readonly agents: readonly string[];
  readonly task: Task;
  readonly clock: Pick<Clock, 'nowMs' | 'sleep'>;
  /** Of the wall, in ms since 1970, with a fraction. */
  readonly wallMs: () => number;
  /** To all of them. */
  readonly say: (order: Order) => void;
}

/** Several hosts that make one load. */
export interface Director {
  /** `agoMs`: how long it took to read what had arrived. */
  hear(agent: string, reply: Reply, agoMs?: number): void;
  /** Says that somebody takes no part any more, as who carries the words may know. */
  lose(agent: string, why: string): void;
  /** Waits until all are here, and compares clocks with them; who is not here in time is lost. */
  gather(patienceMs: number, signal: AbortSignal): Promise<void>;
  /** Whose owner does not allow its share of a load, and why. */
  refusalsOf(load: Load): readonly string[];
  /** Makes a load of all. Where somebody is lost, the others stop, and the report says who. */
  readonly makeLoad: MakeLoad;
  members(): readonly Member[];
  /** Lets all of them go. */
  end(): void;
}

/** To start threads takes a moment; before the first load the stack may have to say what users will say. */
const READY_MS = 180_000;
const ROUNDS = 8;
const ROUND_MS = 2_000;
/** What many hosts tell every second is added up so often at most. */
const SHOWN_EVERY_MS = 500;

/** The report of nobody. */
function nothing(measuredFromEpochMs: number): LoadReport {
  const histograms = createHistograms();
  const { counts } = createTally([], histograms);
  return {
    ...{ kind: 'done', histograms, counts: counts(), measuredMs: 0, measuredFromEpochMs, ownDelay: null },
  };
}

const isDone = ({ report }: Seat): boolean => report?.kind === 'done';

/** What those have measured together of whom there is a report, from this moment of one's own clock on. */
const together = (seats: readonly Seat[], fromEpochMs: number): LoadReport | undefined =>
  mergedReport(seats.flatMap(({ report }) => (report ? [fromWire(report, fromEpochMs)] : [])));

/**
 * Directs hosts that make one load: they get ready, begin when they hear the word, each by its own clock, and what they
 * measured is added up. Whoever is silent is lost.
 */
export function direct({ agents, task, clock, wallMs, say }: Direction): Director {
  const of = agents.length;
  const shares = Object.fromEntries(agents.map((agent, index): [string, Share] => [agent, { index, of }]));
  const seats = seatsFor(agents, { clock, wallMs });
  const over = new AbortController();
  let loads = 0;

  async function beat(): Promise<void> {
    while (!over.signal.aborted) {
      say({ kind: 'here' });
      await clock.sleep(BEAT_MS, over.signal).catch(() => {});
    }
  }
  void beat();

  function loseWhere(isLate: (seat: Seat) => boolean, why: string): void {
    for (const seat of seats.all) if (seat.lost === null && isLate(seat)) seats.lose(seat.agent, why);
  }

  async function gather(patienceMs: number, signal: AbortSignal): Promise<void> {
    const here = await seats.until(({ joined }) => joined !== null, patienceMs, signal);
    if (!here && !signal.aborted)
      loseWhere(({ joined }) => joined === null, 'it did not come: it is not there, or busy');
    for (let round = 1; round <= ROUNDS && !signal.aborted && !seats.anyLost(); round++) {
      seats.ask(round);
      say({ kind: 'time', round });
      await seats.until(({ rounds }) => rounds.has(round), ROUND_MS, signal);
    }
  }

  /** Makes the load that all are told of, as far as it goes; when it began, in ms since 1970. */
  async function made(now: Now, signal: AbortSignal): Promise<number> {
    const { load } = now;
    const ready = await seats.until((seat) => seat.ready === load, READY_MS, signal);
    if (!ready && !signal.aborted) loseWhere((seat) => seat.ready !== load, 'it did not get ready');
    const begunEpochMs = wallMs();
    if (signal.aborted || seats.anyLost()) return begunEpochMs;
    now.goMs = clock.nowMs();
    say({ kind: 'go', load });
    // The rest of a load is another load: where somebody is lost, nobody goes on.
    let told = false;
    const stop = (): void => {
      if (told || !(signal.aborted || seats.anyLost())) return;
      told = true;
      say({ kind: 'stop', load });
    };
    const end = seats.watch(stop);
    signal.addEventListener('abort', stop, { once: true });
    stop();
    await seats.until(isDone, Number.POSITIVE_INFINITY, over.signal);
    signal.removeEventListener('abort', stop);
    end();
    return begunEpochMs;
  }

  const makeLoad: MakeLoad = async ({ scenario }, watch, signal) => {
    const now: Now = { load: ++loads, goMs: 0 };
    seats.begin(now);
    let shownMs = Number.NEGATIVE_INFINITY;
    const end = seats.watch(() => {
      if (clock.nowMs() - shownMs < SHOWN_EVERY_MS || seats.all.some(({ report }) => report === null)) return;
      shownMs = clock.nowMs();
      const soFar = together(seats.all, 0);
      if (soFar) watch({ ...soFar, kind: 'progress' });
    });
    say({ kind: 'load', load: now.load, of: scenario.load, shares });
    const begunEpochMs = await made(now, signal).finally(end);
    const fromEpochMs = begunEpochMs + scenario.warmUpMs;
    const lost = seats.all.flatMap((seat) => (seat.lost === null ? [] : [`${seat.agent}: ${seat.lost}`]));
    return { ...(together(seats.all.filter(isDone), fromEpochMs) ?? nothing(fromEpochMs)), lost };
  };

  return {
    hear: seats.hear,
    lose: seats.lose,
    gather,
    refusalsOf: (load) =>
      seats.all.flatMap(({ agent, joined }, index) => {
        const users = mostAtOnce(load, task, { index, of });
        return joined === null || users <= joined.mostUsers
          ? []
          : [`${agent} allows ${joined.mostUsers} users at once, and its share is ${users}`];
      }),
    makeLoad,
    members: seats.members,
    end() {
      say({ kind: 'end' });
      over.abort();
    },
  };
}
