import { describe, expect, it } from 'vitest';
import type { GpuAnswer, GpuDevice, GpuSample } from '../domain/host.ts';
import type { LoadWindow, ProbeContext } from '../domain/probe.ts';
import type { Target } from '../domain/target.ts';
import { scripted } from '../suites/scripted-host.ts';
import gpu, { type GpuReadings } from './gpu.ts';

const device = (index: number, more: Partial<GpuDevice> = {}): GpuDevice => ({
  index,
  name: `Card ${index}`,
  memoryTotalMib: 16_000,
  memoryUsedMib: 2000,
  utilisationPct: 0,
  temperatureC: 40,
  powerW: 30,
  ...more,
});

const processes = [{ pid: 7, name: 'python', memoryMib: 1800 }];
const seen = (...devices: GpuDevice[]): GpuAnswer => ({
  kind: 'seen',
  snapshot: { driver: '550.1', cuda: '12.4', devices, processes },
});

const at = (atMs: number, utilisationPct: number | null, index = 0): GpuSample => ({
  atMs,
  index,
  utilisationPct,
  memoryUsedMib: 2000,
});

const windows: LoadWindow[] = [
  { probe: 'llm', startMs: 100, endMs: 200 },
  { probe: 'tts', startMs: 300, endMs: 400 },
];

/** What the probe makes of these answers to its snapshots, and how often sampling was begun and ended. */
async function watch(
  answers: readonly [GpuAnswer, GpuAnswer?],
  samples: readonly GpuSample[] = [],
  mode: Target['gpu'] = 'auto',
  url = 'http://localhost:8000',
) {
  const { context } = scripted({ target: { gpu: mode, url } });
  const sampling = { begun: [] as number[], ended: 0, asked: 0 };
  const host: ProbeContext['host'] = {
    ...context.host,
    gpu: {
      snapshot: async () => answers[Math.min(sampling.asked++, 1)] ?? answers[0],
      sample: (intervalMs) => {
        sampling.begun.push(intervalMs);
        return async () => {
          sampling.ended++;
          return samples;
        };
      },
    },
  };
  const outcome = await (await gpu.attend({ ...context, host }, () => {}))(windows);
  return { outcome, sampling };
}

async function readingsOf(...given: Parameters<typeof watch>): Promise<GpuReadings> {
  const { outcome } = await watch(...given);
  if ('unavailable' in outcome) throw new Error(outcome.unavailable);
  return outcome.readings;
}

const load = async (...samples: GpuSample[]): Promise<number | undefined> =>
  gpu.metrics.util_load_pct.from(await readingsOf([seen(device(0), device(1))], samples));

describe('utilisation under load', () => {
  it('is the mean inside a window, its ends included; what lies outside says nothing', async () => {
    expect(await load(at(99, 100), at(100, 20), at(200, 40), at(250, 100), at(401, 100))).toBe(30);
  });

  it('is that of the busiest window and of the busiest device in it', async () => {
    expect(await load(at(150, 10), at(150, 60, 1), at(350, 40), at(350, 0, 1))).toBe(60);
    expect(await load(at(150, 50), at(160, 0, 1), at(170, 50), at(180, 80, 1))).toBe(50);
  });

  it('is a figure at 0 %, and none without samples in a window', async () => {
    expect(await load(at(150, 0), at(350, 0))).toBe(0);
    expect(await load(at(250, 90))).toBeUndefined();
    expect(await load(at(150, null))).toBeUndefined();
    expect(await load(at(150, null), at(160, 30))).toBe(30);
  });
});

