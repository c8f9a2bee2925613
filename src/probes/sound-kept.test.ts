import { describe, expect, it } from 'vitest';
import { pcm16Of } from '../protocol/pcm16.ts';
import { waveFile } from '../protocol/wave-file.ts';
import { keptSound, soundKeeper } from './sound-kept.ts';

const wave = (seconds: number, rateHz: number, amplitude = 0.5): Uint8Array =>
  waveFile(
    { rateHz, widthBytes: 2, channels: 1 },
    pcm16Of(Float32Array.from({ length: seconds * rateHz }, (_, at) => amplitude * Math.sin(at / 3))),
  );

const LABEL = 'audio/wav';

describe('a sound', () => {
  it('is kept as it came where it is short', async () => {
    const bytes = wave(1, 16_000);
    const kept = await keptSound({ bytes, label: LABEL, said: 'hello' });
    expect(kept).toMatchObject({ said: 'hello', type: 'audio/wav', isCut: false, durationS: 1 });
    expect(Buffer.from(kept?.bytes ?? '', 'base64')).toEqual(Buffer.from(bytes));
    expect(kept?.peaks).toHaveLength(200);
    expect(Math.max(...(kept?.peaks ?? []))).toBe(0.5);
  });

  it('is its beginning where it is long, slow enough to be small, and a file that decodes', async () => {
    const kept = await keptSound({ bytes: wave(20, 48_000), label: LABEL, said: 'long' });
    expect(kept).toMatchObject({ type: 'audio/wav', isCut: true });
    expect(kept?.durationS).toBeCloseTo(3, 0);
    const file = Buffer.from(kept?.bytes ?? '', 'base64');
    expect(file.length).toBeLessThanOrEqual(96 * 1024 + 44);
    const again = await keptSound({ bytes: file.subarray(0, 90_000), label: LABEL, said: '' });
    expect(again?.durationS).toBeGreaterThan(2);
  });

  it('of raw samples becomes a file that says what it is', async () => {
    const bytes = pcm16Of(Float32Array.from({ length: 24_000 }, (_, at) => 0.3 * Math.sin(at / 9)));
    const kept = await keptSound({ bytes, label: 'audio/pcm;rate=24000', said: '' });
    expect(kept).toMatchObject({ type: 'audio/wav', isCut: false, durationS: 1 });
    expect(
      Buffer.from(kept?.bytes ?? '', 'base64')
        .subarray(0, 4)
        .toString(),
    ).toBe('RIFF');
  });

  it.each([
    ['nothing', ''],
    ['a page', '<!doctype html><title>502</title>'],
    ['a header alone', 'RIFF\0\0\0\0WAVE'],
  ])('that is %s is not kept', async (_, text) => {
    expect(await keptSound({ bytes: Buffer.from(text), label: 'audio/mpeg', said: '' })).toBeUndefined();
  });
});

describe('a run', () => {
  it('keeps the sound that came last', async () => {
    const keeper = soundKeeper({ keepsSounds: true });
    keeper.offer(wave(1, 8_000), LABEL, 'first');
    keeper.answer({ text: 'last', audio: wave(2, 8_000) });
    keeper.offer(null, null, 'silent');
    expect((await keeper.kept()).sound).toMatchObject({ said: 'last', durationS: 2 });
  });

  it('keeps of an answer in pieces the first', async () => {
    const keeper = soundKeeper({ keepsSounds: true });
    const clip = (text: string, seconds: number) => ({ text, audio: wave(seconds, 8_000), label: LABEL });
    keeper.answer({ text: 'all of it', audio: null, clips: [clip('one', 1), clip('two', 2)] });
    expect((await keeper.kept()).sound).toMatchObject({ said: 'one', durationS: 1 });
  });

  it.each([{ keepsSounds: false }, {}])('keeps none where none was to be kept: %j', async (context) => {
    const keeper = soundKeeper(context);
    keeper.offer(wave(1, 8_000), LABEL, 'said');
    expect(await keeper.kept()).toEqual({});
  });
});
