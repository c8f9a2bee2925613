import { describe, expect, it } from 'vitest';
import type { Utterance } from '../engines/tts/speech-engine.ts';
import { boundedSpeech } from './bounded-speech.ts';
import type { SpeechChain } from './speech-chain.ts';

const never = new AbortController().signal;
const says = (text: string): Utterance => ({
  text,
  language: 'fr',
  timbre: 'female',
  rate: 1,
  pitchHz: 200,
});

/** A bounded chain that speaks each text until it is told that it is done. */
function stage(atOnce: number, waitingAtMost: number) {
  const started: string[] = [];
  const ends = new Map<string, (error?: Error) => void>();
  const inner: SpeechChain = {
    engines: [],
    recall: () => null,
    prove: async () => {},
    close: async () => {},
    speak: ({ text }) =>
      new Promise((resolve, reject) => {
        started.push(text);
        ends.set(text, (error) => (error ? reject(error) : resolve({ spoken: null, attempts: [] })));
      }),
  };
  const chain = boundedSpeech(inner, { atOnce, waitingAtMost });
  const speak = (text: string, signal = never) => chain.speak(says(text), signal);
  return { started, speak, end: (text: string, error?: Error) => ends.get(text)?.(error) };
}

describe('boundedSpeech', () => {
  it('works on so many at once, and on the others in their order', async () => {
    const { started, speak, end } = stage(2, 9);
    const all = ['a', 'b', 'c', 'd', 'e'].map((text) => speak(text));
    expect(started).toEqual(['a', 'b']);
    end('b');
    await all[1];
    expect(started).toEqual(['a', 'b', 'c']);
    end('a');
    end('c');
    await Promise.all([all[0], all[2]]);
    expect(started).toEqual(['a', 'b', 'c', 'd', 'e']);
    end('d');
    end('e');
    await Promise.all(all);
    speak('f');
    speak('g');
    speak('h');
    expect(started.slice(5)).toEqual(['f', 'g']);
  });

  it('goes on after one that fails', async () => {
    const { started, speak, end } = stage(1, 9);
    const first = speak('a');
    speak('b');
    end('a', new Error('hoarse'));
    await expect(first).rejects.toThrow('hoarse');
    expect(started).toEqual(['a', 'b']);
  });

  it('never starts one whose caller went away while it waited', async () => {
    const { started, speak, end } = stage(1, 9);
    const caller = new AbortController();
    const first = speak('a');
    const gone = speak('b', caller.signal);
    const last = speak('c');
    caller.abort();
    await expect(gone).rejects.toThrow(/abort/i);
    await expect(speak('d', caller.signal)).rejects.toThrow(/abort/i);
    end('a');
    await first;
    end('c');
    await last;
    expect(started).toEqual(['a', 'c']);
  });

  it('refuses one too many, says why, and takes the next once there is room', async () => {
    const { started, speak, end } = stage(1, 1);
    const first = speak('a');
    const second = speak('b');
    expect(await speak('c')).toEqual({
      spoken: null,
      attempts: [{ engine: 'queue', spoke: false, detail: 'too many are waiting to be spoken' }],
    });
    end('a');
    await first;
    speak('d');
    end('b');
    await second;
    expect(started).toEqual(['a', 'b', 'd']);
  });

  it('lets go of a caller that outlives its utterances', async () => {
    const { speak, end } = stage(1, 9);
    const caller = new AbortController();
    let listeners = 0;
    const { signal } = caller;
    const add = signal.addEventListener.bind(signal);
    const remove = signal.removeEventListener.bind(signal);
    signal.addEventListener = (...args: Parameters<typeof add>) => {
      listeners += 1;
      add(...args);
    };
    signal.removeEventListener = (...args: Parameters<typeof remove>) => {
      listeners -= 1;
      remove(...args);
    };
    const first = speak('a');
    const second = speak('b', signal);
    expect(listeners).toBe(1);
    end('a');
    await first;
    end('b');
    await second;
    expect(listeners).toBe(0);
  });
});
