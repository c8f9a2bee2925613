import { describe, expect, it } from 'vitest';
import type { GpuAnswer, GpuDevice, GpuSample } from '../domain/gpu.ts';
import type { LoadWindow, ProbeContext } from '../domain/probe.ts';
import type { Target } from '../domain/target.ts';
import { scripted } from '../suites/scripted-host.ts';
import gpu from './gpu.ts';
import type { GpuReadings } from './gpu-readings.ts';

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

const processes = [{ pid: 7, name: 'python', memoryMib: 1800 }] as const;
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
  const { context } = scripted({
    target: { gpu: mode, url },
    listeners: { 8000: { pid: 5, startedAt: null, program: '/opt/venv/bin/python' } },
    processes: { 7: { pid: 7, startedAt: null, program: null } },
  });
  const sampling = { begun: [] as number[], rested: [] as number[], ended: 0, asked: 0 };
  const host: ProbeContext['host'] = {
    ...context.host,
    clock: {
      ...context.host.clock,
      sleep: async (ms) => {
        sampling.rested.push(ms);
      },
    },
    machine: { ...context.host.machine, relatives: async (pid) => [pid, pid + 1], servers: async () => [50] },
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

  it('is one mean for the windows that pauses make of one probe', async () => {
    const parted = [...windows, { probe: 'llm', startMs: 500, endMs: 510 }];
    const samples = [at(150, 10), at(150, 10), at(350, 20), at(505, 70)];
    const readings = { ...(await readingsOf([seen(device(0))], samples)), windows: parted };
    expect(gpu.metrics.util_load_pct.from(readings as GpuReadings)).toBe(30);
  });

  it('is a figure at 0 %, and none without samples in a window', async () => {
    expect(await load(at(150, 0), at(350, 0))).toBe(0);
    expect(await load(at(250, 90))).toBeUndefined();
    expect(await load(at(150, null))).toBeUndefined();
    expect(await load(at(150, null), at(160, 30))).toBe(30);
  });
});

describe('a GPU that is seen', () => {
  it('is sampled every 200 ms, for a while before the load, until the watch ends', async () => {
    const { sampling } = await watch([seen(device(0))]);
    expect(sampling).toEqual({ begun: [200], rested: [1500], ended: 1, asked: 2 });
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
      serving: {
        ...{ port: 8000, pid: 5, program: '/opt/venv/bin/python' },
        ...{ relatives: [5, 6, 50, 51], strangers: [], hidden: false },
      },
    });
  });

  it('counts the memory of all devices; one that does not tell its own is left out', async () => {
    const two = await readingsOf([seen(device(0), device(1, { memoryUsedMib: null }))]);
    expect(gpu.metrics.mem_used_mib.from(two)).toBe(2000);
    expect(gpu.metrics.mem_total_mib.from(two)).toBe(32_000);
    const none = await readingsOf([seen(device(0, { memoryUsedMib: null, memoryTotalMib: null }))]);
    expect(gpu.metrics.mem_used_mib.from(none)).toBeUndefined();
    expect(gpu.metrics.mem_total_mib.from(none)).toBeUndefined();
    expect(gpu.fingerprint?.(two)).toEqual({ gpu: 'Card 0, Card 1', driver: '550.1', CUDA: '12.4' });
  });

  it('shows N/A where a device does not tell', async () => {
    const { outcome } = await watch([seen(device(0, { powerW: null }))]);
    expect('raw' in outcome && outcome.raw[0]?.content).toContain('0, Card 0, 0, 2000, 16000, 40, N/A');
    expect('raw' in outcome && outcome.raw[1]?.content).toContain('7, python, 1800');
  });
});

