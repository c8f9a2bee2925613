import type { Clock } from '../domain/host.ts';
import { userArrivals } from '../statistics/arrivals.ts';
import type { Load, Scenario } from './scenario.ts';
import { isIn, type Share, turnNumbers } from './share.ts';
import { timetable } from './timetable.ts';
import { freeMs, type Outcome, type Times, type Visitor } from './visitor.ts';

/** Where visitors come from, what time it is, and who wants to know what came of their turns. */
export interface Stage {
  readonly clock: Pick<Clock, 'nowMs' | 'sleep'>;
  /** Which of the users and visitors come here. */
  readonly share: Share;
  readonly enter: () => Visitor;
  readonly record: (times: Times, outcome: Outcome) => void;
  readonly signal: AbortSignal;
}

/** A refusal costs nothing, so a user who is refused would ask again without end. */
const PAUSE_AFTER_FAILURE_MS = 100;
/** So often a sender that is behind lets the answers in. */
const BREATH_EVERY = 16;

/** Waits until `atMs` of the clock, never less; false once the signal aborts. */
async function until(atMs: number, { clock, signal }: Stage): Promise<boolean> {
  const leftMs = atMs - clock.nowMs();
  if (leftMs > 0) await clock.sleep(Math.ceil(leftMs), signal).catch(() => {});
  return !signal.aborted;
}

/** Takes a turn that was due. */
async function take(
  visitor: Visitor,
  number: number,
  due: Omit<Times, 'startedMs'>,
  stage: Stage,
): Promise<Outcome> {
  const startedMs = stage.clock.nowMs();
  const outcome = await visitor.turn(number);
  stage.record({ ...due, startedMs }, outcome);
  return outcome;
}

type Closed = Extract<Load, { kind: 'closed' }>;

async function closedLoop({ users, thinkMs }: Closed, scenario: Scenario, beginMs: number, stage: Stage) {
  const { deed, warmUpMs, durationMs } = scenario;
  const forMs = warmUpMs + durationMs;
  // Whoever listens to answers asks in step with those who came at the same time: turns are long and of about one length.
  // And thousands of sockets that open at once measure how many a server lets wait.
  const listens = deed.kind === 'ws-voice' || deed.kind === 'ws-chat';
  const spreadMs = listens ? Math.max(thinkMs, warmUpMs) : thinkMs;
  const nextNumber = turnNumbers(stage.share);
  async function user(index: number): Promise<void> {
    const visitor = stage.enter();
    const times = userArrivals({ users, thinkMs, forMs, spreadMs }, index);
    for (let due = times.next(0); !due.done; ) {
      if (!(await until(beginMs + due.value, stage))) break;
      // Whoever waits for an answer intends to ask when it came: a late timer is the sender's own.
      const outcome = await take(
        visitor,
        nextNumber(),
        { intendedMs: beginMs + due.value, queued: false },
        stage,
      );
      const pauseMs = outcome.kind === 'answered' ? 0 : Math.max(0, PAUSE_AFTER_FAILURE_MS - thinkMs);
      due = times.next(freeMs(outcome, stage.clock.nowMs()) - beginMs + pauseMs);
    }
    visitor.leave();
  }
  const mine = Array.from({ length: users }, (_, index) => index).filter((index) => isIn(stage.share, index));
  await Promise.all(mine.map(user));
}

/** Lets so many work at once; who comes later waits in line. */
function doors(most: number) {
  let inside = 0;
  const line: (() => void)[] = [];
  return {
    /** Whether there was a wait. */
    async enter(): Promise<boolean> {
      const full = inside++ >= most;
      if (full) await new Promise<void>((admit) => line.push(admit));
      return full;
    },
    leave(): void {
      inside--;
      line.shift()?.();
    },
  };
}

type Open = Exclude<Load, Closed>;

async function openLoop(load: Open, scenario: Scenario, beginMs: number, stage: Stage) {
  const door = doors(Math.ceil(scenario.connections / stage.share.of));
  let within = 0;
  let allGone = (): void => {};
  const nextNumber = turnNumbers(stage.share);
  async function visit(dueMs: number): Promise<void> {
    const waited = await door.enter();
    const visitor = stage.enter();
    let intendedMs = dueMs;
    for (let turn = 0; turn < load.turns; turn++) {
      const outcome = await take(visitor, nextNumber(), { intendedMs, queued: waited && turn === 0 }, stage);
      if (outcome.kind !== 'answered' || turn + 1 === load.turns) break;
      intendedMs = freeMs(outcome, stage.clock.nowMs()) + load.thinkMs;
      if (!(await until(intendedMs, stage))) break;
    }
    visitor.leave();
    door.leave();
  }
  let behind = 0;
  let arrival = 0;
  for (const dueMs of timetable(load, scenario)) {
    if (!isIn(stage.share, arrival++)) continue;
    if (stage.clock.nowMs() < beginMs + dueMs) await until(beginMs + dueMs, stage);
    else if (++behind % BREATH_EVERY === 0) await stage.clock.sleep(0);
    if (stage.signal.aborted) break;
    within++;
    void visit(beginMs + dueMs).then(() => {
      if (--within === 0) allGone();
    });
  }
  if (within === 0) return;
  await new Promise<void>((resolve) => {
    allGone = resolve;
  });
}

/** Puts the load of a scenario on the stage, from `beginMs` on; resolves when the last turn has its outcome. */
export function drive(scenario: Scenario, beginMs: number, stage: Stage): Promise<void> {
  const { load } = scenario;
  return load.kind === 'closed'
    ? closedLoop(load, scenario, beginMs, stage)
    : openLoop(load, scenario, beginMs, stage);
}
