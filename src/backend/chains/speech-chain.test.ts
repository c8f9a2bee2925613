import { describe, expect, it } from 'vitest';
import { EngineAbsent, type SpeechEngine, type Utterance } from '../engines/tts/speech-engine.ts';
import type { Pcm } from '../speech/pcm.ts';
import { engineLedger } from './engine-ledger.ts';
import { speechChain } from './speech-chain.ts';

const utterance: Utterance = { text: 'Bonjour', language: 'fr', timbre: 'female', rate: 1, pitchHz: 200 };
const pcm = (...samples: number[]): Pcm => ({ samples: Float32Array.from(samples), sampleRateHz: 8000 });
const { signal } = new AbortController();

type Speak = (signal: AbortSignal) => AsyncIterable<Pcm>;

const engine = (
  id: string,
  speak: Speak,
  languages: SpeechEngine['languages'] = ['fr', 'en'],
): SpeechEngine => ({
  id,
  languages,
  speak: (_, aborted) => speak(aborted),
  close: () => Promise.resolve(),
});
const says = (id: string, ...pieces: Pcm[]) =>
  engine(id, async function* () {
    yield* pieces;
  });
const good = says('good', pcm(0.5), pcm(-0.5, 0.25));
const never = new Promise<never>(() => {});

function chainOf(engines: readonly SpeechEngine[], deadlineMs = 60_000) {
  const ledger = engineLedger(() => 0);
  return { ledger, chain: speechChain({ engines, deadlineMs, ledger }) };
}

/** What the first engine's failure is told as, once the second has spoken. */
async function fallThrough(first: SpeechEngine, deadlineMs?: number) {
  const { chain, ledger } = chainOf([first, good], deadlineMs);
  const { spoken, attempts } = await chain.speak(utterance, signal);
  expect(spoken?.engine).toBe('good');
  expect(attempts.at(-1)).toEqual({ engine: 'good', spoke: true, detail: null });
  return { attempts, state: ledger.recall(first.id)?.state };
}

describe('speechChain', () => {
  it('speaks with the first engine, all pieces joined, and asks no other', async () => {
    const { chain, ledger } = chainOf([good, says('other', pcm(1))]);
    const { spoken, attempts } = await chain.speak(utterance, signal);
    expect(spoken).toEqual({ engine: 'good', pcm: pcm(0.5, -0.5, 0.25) });
    expect(attempts).toEqual([{ engine: 'good', spoke: true, detail: null }]);
    expect([ledger.recall('good')?.state, ledger.recall('other')]).toEqual(['ready', null]);
  });

  it.each<[string, SpeechEngine, string]>([
    ['returns nothing', says('bad'), 'returned nothing'],
    ['returns no samples', says('bad', pcm()), 'returned nothing'],
    ['returns silence', says('bad', pcm(0, 0.0001, 0)), 'returned silence'],
    [
      'throws',
      engine('bad', () => {
        throw new Error('hoarse');
      }),
      'hoarse',
    ],
    [
      'breaks off',
      engine('bad', async function* () {
        yield pcm(0.5);
        throw new Error('cut');
      }),
      'cut',
    ],
  ])('passes an engine that %s', async (_, bad, detail) => {
    const { attempts, state } = await fallThrough(bad);
    expect(attempts[0]).toEqual({ engine: 'bad', spoke: false, detail });
    expect(state).toBe('down');
  });

  it('passes an engine that is too slow, and aborts it', async () => {
    let aborted: AbortSignal | null = null;
    const slow = engine('slow', async function* (itsSignal) {
      aborted = itsSignal;
      yield await never;
    });
    const { attempts, state } = await fallThrough(slow, 5);
    expect(attempts[0]).toEqual({ engine: 'slow', spoke: false, detail: 'no sound within 5 ms' });
    expect(state).toBe('down');
    expect(aborted).toMatchObject({ aborted: true });
  });

  it('bounds what a failing engine says', async () => {
    const { attempts } = await fallThrough(
      engine('bad', () => {
        throw new Error('x'.repeat(5000));
      }),
    );
    expect(attempts[0]?.detail).toHaveLength(200);
  });

  it('does not ask an engine that lacks the language, nor holds it against it', async () => {
    const english = engine('english', () => {
      throw new Error('asked');
    }, ['en']);
    const { attempts, state } = await fallThrough(english);
    expect(attempts).toHaveLength(1);
    expect(state).toBeUndefined();
  });

  it('asks an absent engine only once', async () => {
    let asked = 0;
    const absent = engine('absent', () => {
      asked += 1;
      throw new EngineAbsent('no such program');
    });
    const { chain, ledger } = chainOf([absent, good]);
    await chain.prove(signal);
    const { attempts } = await chain.speak(utterance, signal);
    expect([asked, ledger.recall('absent')?.state, attempts.length]).toEqual([1, 'absent', 1]);
  });

  it('names every engine with its reason when nobody speaks', async () => {
    const english = engine('english', () => {
      throw new Error('asked');
    }, ['en']);
    const { chain } = chainOf([english, says('mute')]);
    expect(await chain.speak(utterance, signal)).toEqual({
      spoken: null,
      attempts: [
        { engine: 'mute', spoke: false, detail: 'returned nothing' },
        { engine: 'english', spoke: false, detail: 'does not speak fr' },
      ],
    });
  });

  it('gives up when the caller does, without asking the next engine', async () => {
    const caller = new AbortController();
    let asked = false;
    const stuck = engine('stuck', async function* () {
      caller.abort();
      yield await never;
    });
    const next = engine('next', async function* () {
      asked = true;
      yield pcm(1);
    });
    const { chain, ledger } = chainOf([stuck, next]);
    await expect(chain.speak(utterance, caller.signal)).rejects.toThrow(/abort/i);
    expect([asked, ledger.recall('stuck')]).toEqual([false, null]);
  });

  it('proves each engine with a word of a language that it speaks', async () => {
    const said: string[] = [];
    const english: SpeechEngine = {
      ...good,
      id: 'english',
      languages: ['en'],
      async *speak({ text, language }) {
        said.push(`${language} ${text}`);
        yield pcm(1);
      },
    };
    const { chain, ledger } = chainOf([english, says('mute')]);
    await chain.prove(signal);
    expect(said).toEqual(['en Hello']);
    expect([ledger.recall('english')?.state, ledger.recall('mute')?.state]).toEqual(['ready', 'down']);
  });
});
