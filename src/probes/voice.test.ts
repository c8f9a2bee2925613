import { describe, expect, it } from 'vitest';
import { speak } from '../../fixtures/stacks/speech.js';
import { told } from '../domain/told.ts';
import { echo, saying } from './echo.fixture.ts';
import { refusing } from './stream.fixture.ts';
import voice from './voice.ts';

const { v2v_ms, parts_ms, unexplained_ms, success_pct } = voice.metrics;

const sound = Buffer.from(await speak('Il pleut doucement sur le vieux port ce matin.')).toString('base64');
const latency = { stt_ms: 40, llm_ms: 100, tts_ms: 60, total_ms: 201 };

/** A turn of 300 ms, the first of them 100 ms longer. */
const turn = (said: string, nth: number, changed: object = {}) =>
  saying(
    {
      ...{
        user_text: said,
        eva_response: `You ask ${said}`.slice(0, 60),
        audio_base64: sound,
        model: 'm',
        latency,
      },
      ...changed,
    },
    nth === 0 ? 400 : 300,
  );

async function readingsOf(hear: Parameters<typeof echo>[0]['hear'], health: unknown = {}) {
  const stack = echo({ hear, health });
  const outcome = await voice.observe(stack.context);
  return { outcome, asked: stack.asked() };
}

async function observed(changed: (nth: number) => object = () => ({})) {
  const { outcome, asked } = await readingsOf((said, nth) => turn(said, nth, changed(nth)));
  if ('unavailable' in outcome) throw new Error(outcome.unavailable);
  return { ...outcome, asked };
}

describe('a spoken turn', () => {
  it('is timed to its first audible sample, with the parts the stack tells of beside it', async () => {
    const { readings, raw, asked } = await observed();
    expect(asked).toEqual(['/tts', '/voice', '/tts', '/tts', '/voice', '/voice']);
    const [first] = readings.warm;
    const silenceMs =
      first && 'reply' in first ? first.reply.audio?.decoded?.sound?.leadingSilenceMs : undefined;
    expect(silenceMs).toBeGreaterThan(0);
    expect(v2v_ms.samples(readings)).toEqual([300 + (silenceMs ?? 0), 300 + (silenceMs ?? 0)]);
    expect([parts_ms.from(readings), unexplained_ms.from(readings)]).toEqual([200, 100]);
    expect(success_pct.from(readings)).toBe(100);
    expect(raw[0]?.content).toContain('the stack says stt 40, llm 100, tts 60, total 201 ms');
  });

  it('holds parts that overlap against the whole, and says nothing where one is not told', async () => {
    const overlapping = await observed(() => ({ latency: { ...latency, tts_ms: 300 } }));
    expect([parts_ms.from(overlapping.readings), unexplained_ms.from(overlapping.readings)]).toEqual([
      440, 99,
    ]);
    const apart = await observed(() => ({ latency: { ...latency, total_ms: null } }));
    expect(unexplained_ms.from(apart.readings)).toBe(100);
    const silent = await observed(() => ({ latency: { ...latency, llm_ms: null } }));
    expect([parts_ms.from(silent.readings), unexplained_ms.from(silent.readings)]).toEqual([
      undefined,
      undefined,
    ]);
    expect(v2v_ms.from(silent.readings)).toBeGreaterThan(300);
  });

  it.each([
    ['understood', { user_text: ' ' }],
    ['answered', { eva_response: '' }],
    ['answered by a model', { eva_response: 'Sorry, please try again later.' }],
    ['spoken', { audio_base64: null }],
    ['speech', { audio_base64: Buffer.alloc(140, 1).toString('base64') }],
  ])('that is not %s is none', async (_, changed) => {
    const { readings } = await observed((nth) => (nth === 1 ? changed : {}));
    expect(success_pct.from(readings)).toBe(50);
    expect(v2v_ms.samples(readings)).toHaveLength(1);
  });
});

it.each([
  [404, {}],
  [503, { whisper: false }],
])('a stack that answers no recordings is asked once: %s', async (status, health) => {
  const { outcome, asked } = await readingsOf(() => refusing(status), health);
  const unavailable = `the stack answers no recordings (HTTP ${status})`;
  expect(outcome).toEqual({ unavailable });
  expect(told(unavailable).fr).not.toBe(unavailable);
  expect(asked.filter((path) => path !== '/health')).toEqual(['/tts', '/voice']);
});

it('one that promises to listen, and does not, has failed', async () => {
  const { outcome } = await readingsOf(() => refusing(503), { whisper: true });
  expect('readings' in outcome && success_pct.from(outcome.readings)).toBe(0);
});
