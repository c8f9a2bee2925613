import { Worker } from 'node:worker_threads';

/** The sound of an answer on its way to the thread that decodes it, and what comes back. */
export interface ToHear {
  readonly id: number;
  readonly mp3: Uint8Array;
}

/** As {@link leadingSilenceOf} of `leading-silence.ts` says. */
export interface Heard {
  readonly id: number;
  readonly silenceMs: number | null;
}

/** Hears when an answer begins. */
export interface Ear {
  /** How long MP3 plays before anything is heard, in ms; null: nothing is. Takes the bytes away. Rejects once broken. */
  leadingSilence(mp3: Uint8Array<ArrayBuffer>): Promise<number | null>;
  close(): Promise<void>;
}

interface Waiting {
  resolve(silenceMs: number | null): void;
  reject(error: Error): void;
}

const script = new URL(
  import.meta.url.endsWith('.ts') ? '../../dist/ear-worker.js' : './ear-worker.js',
  import.meta.url,
);

/** An ear in a thread of its own: to decode takes a thousand times as long as to stamp. */
export function threadedEar(): Ear {
  const worker = new Worker(script);
  const waiting = new Map<number, Waiting>();
  let [next, broken] = [0, false];
  worker.on('message', ({ id, silenceMs }: Heard) => {
    waiting.get(id)?.resolve(silenceMs);
    waiting.delete(id);
  });
  const fail = (error: Error): void => {
    broken = true;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  worker.once('error', fail);
  worker.once('exit', () => fail(new Error('the decoder is gone')));
  return {
    leadingSilence(mp3) {
      if (broken) return Promise.reject(new Error('the decoder is gone'));
      const id = next++;
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        worker.postMessage({ id, mp3 } satisfies ToHear, [mp3.buffer]);
      });
    },
    close: async () => void (await worker.terminate()),
  };
}
