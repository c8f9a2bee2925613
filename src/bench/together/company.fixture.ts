import type { Clock } from '../../domain/host.ts';
import type { LoadReport } from '../load-report.ts';
import type { LoadOrder, ReadyLoad } from '../load-thread.ts';
import { rawBuckets } from '../raw-buckets.ts';
import { byTiming, type Scenario } from '../scenario.ts';
import { isIn, type Share } from '../share.ts';
import { createHistograms, createTally } from '../tally.ts';
import { type Director, direct } from './director.ts';
import { type Hand, lendHand } from './hand.ts';
import { readOrder, readReply, readTask } from './schema.ts';
import type { Order, Task } from './words.ts';

/** Time that passes when it is told to, and wakes who sleeps in the order in which they are due. */
function virtualTime() {
  let nowMs = 0;
  const sleepers = new Set<{ readonly atMs: number; wake(): void }>();
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
  const clock: Pick<Clock, 'nowMs' | 'sleep'> = {
    nowMs: () => nowMs,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        const end = (): void => {
          sleepers.delete(sleeper);
          reject(signal?.reason);
        };
        const wake = (): void => {
          signal?.removeEventListener('abort', end);
          resolve();
        };
        const sleeper = { atMs: nowMs + ms, wake };
        if (signal?.aborted) return end();
        signal?.addEventListener('abort', end, { once: true });
        sleepers.add(sleeper);
      }),
  };
  async function pass(ms: number): Promise<void> {
    const untilMs = nowMs + ms;
    for (;;) {
      await settle();
      const [next] = [...sleepers].sort((one, other) => one.atMs - other.atMs);
      if (!next || next.atMs > untilMs) break;
      nowMs = next.atMs;
      sleepers.delete(next);
      next.wake();
    }
    nowMs = untilMs;
  }
  return { clock, pass };
}

export const scenario = (users: number, more: Partial<Scenario> = {}): Scenario => ({
  name: 'together',
  url: null,
  apiKeyEnv: null,
  deed: { kind: 'chat' },
  load: { kind: 'closed', users, thinkMs: 0 },
  durationMs: 10_000,
  warmUpMs: 1_000,
  timeoutMs: 1_000,
  connections: 100,
  seed: 1,
  speech: 'en',
  objectives: [],
  capacity: null,
  ...more,
});

/** How long the turns of a user take: the same wherever he is. */
export type Turns = (user: number) => readonly number[];

/** What those users of a share have seen. */
export function seen(users: number, share: Share, turns: Turns): LoadReport {
  const histograms = createHistograms();
  const tally = createTally([], histograms);
  for (let user = 0; user < users; user++)
    for (const endMs of isIn(share, user) ? turns(user) : [])
      tally.record(
        { intendedMs: 0, startedMs: endMs / 10, queued: false },
        endMs > 60_000
          ? { kind: 'failed', reason: 'timed out' }
          : { kind: 'answered', sentMs: 0, endMs, firstMs: endMs / 2, underrunMs: null },
      );
  const own = { p50: 0.1, p99: share.index + 1, max: 9 };
  return {
    ...{ kind: 'done', histograms, counts: tally.counts() },
    ...{ measuredMs: 10_000, measuredFromEpochMs: 0, ownDelay: own },
  };
}

/** All that histograms hold and say of themselves. */
export const held = ({ histograms }: LoadReport) =>
  byTiming((timing) => {
    const { count, min, max, mean, stddev, percentiles } = histograms[timing];
    return [rawBuckets(histograms[timing]), count, min, max, mean, stddev, [...percentiles]];
  });

export interface Host {
  readonly name: string;
  readonly hand: Hand;
  /** Loads that were begun. */
  readonly begun: { readonly share: Share; readonly task: Task; readonly atMs: number }[];
  /** Threads that were hired and have not ended. */
  hired: number;
  /** As a process that was killed. */
  die(): void;
  readonly ends: AbortController;
}

/** A director and hosts that hear each other after a while, by clocks that differ. */
export function company(
  load: Scenario,
  names: readonly string[],
  {
    turns = () => [5],
    mostUsers = 1_000,
    wayMs = () => 1,
    absent = [],
  }: {
    turns?: Turns;
    mostUsers?: number;
    wayMs?: (name: string) => number;
    absent?: readonly string[];
  } = {},
) {
  const { clock, pass } = virtualTime();
  const { name: _, url, apiKeyEnv, capacity, ...told } = load;
  const task = readTask(JSON.parse(JSON.stringify(told)));
  if (!task) throw new Error('the task is none');
  const hosts: Host[] = [];
  const orders: Order[] = [];
  let silent = false;
  const say = (order: Order): void => {
    orders.push(order);
    if (silent) return;
    const text = JSON.stringify(order);
    for (const { name, hand } of hosts)
      void clock.sleep(wayMs(name)).then(() => {
        const read = readOrder(JSON.parse(text));
        if (!read) throw new Error(`no order: ${text}`);
        hand.hear(read);
      });
  };
  const director: Director = direct({ agents: names, task, clock, wallMs: clock.nowMs, say });
  names.forEach((name, index) => {
    if (absent.includes(name)) return;
    let dead = false;
    const begun: Host['begun'] = [];
    const ends = new AbortController();
    const ready = async (of: Task, share: Share, watch: (report: LoadReport) => void): Promise<ReadyLoad> => {
      host.hired++;
      return {
        async make(signal) {
          begun.push({ share, task: of, atMs: clock.nowMs() });
          const users = of.load.kind === 'closed' ? of.load.users : 0;
          const report = seen(users, share, turns);
          for (let second = 0; second < 11 && !signal.aborted && !dead; second++) {
            await clock.sleep(1_000, signal).catch(() => {});
            watch({ ...report, kind: 'progress', measuredMs: second * 1_000 });
          }
          return report;
        },
        end: async () => void host.hired--,
      };
    };
    const hand = lendHand(task, {
      ...{ name, mostUsers, clock, ready, signal: ends.signal },
      machine: { ralph: '1', node: 'v20', platform: 'linux', cpu: null, cores: 2 },
      wallMs: () => clock.nowMs() + 1_000_000 * (index + 1),
      say(reply) {
        if (dead) return;
        const text = JSON.stringify(reply);
        void clock.sleep(wayMs(name)).then(() => {
          const read = readReply(JSON.parse(text));
          if (!read) throw new Error(`no reply: ${text}`);
          director.hear(name, read);
        });
      },
    });
    const die = (): void => {
      dead = true;
    };
    const host: Host = { name, hand, begun, hired: 0, ends, die };
    hosts.push(host);
  });
  const order: LoadOrder = { scenario: load, url: '', apiKey: null, recordings: null };
  const hush = (): void => {
    silent = true;
  };
  return { clock, pass, director, hosts, orders, order, hush };
}
