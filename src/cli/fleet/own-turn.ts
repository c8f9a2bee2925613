import { setTimeout as pause } from 'node:timers/promises';
import type { Text } from '../../domain/text.ts';
import { farewell } from '../../queue/farewell.ts';
import { forget, newRun, withdraw } from '../../queue/filing.ts';
import { type Turn, takeTurns } from '../../queue/turn-worker.ts';
import {
  askTurn,
  dropTurn,
  resultOf,
  retryTurn,
  runOf,
  seeTurns,
  type TurnSeen,
  type Turns,
} from '../../queue/turns.ts';
import { UsageError } from '../usage-error.ts';
import type { MadeReview } from './make-review.ts';

/** How often is looked whether somebody else made the review that is waited for. */
const LOOK_MS = 2_000;

const dropped = ({ begun }: TurnSeen): Text => ({
  en: `the review that ${begun?.by ?? 'somebody'} began at ${begun?.at} and did not end is dropped; --resume would have gone on with it`,
  fr: `la revue commencée par ${begun?.by ?? 'quelqu’un'} à ${begun?.at} et restée inachevée est abandonnée ; --resume l’aurait reprise`,
});

const busy = ({ begun }: TurnSeen): Text => ({
  en: `${begun?.by ?? 'somebody'} has been making a review of this fleet since ${begun?.at}; this one follows it`,
  fr: `${begun?.by ?? 'quelqu’un'} fait une revue de cette flotte depuis ${begun?.at} ; celle-ci la suivra`,
});

/** Nobody works for a run any more, and nothing of it stays; one that was never filed is none. */
async function letGo({ queue }: Turns, run: string): Promise<void> {
  await withdraw(queue, run).catch((error: unknown) => {
    if (!(error instanceof Error && error.name === 'QueueError')) throw error;
  });
  await forget(queue, run);
}

/** Asks for a review of its own; one that was begun by hand and left is dropped. Answers with the id of its turn. */
export async function freshTurn(
  turns: Turns,
  only: readonly string[] | null,
  tell: (line: Text) => void,
): Promise<string> {
  for (const seen of await seeTurns(turns)) {
    if (seen.state === 'made') tell(busy(seen));
    if (seen.isScheduled || seen.state !== 'left') continue;
    await letGo(turns, seen.run);
    await dropTurn(turns, seen.id);
    tell(dropped(seen));
  }
  const id = newRun();
  await askTurn(turns, id, only);
  return id;
}

const heldStill = ({ begun }: TurnSeen): Text => ({
  en: `the review that ${begun?.by} began at ${begun?.at} is held by it still; gone on with as soon as it is not`,
  fr: `la revue commencée par ${begun?.by} à ${begun?.at} est encore entre ses mains ; reprise dès qu’elle ne l’est plus`,
});

/**
 * The turn that was begun last and left, or whose review could not be kept; else the one that somebody has, who may be
 * dead without being known to be. Throws UsageError where there is none.
 */
export async function leftTurn(turns: Turns, tell: (line: Text) => void): Promise<string> {
  const seen = await seeTurns(turns);
  const held = seen.find(({ state }) => state === 'made');
  const left = seen.find(({ state }) => state === 'left' || state === 'failed') ?? held;
  if (!left)
    throw new UsageError(
      '--resume: found no review of this fleet that was interrupted, expected one; leave it out to begin afresh',
    );
  if (left.state === 'failed') await retryTurn(turns, left.id);
  if (left === held) tell(heldStill(left));
  return left.id;
}

/** Made here, or, under this stem, by somebody else who was quicker. */
export type HadTurn = MadeReview | { readonly stem: string };

/**
 * Waits for a turn and makes its review, unless somebody else does. When the signal aborts, what was filed for it is
 * withdrawn. Throws what the review failed with.
 */
export async function ownTurn(
  turns: Turns,
  id: string,
  make: (turn: Turn, signal: AbortSignal) => Promise<MadeReview>,
  signal: AbortSignal,
): Promise<HadTurn> {
  const over = new AbortController();
  const either = AbortSignal.any([signal, over.signal]);
  let made: MadeReview | undefined;
  let failure: { readonly error: unknown } | undefined;
  const taking = takeTurns(turns, {
    takes: (turn) => turn.id === id,
    make: async (turn) => {
      made = await make(turn, either);
      return made.stem;
    },
    failed: (_, error) => {
      failure = { error };
    },
    over: ({ run }) => forget(turns.queue, run),
    ...{ once: true, signal: either },
  });
  const elsewhere = (async () => {
    while (!either.aborted) {
      // Made here too: while the server was away the turn may have gone to somebody else, who ends it.
      const result = await resultOf(turns, id).catch(() => (failure ? null : undefined));
      if (result !== undefined) over.abort();
      await pause(LOOK_MS, undefined, { signal: either }).catch(() => {});
    }
  })();
  try {
    await taking;
  } catch (error) {
    // Nobody is at it, and nobody else has asked for it.
    await farewell(dropTurn(turns, id));
    throw error;
  } finally {
    over.abort();
    await farewell(elsewhere);
  }
  if (made) return made;
  if (failure) throw failure.error;
  if (signal.aborted) {
    await farewell(letGo(turns, runOf(turns.fleet, id)).then(() => dropTurn(turns, id)));
    throw signal.reason;
  }
  const stem = await resultOf(turns, id);
  if (typeof stem === 'string') return { stem };
  throw new UsageError('found that somebody dropped this review, expected it to be made; begin it afresh');
}
