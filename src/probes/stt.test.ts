import { describe, expect, it } from 'vitest';
import type { HttpExchange } from '../domain/host.ts';
import { told } from '../domain/told.ts';
import { unpaced } from '../suites/scripted-host.ts';
import { echo, saying } from './echo.fixture.ts';
import { refusing } from './stream.fixture.ts';
import stt from './stt.ts';

const { total_ms, cold_ms, rtfx, wer_pct, success_pct } = stt.metrics;

const observe = async (stack: ReturnType<typeof echo>, requires: readonly 'stt'[] = []) => {
  const outcome = await stt.observe({ ...stack.context, target: { ...stack.context.target, requires } });
  return { outcome, asked: stack.asked() };
};

async function readingsOf(stack: ReturnType<typeof echo>, requires?: readonly 'stt'[]) {
  const { outcome } = await observe(stack, requires);
  if ('unavailable' in outcome) throw new Error(outcome.unavailable);
  return outcome;
}

const hearing = (hear: (said: string, nth: number) => string | HttpExchange) =>
  echo({
    hear: (said, nth) => {
      const heard = hear(said, nth);
      return typeof heard === 'string' ? saying({ text: heard, latency_ms: 9 }, 100 + nth) : heard;
    },
  });

describe('a stack that understands', () => {
  it('is timed for each recording, and every word is right whatever its case and punctuation', async () => {
    const { readings, raw } = await readingsOf(hearing((said) => said.toUpperCase().replaceAll('.', ' !')));
    expect(total_ms.samples?.(readings)).toEqual([101, 102]);
    expect(cold_ms.from(readings)).toBe(100);
    expect([wer_pct.from(readings), success_pct.from(readings)]).toEqual([0, 100]);
    const [first] = readings.warm;
    if (!first || !('reply' in first)) throw new Error('no reply');
    expect(rtfx.samples?.(readings)[0]).toBeCloseTo((1000 * first.reply.audioS) / 101, 9);
    expect(first.reply.audioS).toBeGreaterThan(2);
    expect(raw[0]?.content).toContain(' 0 wrong of ');
  });

  it('has all recordings but the first made together, before the warm ones are sent', async () => {
    const { asked } = await observe(hearing((said) => said));
    expect(asked).toEqual(['/tts', '/stt', '/tts', '/tts', '/stt', '/stt']);
  });

  it('errs by words of all recordings together', async () => {
    const { readings } = await readingsOf(
      hearing((said, nth) => (nth === 1 ? said.split(' ').slice(1).join(' ') : `${said} indeed`)),
    );
    const words = [readings.cold, ...readings.warm].map((sample) =>
      sample && 'reply' in sample ? sample.reply.errors.words : 0,
    );
    expect(wer_pct.from(readings)).toBeCloseTo(300 / words.reduce((sum, count) => sum + count), 9);
    expect(success_pct.from(readings)).toBe(100);
  });
});

describe('what is no transcription', () => {
  it.each<[string, (said: string, nth: number) => string]>([
    ['nothing', () => ''],
    ['the same for all', () => 'Thank you for watching the garden in the winter.'],
    ['words of which none was said', (_, nth) => `zwölf Boxkämpfer ${nth}`],
  ])('%s: no time, and no success, but every word counts as wrong', async (_, hear) => {
    const { readings } = await readingsOf(hearing(hear));
    for (const metric of [total_ms, cold_ms, rtfx]) expect(metric.from(readings)).toBeUndefined();
    expect(success_pct.from(readings)).toBe(0);
    expect(wer_pct.from(readings)).toBeGreaterThan(50);
  });

  it('is bounded, however much a stack claims to have heard', async () => {
    const { readings } = await readingsOf(hearing((said) => `${said} ${'bla '.repeat(200_000)}`));
    expect(JSON.stringify(readings).length).toBeLessThan(5_000);
    expect(wer_pct.from(readings)).toBeGreaterThan(100);
  });

  it('a refusal is a failure, and the others count', async () => {
    const { readings } = await readingsOf(hearing((said, nth) => (nth === 1 ? refusing(500) : said)));
    expect(success_pct.from(readings)).toBe(50);
    expect(total_ms.samples?.(readings)).toEqual([102]);
    expect(wer_pct.from(readings)).toBe(0);
  });

  it('a 429 is waited out, and its recording sent again', async () => {
    const sent: string[] = [];
    const limited = hearing((said) => (sent.push(said) === 2 ? refusing(429) : said));
    const context = { ...limited.context, pace: { ...unpaced, waitForRateLimit: async () => true } };
    const outcome = await stt.observe(context);
    if ('unavailable' in outcome) throw new Error(outcome.unavailable);
    expect(outcome.readings.rateLimited).toBe(1);
    expect(success_pct.from(outcome.readings)).toBe(100);
    expect(sent[2]).toBe(sent[1]);
    expect(new Set(sent).size).toBe(3);
  });
});

describe('a stack without ears', () => {
  const deaf = (status: number, health: unknown) => echo({ hear: () => refusing(status), health });

  it.each([
    ['no such route', 404, { whisper: true }],
    ['not with this method', 405, {}],
    ['not implemented', 501, {}],
    ['no engine, and none is promised', 503, { whisper: false }],
    ['no engine, and nothing is said of one', 503, { tts: true }],
    [
      'its state says absent, whatever its flag',
      503,
      { whisper: true, services: { stt: { state: 'absent' } } },
    ],
  ])('%s: is asked once, and loses nothing', async (_, status, health) => {
    const { outcome, asked } = await observe(deaf(status, health));
    const unavailable = `the stack does not transcribe (HTTP ${status})`;
    expect(outcome).toEqual({ unavailable });
    expect(told(unavailable).fr).toBe(`la pile ne transcrit pas (HTTP ${status})`);
    expect(asked.filter((path) => path !== '/health')).toEqual(['/tts', '/stt']);
  });

  it.each([
    ['a flag', { whisper: true }],
    ['a state', { whisper: false, services: { stt: { state: 'down' } } }],
  ])('has broken its promise where %s says that it listens', async (_, health) => {
    const { readings } = await readingsOf(deaf(503, health));
    expect(readings).toMatchObject({ warm: Array(2).fill({ failure: { status: 503 } }) });
    expect([success_pct.from(readings), total_ms.from(readings), wer_pct.from(readings)]).toEqual([
      0,
      undefined,
      undefined,
    ]);
  });

  it.each([404, 503])('is a failure where the target requires one: %s', async (status) => {
    const { readings } = await readingsOf(deaf(status, { whisper: false }), ['stt']);
    expect(success_pct.from(readings)).toBe(0);
  });
});

it('what the stack cannot say is not sent', async () => {
  const { outcome, asked } = await observe(
    echo({ hear: () => saying({ text: 'x' }), mute: () => refusing(503) }),
  );
  expect(outcome).toEqual({ unavailable: 'the stack speaks nothing that could be sent back to it' });
  expect(asked).toEqual(['/tts']);
});

it('a stack that stops speaking gets its last recording again, which is no proof of anything', async () => {
  const stack = echo({
    hear: (said) => saying({ text: said }),
    mute: (nth) => (nth === 0 ? undefined : refusing(503)),
  });
  const { readings } = await readingsOf(stack);
  expect(success_pct.from(readings)).toBe(0);
});
