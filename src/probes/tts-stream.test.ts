import { describe, expect, it } from 'vitest';
import { speak } from '../../fixtures/stacks/speech.js';
import { wav } from '../audio/clips.fixture.ts';
import type { HttpExchange } from '../domain/host.ts';
import { told } from '../domain/told.ts';
import { scripted } from '../suites/scripted-host.ts';
import { bytes, CUT, ENDLESS, inPieces, type Piece, refusing, streaming } from './stream.fixture.ts';
import ttsStream from './tts-stream.ts';

const { metrics } = ttsStream;

const textOf = (json: unknown): string => String(Reflect.get(Object(json), 'text'));

/** Reads a stack that speaks each passage as MP3 and sends what `send` makes of it. */
async function speaking(send: (mp3: Uint8Array, turn: number) => HttpExchange) {
  const { context, requests } = streaming(async ({ json }, turn) => send(await speak(textOf(json)), turn));
  const outcome = await ttsStream.observe(context);
  if ('unavailable' in outcome) throw new Error(outcome.unavailable);
  return { ...outcome, requests };
}

const answering = async (exchange: HttpExchange) => {
  const outcome = await ttsStream.observe(streaming(async () => exchange).context);
  if ('unavailable' in outcome) throw new Error(outcome.unavailable);
  return outcome;
};

const figures = (readings: Parameters<typeof metrics.rtf.from>[0]) =>
  Object.fromEntries(Object.entries(metrics).map(([name, metric]) => [name, metric.from(readings)]));

/** Bytes in pieces of a third, at these times. */
const inThirds = (all: Uint8Array, ...atMs: readonly [number, number, number]): Piece[] => {
  const third = Math.floor(all.length / 3);
  const cut = (each: number) => (each === 3 ? all.length : each * third);
  return atMs.map((at, each) => [at, all.subarray(cut(each), cut(each + 1))]);
};

const NO_FIGURE = {
  ...{ ttfb_ms: undefined, ttfa_ms: undefined, total_ms: undefined, rtf: undefined },
  ...{ underrun_ms: undefined, c100_pct: undefined, fake_pct: undefined },
};

describe('streamed speech', () => {
  it('is timed by what can be played when', async () => {
    const { readings, raw, requests } = await speaking((mp3) =>
      inPieces('audio/mpeg', [20, mp3.subarray(0, 3)], ...inThirds(mp3.subarray(3), 100, 300, 500)),
    );
    expect(figures(readings)).toMatchObject({
      ...{ ttfb_ms: 100, ttfa_ms: 100, total_ms: 500, underrun_ms: 0 },
      ...{ c100_pct: 100, fake_pct: 0, success_pct: 100 },
    });
    const [first] = readings.warm;
    const durationS = first && 'reply' in first ? (first.reply.audio?.decoded?.durationS ?? 0) : 0;
    expect(durationS).toBeGreaterThan(10);
    expect(metrics.rtf.samples?.(readings)[0]).toBeCloseTo(0.5 / durationS, 3);
    expect(raw[0]?.content).toMatch(/^cold: .*\n#1: .*audio\/mpeg, 3 pieces with sound, underrun 0 ms\n#2/);
    expect(requests).toHaveLength(4 - 1);
    expect(requests[0]).toMatchObject({ method: 'POST', url: 'http://s/tts/stream', timeline: true });
  });

  it('is asked for passages of three sentences, none of them twice', async () => {
    const { requests } = await speaking((mp3) => inPieces('audio/mpeg', [9, mp3]));
    const sentences = requests.flatMap(({ json }) => textOf(json).split(/(?<=\.) /));
    expect(sentences).toHaveLength(9);
    expect(new Set(sentences).size).toBe(9);
  });

  it('that starves a player is not continuous', async () => {
    const { readings } = await speaking((mp3, turn) => {
      const [first, ...rest] = inThirds(mp3, 100, turn === 1 ? 20_000 : 200, turn === 1 ? 20_001 : 300);
      return inPieces('audio/mpeg', ...(first ? [first] : []), ...rest);
    });
    expect(metrics.c100_pct.from(readings)).toBe(50);
    expect(metrics.underrun_ms.from(readings)).toBeGreaterThan(10_000);
    expect(metrics.fake_pct.from(readings)).toBe(0);
  });

  it('in one piece is none, however long it took', async () => {
    const { readings } = await speaking((mp3) => inPieces('audio/mpeg', [900, mp3]));
    expect(figures(readings)).toMatchObject({ ttfb_ms: 900, total_ms: 900, fake_pct: 100, c100_pct: 100 });
    expect(metrics.fake_pct.samples?.(readings)).toEqual([100, 100]);
  });

  it('is heard where its silence ends', async () => {
    const quiet = (samples: number): number[] => Array(samples).fill(0);
    const { readings } = await speaking((_, turn) => {
      const voice = Array.from({ length: 24_000 }, (_each, at) => Math.sin(at * (0.05 + turn / 100)) / 2);
      const clip = wav(Float32Array.from([...quiet(24_000), ...voice]));
      return inPieces(
        'audio/wav',
        [10, clip.subarray(0, 44)],
        [20, clip.subarray(44, 24_044)],
        [500, clip.subarray(24_044)],
      );
    });
    const [first] = readings.warm;
    expect(first && 'reply' in first && first.reply.chunks).toEqual([
      { atMs: 20, audioMs: 500 },
      { atMs: 500, audioMs: 1500 },
    ]);
  });
});

describe('what is no streamed speech', () => {
  it.each([404, 405, 501])('a stack without the route (%s) cannot be asked', async (status) => {
    const { context, requests } = streaming(async () => refusing(status));
    const unavailable = `the stack has no streamed speech (HTTP ${status})`;
    expect(await ttsStream.observe(context)).toEqual({ unavailable });
    expect(told(unavailable).fr).toBe(`la pile n’a pas de parole en flux (HTTP ${status})`);
    expect(requests).toHaveLength(1);
  });

  it('nor can a dialect without it', async () => {
    expect(await ttsStream.observe(scripted({}).context)).toEqual({ unavailable: expect.any(String) });
  });

  it.each([
    ['cut in the middle', CUT, 'reset'],
    ['without an end', ENDLESS, 'timeout'],
  ])('a stream %s has no figure', async (_, exchange, how) => {
    const { readings, raw } = await answering(exchange);
    expect(readings).toMatchObject({ cold: { failure: { kind: 'unreachable', how } } });
    expect(figures(readings)).toMatchObject(NO_FIGURE);
    expect(raw[0]?.content).toContain(how);
  });

  it('a refusal has none either, and fails', async () => {
    const { readings } = await answering(refusing(503));
    expect(figures(readings)).toEqual({ ...NO_FIGURE, success_pct: 0 });
  });

  it.each([
    ['a page', 'text/html', bytes('<!doctype html><p>Welcome')],
    ['nothing', 'audio/mpeg', new Uint8Array(0)],
    ['noise', 'audio/mpeg', new Uint8Array(9000).fill(7)],
  ])('%s with a 200 is no speech', async (_, type, body) => {
    const { readings, raw } = await answering(inPieces(type, [400, body]));
    expect(figures(readings)).toEqual({ ...NO_FIGURE, success_pct: 0 });
    expect(raw[0]?.content).toContain('NOT SPEECH');
  });
});