describe('a GPU that is seen', () => {
  it('is sampled every 200 ms until the watch ends', async () => {
    const { sampling } = await watch([seen(device(0))]);
    expect(sampling).toEqual({ begun: [200], ended: 1, asked: 2 });
  });

  it('is told at rest and after the load, with its processes', async () => {
    const readings = await readingsOf([seen(device(0, { memoryUsedMib: 1 })), seen(device(0))], [at(150, 5)]);
    expect(readings).toMatchObject({
      state: 'seen',
      atRest: { devices: [{ memoryUsedMib: 1 }] },
      after: { devices: [{ memoryUsedMib: 2000 }] },
      samples: [{ utilisationPct: 5 }],
      windows,
      processes,
    });
  });

  it('counts the memory of all devices; one that does not tell its own is left out', async () => {
    const two = await readingsOf([seen(device(0), device(1, { memoryUsedMib: null }))]);
    expect(gpu.metrics.mem_used_mib.from(two)).toBe(2000);
    expect(gpu.metrics.mem_total_mib.from(two)).toBe(32_000);
    const none = await readingsOf([seen(device(0, { memoryUsedMib: null, memoryTotalMib: null }))]);
    expect(gpu.metrics.mem_used_mib.from(none)).toBeUndefined();
    expect(gpu.metrics.mem_total_mib.from(none)).toBeUndefined();
    expect(gpu.fingerprint?.(two)).toEqual({ gpu: 'Card 0, Card 1', driver: '550.1' });
  });

  it('shows N/A where a device does not tell', async () => {
    const { outcome } = await watch([seen(device(0, { powerW: null }))]);
    expect('raw' in outcome && outcome.raw[0]?.content).toContain('0, Card 0, 0, 2000, 16000, 40, N/A');
    expect('raw' in outcome && outcome.raw[1]?.content).toContain('7, python, 1800');
  });
});

describe('no GPU', () => {
  it.each<[string, GpuAnswer]>([
    ['no nvidia-smi', { kind: 'absent' }],
    ['nvidia-smi without a device', seen()],
  ])('%s: not available where it is judged if there, a failure where it is required', async (_, answer) => {
    expect(await watch([answer])).toMatchObject({
      outcome: { unavailable: expect.any(String) },
      sampling: { begun: [] },
    });
    expect(await readingsOf([answer], [], 'required')).toMatchObject({ state: 'broken', how: 'fails' });
  });

  it('is not even looked for where it is ignored', async () => {
    const { outcome, sampling } = await watch([seen(device(0))], [], 'ignore');
    expect(outcome).toMatchObject({ unavailable: expect.stringContaining('ignore') });
    expect(sampling.asked).toBe(0);
  });

  it('of this machine says nothing of a stack on another one, unless it is required', async () => {
    const away = 'http://stack.example:8000';
    const { outcome, sampling } = await watch([seen(device(0))], [], 'auto', away);
    expect(outcome).toMatchObject({ unavailable: expect.stringContaining('another machine') });
    expect(sampling.asked).toBe(0);
    expect((await watch([seen(device(0))], [], 'required', away)).sampling.asked).toBe(2);
  });
});

describe('a GPU that is broken', () => {
  const broken: GpuAnswer = { kind: 'broken', how: 'hangs', message: 'no answer within 10000 ms' };

  it('from the start: it says how, and nothing is sampled', async () => {
    const { outcome, sampling } = await watch([broken]);
    expect(outcome).toMatchObject({ readings: { state: 'broken', how: 'hangs', message: broken.message } });
    expect(sampling.begun).toEqual([]);
  });

  it.each<[string, GpuAnswer, string]>([
    ['hangs', broken, 'hangs'],
    ['has lost its tool', { kind: 'absent' }, 'fails'],
    ['has lost its devices', seen(), 'fails'],
  ])('after the load it %s: sampling has ended, and no figure is given', async (_, after, how) => {
    const { outcome, sampling } = await watch([seen(device(0)), after], [at(150, 90)]);
    expect(outcome).toMatchObject({ readings: { state: 'broken', how } });
    expect(sampling.ended).toBe(1);
    if ('readings' in outcome) {
      expect(Object.values(gpu.metrics).map((metric) => metric.from(outcome.readings))).toEqual(
        Array(3).fill(undefined),
      );
    }
  });
});
