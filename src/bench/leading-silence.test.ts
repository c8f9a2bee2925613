import { expect, it } from 'vitest';
import { babble, mp3, sound } from '../audio/clips.fixture.ts';
import { leadingSilenceOf } from './leading-silence.ts';

const after = (silentS: number) => mp3(sound(silentS + 1, (t) => (t < silentS ? 0 : babble(t - silentS))));
const silence = (seconds: number) => mp3(sound(seconds, () => 0));

it.each([0.3, 1.9, 2.5])('hears what comes after %d s of silence', async (silentS) => {
  const heardMs = await leadingSilenceOf(await after(silentS));
  // An encoder delays by about 50 ms, and the first syllable swells.
  expect(heardMs).toBeGreaterThan(1000 * silentS);
  expect(heardMs).toBeLessThan(1000 * silentS + 120);
});

it('hears the second of two clips where the first is silent', async () => {
  const heardMs = await leadingSilenceOf(Buffer.concat([await silence(1), await after(0)]));
  expect(heardMs).toBeGreaterThan(1000);
  expect(heardMs).toBeLessThan(1250);
});

it('hears nothing in silence, in noise that is no sound, and after a minute', async () => {
  expect(await leadingSilenceOf(await silence(3))).toBeNull();
  expect(await leadingSilenceOf(new Uint8Array(5000).map((_, index) => (index * 37) % 251))).toBeNull();
  expect(await leadingSilenceOf(new Uint8Array())).toBeNull();
  expect(await leadingSilenceOf(Buffer.concat([await silence(62), await after(0)]))).toBeNull();
});
