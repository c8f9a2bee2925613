import { afterAll, describe, expect, it } from 'vitest';
import { startBackend } from '../../src/backend/start.ts';
import eva from '../../src/dialects/eva.ts';
import type { PhasedProbe } from '../../src/domain/probe.ts';
import { createHost } from '../../src/host/host.ts';
import llmStream from '../../src/probes/llm-stream.ts';
import ttsStream from '../../src/probes/tts-stream.ts';
import { asking, scripted } from '../../src/suites/scripted-host.ts';

const { host, close } = createHost();
const endings: (() => unknown)[] = [close];
afterAll(() => Promise.all(endings.map((end) => end())));

/** What a probe reads off a reference stack of its own. */
async function probe<Readings>(
  { observe }: Pick<PhasedProbe<string, Readings, never>, 'observe'>,
  ...faults: readonly string[]
) {
  const backend = await startBackend({ rateLimitPerMinute: 0, faults });
  endings.push(backend.close);
  const { context } = scripted({});
  const stack = eva.connect({ url: backend.url, paths: {}, apiKey: null, http: host.http });
  const scenario = { ...context.scenario, samples: 2, timeoutMs: 30_000 };
  const outcome = await observe({ ...context, host, stack, ...asking(scenario) });
  if ('unavailable' in outcome) throw new Error(outcome.unavailable);
  return outcome.readings;
}

describe('the reference stack', () => {
  it('streams speech whose pieces are together as long as the whole', async () => {
    const { success_pct, fake_pct, ttfb_ms, ttfa_ms, total_ms } = ttsStream.metrics;
    const readings = await probe(ttsStream);
    expect([success_pct.from(readings), fake_pct.from(readings)]).toEqual([100, 0]);
    expect(ttfb_ms.from(readings)).toBeGreaterThan(0);
    expect(ttfa_ms.from(readings)).toBeGreaterThanOrEqual(ttfb_ms.from(readings) ?? Infinity);
    expect(total_ms.from(readings)).toBeGreaterThanOrEqual(ttfa_ms.from(readings) ?? Infinity);
    expect(readings.warm).toHaveLength(2);
    for (const sample of readings.warm) {
      if (!('reply' in sample)) throw new Error('no reply');
      const { chunks, audio } = sample.reply;
      const playedS = (chunks ?? []).reduce((sum, { audioMs }) => sum + audioMs, 0) / 1000;
      expect(chunks?.length).toBeGreaterThan(1);
      expect(Math.abs(playedS - (audio?.decoded?.durationS ?? 0))).toBeLessThan(0.1);
    }
  });

  it('does not make the first sentence wait for the others, however slow each is', async () => {
    const { ttfb_ms, total_ms, fake_pct } = ttsStream.metrics;
    const readings = await probe(ttsStream, 'tts-slow:400');
    const [first = 0, last = 0] = [ttfb_ms.from(readings), total_ms.from(readings)];
    expect(first).toBeGreaterThanOrEqual(400);
    expect(last - first).toBeGreaterThanOrEqual(200);
    expect(fake_pct.from(readings)).toBe(0);
  });

  it('streams answers that take up their questions', async () => {
    const { success_pct, ttft_ms, ttfo_ms, e2el_ms } = llmStream.metrics;
    const readings = await probe(llmStream);
    expect(success_pct.from(readings)).toBe(100);
    expect(ttft_ms.from(readings)).toBeGreaterThan(0);
    expect(ttfo_ms.from(readings)).toBeGreaterThanOrEqual(ttft_ms.from(readings) ?? Infinity);
    expect(e2el_ms.from(readings)).toBeGreaterThanOrEqual(ttfo_ms.from(readings) ?? Infinity);
    for (const sample of readings.warm)
      expect(sample).toMatchObject({
        reply: { onTopic: true, tokens: expect.arrayContaining([expect.anything()]) },
      });
  });

  it('has no answer where its model is down', async () => {
    const { success_pct, e2el_ms } = llmStream.metrics;
    const readings = await probe(llmStream, 'llm-down');
    expect([success_pct.from(readings), e2el_ms.from(readings)]).toEqual([0, undefined]);
  });
});
