import { inspectEvidence } from '../../archive/inspect.ts';
import type { AskedStack } from '../../config/fleet/loaded.ts';
import type { FleetMember, FleetReview } from '../../domain/fleet.ts';
import type { Text } from '../../domain/text.ts';
import { fleetReviewOf } from '../../pipeline/fleet/review.ts';
import { metricsOf } from '../../pipeline/record.ts';
import type { Readers } from '../../queue/answers.ts';
import type { Queue } from '../../queue/connection.ts';
import { answersOf, fileFleet, filingOf, withdraw } from '../../queue/filing.ts';
import { agentsOf } from '../../queue/registry.ts';
import type { Turn } from '../../queue/turn-worker.ts';
import { watchFleet } from '../../queue/watching.ts';
import { rules } from '../rules.ts';
import { version } from '../version.ts';
import { absent } from './absent.ts';
import { fleetMarkdown } from './deliver.ts';
import type { FleetPlace } from './fleet-place.ts';
import { inTurn } from './in-turn.ts';
import { type Judging, memberOf } from './judge-answer.ts';
import { showFleet } from './show-fleet.ts';
import { openTrust } from './trust.ts';
import { untilKept } from './until-kept.ts';

/** A fleet review, and the stem under which it is kept. */
export interface MadeReview {
  readonly review: FleetReview;
  readonly stem: string;
}

const ASKS = (count: number, fleet: string, place: string): Text => ({
  en: `asks for ${count} stack${count === 1 ? '' : 's'} of ${fleet} over ${place}`,
  fr: `demande ${count} pile${count === 1 ? '' : 's'} de ${fleet} par ${place}`,
});

/** What many stacks have told is told once: a review that none of them can be compared with. */
function once(tell: (line: Text) => void): (line: Text) => void {
  const told = new Set<string>();
  return (line) => {
    if (!told.has(line.en)) tell(line);
    told.add(line.en);
  };
}

/** The stacks that a turn asks about: those that were filed when it was begun, else those of the file. */
async function stacksOf(
  queue: Queue,
  turn: Turn,
  stacks: readonly AskedStack[],
): Promise<readonly AskedStack[]> {
  const filed = await filingOf(queue, turn.run);
  if (filed) return filed.asks.map(({ stack, ...ask }) => ({ name: stack, ...ask }));
  return turn.only === null ? stacks : stacks.filter(({ name }) => turn.only?.includes(name));
}

/** Withdraws what is out when the time is up, for as long as nobody disposes of it. */
function deadline(queue: Queue, run: string, { begunAt }: Turn, deadlineMs: number): Disposable {
  // By the clock of the queue: whoever began it may have another one than whoever goes on with it.
  const leftMs = Math.min(deadlineMs, Math.max(0, Date.parse(begunAt) + deadlineMs - queue.nowMs()));
  // What cannot be withdrawn now is withdrawn at the next try.
  const again = (): void => {
    withdraw(queue, run).catch(() => {
      timer = setTimeout(again, AGAIN_MS);
    });
  };
  let timer = setTimeout(again, leftMs);
  return { [Symbol.dispose]: () => clearTimeout(timer) };
}

const AGAIN_MS = 2_000;

/**
 * Makes one review of a fleet: files the jobs of a turn, unless that was done, judges each answer as it comes, keeps the
 * reviews and that of the fleet. Whoever takes the turn up goes on where the one before was, and keeps nothing twice.
 */
export async function makeReview(
  turn: Turn,
  { fleet, queue, archive, lang, secrets, cwd, tell, shown: progress }: FleetPlace,
  signal: AbortSignal,
): Promise<MadeReview> {
  const { run } = turn;
  const stacks = await stacksOf(queue, turn, fleet.stacks);
  const ofFile = new Map(fleet.stacks.map((stack) => [stack.name, stack]));
  // Who may answer for a stack is for the file to say: what was filed lies where others write.
  const known = new Map(stacks.map((stack) => [stack.name, ofFile.get(stack.name) ?? stack]));
  const asks = stacks.map(({ name, ...ask }) => ({ stack: name, ...ask }));
  await fileFleet(queue, { run, fleet: fleet.name, asks, memo: null, attempts: fleet.attempts });
  const readers: Readers = { trust: await openTrust(fleet, tell), evidence: inspectEvidence };
  const agents = await agentsOf(queue);
  const labels = new Map(agents.map((card) => [card.name, card.labels]));
  const judging: Judging = { fleet, archive, lang, cwd, secrets, signal, labels, tell: once(tell) };
  const members = new Map<string, FleetMember>();
  tell(ASKS(stacks.length, fleet.name, queue.place));
  const nobody = absent(stacks, agents);
  if (nobody) tell(nobody);
  const names = stacks.map(({ name }) => name);
  const shown = showFleet(progress, { stacks: names, lang, nowMs: () => performance.now() });
  // One after the other, while others are measured still: judging takes the processor, not the network.
  const judge = inTurn(async (stack: string) => {
    for await (const answer of answersOf(queue, run, readers, [stack])) {
      const asked = known.get(stack);
      if (!asked || members.has(stack)) continue;
      const member = await memberOf(answer, asked, judging);
      members.set(stack, member);
      shown.judged(member);
    }
  });
  try {
    using _ = deadline(queue, run, turn, fleet.deadlineMs);
    await watchFleet(queue, run, {
      signal,
      on: (event) => {
        shown.on(event);
        if (event.kind === 'ended') judge(event.stack);
      },
    });
    await judge.settled();
    return await keepFleet([...members.values()], turn, { fleet, archive, lang, tell, signal });
  } finally {
    shown.end();
  }
}

/** Judges the fleet and keeps that review, once for a run. */
async function keepFleet(
  members: readonly FleetMember[],
  { run }: Turn,
  {
    fleet,
    archive,
    lang,
    tell,
    signal,
  }: Pick<FleetPlace, 'fleet' | 'archive' | 'lang' | 'tell'> & { readonly signal: AbortSignal },
): Promise<MadeReview> {
  const reviewedAt = new Date().toISOString();
  const drawn = (number: number): FleetReview =>
    fleetReviewOf(members, {
      ...{ ralph: version, lang, fleet: fleet.name, number, run, reviewedAt },
      ...{ metrics: metricsOf(rules.probes), tolerancePct: fleet.rubric.tolerancePct },
    });
  return untilKept(
    async () => {
      const { entry } = await archive.fleets.publish(
        async (number) => {
          const review = drawn(number);
          return { fleet: review, markdown: await fleetMarkdown(review) };
        },
        undefined,
        run,
      );
      const review = await archive.fleets.read(entry);
      if ('corrupt' in review) throw new TypeError(review.corrupt);
      await archive.fleets.complete(entry, await fleetMarkdown(review));
      return { review, stem: entry.stem };
    },
    { say: tell, signal },
  );
}
