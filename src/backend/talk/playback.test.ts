import { describe, expect, it } from 'vitest';
import { createPlayback } from './playback.js';

/** A context whose sounds last as many seconds as their bytes are long, and decode when the test says so. */
function rig() {
  const decodings: (() => void)[] = [];
  const sources: { startedAtS: number; stopped: boolean; onended: () => void }[] = [];
  const told: unknown[] = [];
  const context = {
    state: 'running',
    currentTime: 5,
    outputLatency: 0.1,
    destination: {},
    decodeAudioData: ({ byteLength }: ArrayBuffer) =>
      new Promise((resolve, reject) => {
        decodings.push(() =>
          byteLength === 0 ? reject(new Error('no sound')) : resolve({ duration: byteLength }),
        );
      }),
    createBufferSource() {
      const source = {
        startedAtS: Number.NaN,
        stopped: false,
        connect() {},
        onended() {},
        start(atS: number) {
          source.startedAtS = atS;
        },
        stop() {
          source.stopped = true;
        },
      };
      sources.push(source);
      return source;
    },
  };
  const playback = createPlayback(
    () => context as unknown as AudioContext,
    () => 1000,
    {
      started: (turn, at) => told.push(['started', turn, Math.round(at)]),
      ended: (turn, at) => told.push(['ended', turn, at]),
      failed: (turn) => told.push(['failed', turn]),
    },
  );
  return { playback, sources, decodings, told };
}

const mp3 = (seconds: number) => new ArrayBuffer(seconds);

describe('playback', () => {
  it('plays back to back, in the order of arrival, whatever decodes first', async () => {
    const { playback, sources, decodings, told } = rig();
    const [first, second] = [playback.play(7, mp3(2)), playback.play(7, mp3(3))];
    decodings[1]?.();
    decodings[0]?.();
    await Promise.all([first, second]);
    expect(sources.map(({ startedAtS }) => startedAtS)).toEqual([5.02, 7.02]);
    expect(told).toEqual([
      ['started', 7, 1120],
      ['started', 7, 3120],
    ]);
    sources[0]?.onended();
    expect(playback.playing()).toBe(true);
    sources[1]?.onended();
    expect(playback.playing()).toBe(false);
    expect(told.slice(2)).toEqual([
      ['ended', 7, 1000],
      ['ended', 7, 1000],
    ]);
  });

  it('is silent at once, whether a sentence sounds, waits or is being decoded', async () => {
    const { playback, sources, decodings, told } = rig();
    const [sounding, waiting] = [playback.play(1, mp3(2)), playback.play(1, mp3(2))];
    for (const decode of decodings) decode();
    await Promise.all([sounding, waiting]);
    const late = playback.play(1, mp3(2));
    playback.stop();
    expect(sources.map(({ stopped }) => stopped)).toEqual([true, true]);
    expect(playback.playing()).toBe(false);
    for (const source of sources) source.onended();
    decodings[2]?.();
    await late;
    expect(sources).toHaveLength(2);
    expect(told.filter((line) => Array.isArray(line) && line[0] === 'ended')).toEqual([]);
  });

  it('begins the next turn at once, not after what was stopped', async () => {
    const { playback, sources, decodings } = rig();
    const stopped = playback.play(1, mp3(60));
    decodings[0]?.();
    await stopped;
    playback.stop();
    const next = playback.play(2, mp3(1));
    decodings[1]?.();
    await next;
    expect(sources[1]?.startedAtS).toBe(5.02);
  });

  it('tells of a sentence that does not decode, and plays the next', async () => {
    const { playback, sources, decodings, told } = rig();
    const [broken, whole] = [playback.play(1, mp3(0)), playback.play(1, mp3(1))];
    for (const decode of decodings) decode();
    await Promise.all([broken, whole]);
    expect(told).toEqual([
      ['failed', 1],
      ['started', 1, 1120],
    ]);
    sources[0]?.onended();
    expect(playback.playing()).toBe(false);
  });
});
