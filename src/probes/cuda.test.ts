import { describe, expect, it } from 'vitest';
import type { GpuAnswer } from '../domain/gpu.ts';
import type { Command } from '../domain/host.ts';
import type { Target } from '../domain/target.ts';
import { cutShort, exited, scripted } from '../suites/scripted-host.ts';
import cuda from './cuda.ts';

const device = {
  index: 0,
  name: 'RTX 4090',
  memoryTotalMib: 24_564,
  memoryUsedMib: 1,
  utilisationPct: 0,
  temperatureC: 40,
  powerW: 20,
};

const seen = (devices: readonly (typeof device)[]): GpuAnswer => ({
  kind: 'seen',
  snapshot: { driver: '550', cuda: '12.4', devices, processes: [] },
});

const torch = {
  version: '2.9.1',
  cuda: '12.8',
  available: true,
  device: 'RTX 4090',
  kernel: { ok: true, ms: 0.4 },
};

const answering =
  (facts: object) =>
  ({ argv }: Command) =>
    exited(0, `${argv.at(-1)}${JSON.stringify({ python: '3.11.7', error: null, ...facts })}\n`);

interface Scene {
  readonly target?: Partial<Target>;
  readonly run?: Parameters<typeof scripted>[0]['run'];
  readonly gpu?: GpuAnswer;
  readonly files?: Record<string, string>;
}

async function observe({ target, run = answering({ torch }), gpu = seen([device]), files = {} }: Scene) {
  const { context, commands } = scripted({ target: { python: 'python3', ...target }, run, gpu, files });
  const outcome = await cuda.observe(context);
  return { outcome, commands, readings: 'readings' in outcome ? outcome.readings : undefined };
}

describe('cuda', () => {
  it('reads that torch computes on the GPU', async () => {
    const { readings, commands } = await observe({ target: { folder: '/stack' } });
    expect(readings).toEqual({
      python: 'python3',
      state: 'works',
      torch: '2.9.1',
      cudaBuild: '12.8',
      device: 'RTX 4090',
      kernelMs: 0.4,
      detail: null,
      gpuPresent: true,
      torchNeeded: false,
    });
    expect(commands[0]).toMatchObject({ folder: '/stack', timeoutMs: 15_000, firstWordMs: 5_000 });
    expect(commands[0]?.argv.slice(0, 4)).toEqual(['python3', '-', 'cuda', '/stack']);
  });

  it('gives no time for a kernel that failed', async () => {
    const kernel = { ok: false, error: 'CUDA error: no kernel image' };
    const { readings } = await observe({ run: answering({ torch: { ...torch, kernel } }) });
    expect(readings).toMatchObject({
      state: 'kernel-fails',
      kernelMs: null,
      detail: 'CUDA error: no kernel image',
      device: 'RTX 4090',
    });
  });

  it('says where a broken interpreter broke', async () => {
    const run = ({ argv }: Command) =>
      cutShort(
        { kind: 'signalled', signal: 'SIGSEGV' },
        `${argv.at(-1)}{"stage":"importing torch","torchNeeded":true}\n`,
      );
    const { readings } = await observe({ run });
    expect(readings).toMatchObject({
      state: 'interpreter-broken',
      detail: 'ended by SIGSEGV, while importing torch',
      torch: null,
      torchNeeded: true,
    });
  });

  it.each<[GpuAnswer, boolean]>([
    [seen([device]), true],
    [seen([]), false],
    [{ kind: 'broken', how: 'hangs', message: 'no answer' }, true],
    [{ kind: 'absent' }, false],
  ])('sees a GPU, even a sick one: %j → %s', async (gpu, present) => {
    expect((await observe({ gpu })).readings?.gpuPresent).toBe(present);
  });

  it('does not wait again for an nvidia-smi that hung', async () => {
    const { context } = scripted({ target: { python: 'python3' }, run: answering({ torch }) });
    const waits = {
      snapshot: () => Promise.reject(new Error('asked again')),
      sample: context.host.gpu.sample,
    };
    const outcome = await cuda.observe({
      ...context,
      hung: new Set(['nvidia-smi']),
      host: { ...context.host, gpu: waits },
    });
    expect(outcome).toMatchObject({ readings: { state: 'works', gpuPresent: true } });
  });

  it('knows from sources or requirements that torch is needed, whatever the interpreter says', async () => {
    const dead = { run: () => cutShort({ kind: 'timed-out' }), target: { requirements: '/stack/r.txt' } };
    expect((await observe({ run: answering({ torch, torchNeeded: true }) })).readings?.torchNeeded).toBe(
      true,
    );
    expect((await observe({ ...dead, files: { '/stack/r.txt': 'torch>=2\n' } })).readings?.torchNeeded).toBe(
      true,
    );
    expect((await observe({ ...dead, files: { '/stack/r.txt': 'fastapi\n' } })).readings?.torchNeeded).toBe(
      false,
    );
    expect((await observe(dead)).readings?.torchNeeded).toBe(false);
  });

  it('is not asked without an interpreter, or where the GPU does not count', async () => {
    const without = await observe({ target: { python: null } });
    expect(without.outcome).toEqual({
      unavailable: expect.stringContaining('no Python interpreter is configured (target.python)'),
    });
    const ignored = await observe({ target: { gpu: 'ignore' } });
    expect(ignored.outcome).toEqual({ unavailable: expect.stringContaining('target.gpu: ignore') });
    expect([...without.commands, ...ignored.commands]).toEqual([]);
  });
});

describe('its metrics', () => {
  it('name every state, best first, and give a time only to a kernel that ran', async () => {
    const { readings } = await observe({});
    if (!readings) throw new Error('nothing was observed');
    expect(Object.keys(cuda.metrics.state.states)).toEqual([
      'works',
      'kernel-fails',
      'no-device',
      'cpu-only',
      'absent',
      'interpreter-broken',
    ]);
    expect(cuda.metrics.state.from(readings)).toBe('works');
    expect(cuda.metrics.kernel_ms.from(readings)).toBe(0.4);
    expect(cuda.metrics.kernel_ms.from({ ...readings, kernelMs: null })).toBeUndefined();
  });
});
