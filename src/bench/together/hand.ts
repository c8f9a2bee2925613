import type { Clock } from '../../domain/host.ts';
import type { LoadReport } from '../load-report.ts';
import type { ReadyLoad } from '../load-thread.ts';
import type { Load } from '../scenario.ts';
import type { Share } from '../share.ts';
import { mostAtOnce } from './most-at-once.ts';
import { toWire } from './wire-report.ts';
import { BEAT_MS, type HandMachine, type Order, type Reply, SILENCE_MS, type Task } from './words.ts';

/** What a host needs to lend a hand to a load. */
export interface HandStage {
  /** By which name it is meant. */
  readonly name: string;
  readonly machine: HandMachine;
  /** What its owner allows. */
  readonly mostUsers: number;
  readonly clock: Pick<Clock, 'nowMs' | 'sleep'>;
  /** Of the wall, in ms since 1970, with a fraction. */
  readonly wallMs: () => number;
  readonly say: (reply: Reply) => void;
  /** Hires who makes a share of this load of the host's own stack. */
  readonly ready: (task: Task, share: Share, watch: (report: LoadReport) => void) => Promise<ReadyLoad>;
  /** The host's own: it lends no hand any more. */
  readonly signal: AbortSignal;
}

/** A host that makes its share of loads, as it is told. */
export interface Hand {
  hear(order: Order): void;
  /** Resolves when it is let go, or leaves. Never rejects. */
  readonly over: Promise<void>;
}

const TELL_EVERY_MS = 1_000;

interface Current {
  readonly load: number;
  readonly stop: AbortController;
  readonly made: Promise<ReadyLoad>;
  begun: boolean;
}

const why = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).slice(0, 1_000);

/**
 * Makes the shares of the loads of a task that somebody directs. It says that it is there and hears the same: where
 * nobody directs any more, no load goes on.
 */
export function lendHand(task: Task, stage: HandStage): Hand {
  const { name, clock, say } = stage;
  let heardMs = clock.nowMs();
  let current: Current | undefined;
  let latest = 0;
  let left = false;
  const leaving = new AbortController();
  const rest = AbortSignal.any([stage.signal, leaving.signal]);
  let letGo = (): void => {};
  const gone = new Promise<void>((resolve) => {
    letGo = resolve;
  });

  async function put(ended: Current | undefined): Promise<void> {
    ended?.stop.abort(new Error('stopped'));
    await ended?.made.then(
      (load) => load.end(),
      () => {},
    );
  }
  function leave(reason?: string): void {
    if (left) return;
    left = true;
    leaving.abort();
    if (reason !== undefined) say({ kind: 'left', why: reason });
    void put(current).then(letGo);
  }

  function make(load: Load, share: Share, number: number): Promise<ReadyLoad> {
    let toldMs = Number.NEGATIVE_INFINITY;
    return stage.ready({ ...task, load }, share, (report) => {
      const nowMs = clock.nowMs();
      if (report.kind === 'done' || left || nowMs - toldMs < TELL_EVERY_MS) return;
      toldMs = nowMs;
      say({ kind: 'report', load: number, report: toWire(report) });
    });
  }

  function prepare({ load, of, shares }: Extract<Order, { kind: 'load' }>): void {
    const share = Object.hasOwn(shares, name) ? shares[name] : undefined;
    if (share === undefined) {
      leave('it has no share of the load');
      return;
    }
    const users = mostAtOnce(of, task, share);
    if (users > stage.mostUsers) {
      leave(`its owner allows ${stage.mostUsers} users at once, and its share is ${users}`);
      return;
    }
    const before = put(current);
    const made = before.then(() => make(of, share, load));
    current = { load, stop: new AbortController(), made, begun: false };
    made.then(
      () => say({ kind: 'ready', load }),
      (error) => leave(why(error)),
    );
  }

  async function begin(at: Current): Promise<void> {
    at.begun = true;
    try {
      const ready = await at.made;
      const done = ready.make(at.stop.signal);
      say({ kind: 'begun', load: at.load });
      const report = await done;
      if (!left) say({ kind: 'report', load: at.load, report: toWire(report) });
    } catch (error) {
      leave(why(error));
    }
  }

  function hear(order: Order): void {
    const readMs = stage.wallMs();
    heardMs = clock.nowMs();
    if (left) return;
    if (order.kind === 'time') {
      say({ kind: 'time', round: order.round, readMs, repliedMs: stage.wallMs() });
    } else if (order.kind === 'end') leave();
    // What was said twice, because the queue's server was away in between, is done once.
    else if (order.kind === 'load' && order.load > latest) {
      latest = order.load;
      prepare(order);
    } else if (current && 'load' in order && order.load === current.load) {
      if (order.kind === 'stop') current.stop.abort(new Error('stopped'));
      else if (order.kind === 'go' && !current.begun) void begin(current);
    }
  }

  async function watchOver(): Promise<void> {
    while (!left) {
      say({ kind: 'here' });
      await clock.sleep(BEAT_MS, rest).catch(() => {});
      if (stage.signal.aborted) leave('its agent ends');
      else if (clock.nowMs() - heardMs > SILENCE_MS) leave('nobody directs it any more');
    }
  }

  say({ kind: 'joined', machine: stage.machine, mostUsers: stage.mostUsers });
  return { hear, over: Promise.all([gone, watchOver()]).then(() => {}) };
}
