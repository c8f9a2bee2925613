import type { SpeechChain } from './speech-chain.ts';

/** How many utterances are worked on at once, and how many may wait for their turn. */
interface Bounds {
  readonly atOnce: number;
  readonly waitingAtMost: number;
}

/** Stands for an engine where a wish was crowded out before any engine was asked. */
export const waitingRoom = 'queue';

const crowded = {
  spoken: null,
  attempts: [{ engine: waitingRoom, spoke: false, detail: 'too many are waiting to be spoken' }],
} as const;

/**
 * A chain that speaks a few utterances at once and the others in the order in which they came, for each one may cost a
 * process. What waits does not use up its deadline, and never starts once its caller is gone. One too many is not spoken.
 */
export function boundedSpeech(chain: SpeechChain, { atOnce, waitingAtMost }: Bounds): SpeechChain {
  let speaking = 0;
  const waiting = new Set<() => void>();

  const turnOf = (caller: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      const start = () => {
        caller.removeEventListener('abort', leave);
        resolve();
      };
      const leave = () => {
        waiting.delete(start);
        reject(caller.reason);
      };
      waiting.add(start);
      caller.addEventListener('abort', leave, { once: true });
    });

  /** Hands the place of one that is done to the one that waits longest. */
  function handOn() {
    const [start] = waiting;
    if (!start) {
      speaking -= 1;
      return;
    }
    waiting.delete(start);
    start();
  }

  return {
    ...chain,
    async speak(utterance, caller) {
      caller.throwIfAborted();
      if (speaking < atOnce) speaking += 1;
      else if (waiting.size >= waitingAtMost) return crowded;
      else await turnOf(caller);
      try {
        return await chain.speak(utterance, caller);
      } finally {
        handOn();
      }
    },
  };
}
