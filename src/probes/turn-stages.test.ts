import { describe, expect, it } from 'vitest';
import { speak } from '../../fixtures/stacks/speech.js';
import { decoded } from '../audio/decode.ts';
import type { Clip } from '../domain/stack.ts';
import { turn as said, series } from '../pipeline/evidence.fixture.ts';
import { speech } from '../pipeline/stream-evidence.fixture.ts';
import { pcm16Of } from '../protocol/pcm16.ts';
import { WAVE_HEADER_BYTES, waveFile } from '../protocol/wave-file.ts';
import { answerSound, soundLine } from './answer-sound.ts';
import turn from './turn.ts';
import { stageLine } from './turn-stages.ts';

const { metrics } = turn;
const stages = { heardMs: null, firstTokenMs: 90, firstSentenceMs: 150, firstSoundMs: 260, writtenMs: 400 };
const parts = { sttMs: null, llmMs: 148, ttsMs: 100, totalMs: 260 };
const silent = { container: 'mp3', label: null, bytes: 140, decoded: null } as const;
const silenceMs = speech.decoded?.sound?.leadingSilenceMs ?? 0;

const staged = (more: Parameters<typeof said>[1] = {}) =>
  said(700, { stages, parts, audioChars: 0, more: [{ chars: 20, audio: speech }], ...more });

describe('a turn in stages', () => {
  it('has its first sound, its first sentence, and what nobody explains, beside the whole', () => {
    const readings = series(staged());
    expect(metrics.e2e_ms.from(readings)).toBe(700);
    expect(metrics.first_sound_ms.from(readings)).toBe(260 + silenceMs);
    expect(metrics.first_sentence_ms.from(readings)).toBe(150);
    expect(metrics.unexplained_ms.from(readings)).toBe(12);
    expect([metrics.spoken_pct.from(readings), metrics.audio_chars.from(readings)]).toEqual([100, undefined]);
  });

  it('leaves no less than nothing unexplained, however late an answer was heard of', () => {
    expect(metrics.unexplained_ms.from(series(staged({ parts: { ...parts, llmMs: 161 } })))).toBe(0);
  });

  it('has none of them where the stack took it whole', () => {
    const readings = series(said(200));
    for (const name of ['first_sound_ms', 'first_sentence_ms', 'unexplained_ms'] as const)
      expect(metrics[name].from(readings)).toBeUndefined();
    expect(metrics.audio_chars.from(readings)).toBe(12_288);
  });

  it('is heard when there is sound, not when the header of a file announces it', async () => {
    const { pcm } = await decoded(new Uint8Array(await speak('The sea is wide.')), null);
    if (!pcm) throw new Error('no speech');
    const samples = pcm16Of(pcm.samples);
    const audio = waveFile({ rateHz: pcm.sampleRateHz, widthBytes: 2, channels: 1 }, samples);
    const arrivals = [
      { atMs: 40, bytes: WAVE_HEADER_BYTES },
      { atMs: 640, bytes: samples.length },
    ];
    const clip = { text: 'The sea is wide.', audio, label: 'audio/wav' };
    const heard = async (clips: readonly Clip[]) =>
      metrics.first_sound_ms.from(series(staged(await answerSound({ text: '', audio, clips }))));
    const [held, unnoted] = [await heard([{ ...clip, arrivals }]), await heard([clip])];
    expect(Number(held) - Number(unnoted)).toBeCloseTo(600, 6);
    expect(unnoted).toBeGreaterThanOrEqual(260);
  });

  it('is not heard where any piece of it is not', () => {
    const broken = staged({ more: [{ chars: 20, audio: silent }] });
    const readings = series(staged(), broken);
    expect(metrics.spoken_pct.from(readings)).toBe(50);
    expect(metrics.first_sound_ms.samples(readings)).toHaveLength(1);
    expect('reply' in broken && soundLine(broken.reply)).toMatch(/^NOT SPEECH: /);
  });

  it('is shown stage by stage', () => {
    const sample = staged();
    if (!('reply' in sample)) throw new Error();
    expect(stageLine(sample.reply)).toBe(
      `first word 90 ms, first sentence 150 ms, its first byte 260 ms, audible ${(260 + silenceMs).toFixed(0)} ms, all words 400 ms, unexplained 12 ms`,
    );
    const unsaid = { ...sample.reply, audio: null, stages: { ...stages, heardMs: 60, firstSoundMs: null } };
    expect(stageLine(unsaid)).toBe(
      'heard 60 ms, first word 90 ms, first sentence 150 ms, nothing spoken, all words 400 ms',
    );
    expect(stageLine({ chars: 1, audio: null })).toBeUndefined();
    expect(soundLine(sample.reply)).toMatch(/ \+ /);
  });
});