describe('what was sampled', () => {
  const full = (atMs: number, more: Partial<GpuSample>, index = 0): GpuSample => ({
    ...at(atMs, 50, index),
    ...{ temperatureC: 60, powerW: 100, clockMhz: 2000, limits: 0, ...more },
  });
  const figures = async (...samples: GpuSample[]) => {
    const readings = await readingsOf([seen(device(0), device(1))], samples);
    const { util_rest_pct, temp_max_c, power_load_w, throttled_pct } = gpu.metrics;
    return [util_rest_pct, temp_max_c, power_load_w, throttled_pct].map((metric) => metric.from(readings));
  };

  it('is summed up over the windows, and at rest before them; what lies between them is left out', async () => {
    const rest = full(50, { utilisationPct: 7, temperatureC: 99, powerW: 999, limits: 0x40 });
    const between = full(250, { temperatureC: 98, powerW: 999, limits: 0x40 });
    const loaded = [full(150, { powerW: 200 }), full(160, { limits: 0x40, temperatureC: 88 }), full(350, {})];
    expect(await figures(rest, ...loaded, between, full(360, { limits: 0x5 }))).toEqual([7, 88, 125, 25]);
  });

  it('of two cards: power together, the share of the one that is held back most', async () => {
    const samples = [full(150, { powerW: 30 }), full(150, { powerW: 70, limits: 0x20 }, 1)];
    expect(await figures(...samples)).toEqual([undefined, 60, 100, 100]);
  });

  it('gives no figure that no sample carries', async () => {
    expect(await figures(at(150, 90))).toEqual([undefined, undefined, undefined, undefined]);
    expect(await figures(full(150, { temperatureC: null, powerW: null, limits: null }))).toEqual([
      ...[undefined, undefined, undefined, undefined],
    ]);
  });

  it('is shown in a table, one row a window and device, after whose memory it is', async () => {
    const { outcome } = await watch(
      [seen(device(0))],
      [at(50, 1), full(150, { limits: 0x48, temperatureC: null }), full(160, { limits: 0x4 }, 1)],
    );
    const shown = 'raw' in outcome ? outcome.raw.slice(2).map(({ content }) => content) : [];
    expect(shown).toEqual([
      '8000 is served by process 5 (python), which holds 0 MiB of the 2000 MiB in use',
      [
        'window   GPU  n  util   max  VRAM max  power  temp max     clock  throttled',
        'at rest    0  1   1 %   1 %  2000 MiB      –         –         –  –',
        'llm        0  1  50 %  50 %  2000 MiB  100 W         –  2000 MHz  100 %: too hot (hardware)',
        'llm        1  1  50 %  50 %  2000 MiB  100 W     60 °C  2000 MHz  100 %: power limit',
      ].join('\n'),
    ]);
  });

  it('is not said to be anybody’s where a process is not of this machine, or nobody is seen to serve', async () => {
    const strange: GpuAnswer = {
      kind: 'seen',
      snapshot: { driver: null, cuda: null, devices: [device(0)], processes: [{ ...processes[0], pid: 9 }] },
    };
    expect(await readingsOf([strange])).toMatchObject({ serving: { strangers: [9], hidden: false } });
    const away = await readingsOf([seen(device(0))], [], 'required', 'http://stack.example:8000');
    expect(away).toMatchObject({ serving: null });
  });

  it('remembers an nvidia-smi that hangs, and one that fails not', async () => {
    const [hangs, fails] = [scripted({}), scripted({})].map(({ context }) => context);
    if (!hangs || !fails) throw new Error('no contexts');
    const asked: unknown[] = [];
    for (const [context, how] of [
      [hangs, 'hangs'],
      [fails, 'fails'],
    ] as const) {
      const snapshot: typeof context.host.gpu.snapshot = async (_, deadlineMs) => {
        asked.push(deadlineMs);
        return { kind: 'broken', how, message: '' };
      };
      const host = { ...context.host, gpu: { ...context.host.gpu, snapshot } };
      await gpu.attend({ ...context, host, target: { ...context.target, gpu: 'required' } }, () => {});
    }
    expect([[...hangs.hung], [...fails.hung]]).toEqual([['nvidia-smi'], []]);
    expect(asked).toEqual([5_000, 5_000]);
  });

  it('ends with the interruption of the rest before the load', async () => {
    let ended = false;
    const { context } = scripted({ target: { url: 'http://localhost:8000' } });
    const stop = async () => {
      ended = true;
      return [];
    };
    const host = {
      ...context.host,
      clock: { ...context.host.clock, sleep: () => Promise.reject(new Error('enough')) },
      gpu: { snapshot: async () => seen(device(0)), sample: () => stop },
    };
    await expect(gpu.attend({ ...context, host }, () => {})).rejects.toThrow('enough');
    expect(ended).toBe(true);
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
    expect(await readingsOf([answer], [], 'required')).toMatchObject({ state: 'broken', how: 'absent' });
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
        Object.keys(gpu.metrics).map(() => undefined),
      );
    }
  });
});
