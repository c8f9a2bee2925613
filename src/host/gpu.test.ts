import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import typescript from 'typescript';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { GpuAnswer } from '../domain/gpu.ts';
import type { Clock } from '../domain/host.ts';
import { createClock } from './clock.ts';
import { createCommands } from './commands.ts';
import { createGpu } from './gpu.ts';

const fromHere = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const clock = createClock();
const commands = createCommands(clock);

const pathWith = (fixture: string): string =>
  `${fromHere(`../../fixtures/commands/${fixture}`)}:${process.env.PATH}`;

/** nvidia-snapshot.ts as a build would leave it: where its library is found, and without types. */
let snapshotScript = '';
let folder = '';
beforeAll(async () => {
  const cache = fromHere('../../node_modules/.cache');
  await mkdir(cache, { recursive: true });
  folder = await mkdtemp(join(cache, 'nvidia-snapshot-'));
  snapshotScript = join(folder, 'nvidia-snapshot.mjs');
  const source = await readFile(fromHere('./nvidia-snapshot.ts'), 'utf8');
  const { outputText } = typescript.transpileModule(source, {
    compilerOptions: { module: typescript.ModuleKind.ESNext, target: typescript.ScriptTarget.ES2022 },
  });
  await writeFile(snapshotScript, outputText);
});
afterAll(() => rm(folder, { recursive: true }));

const snapshot = (fixture: string, more: { snapshotScript?: string; deadlineMs?: number } = {}) =>
  createGpu({
    commands,
    clock,
    snapshotScript,
    path: pathWith(fixture),
    deadlineMs: 30_000,
    ...more,
  }).snapshot();

const idle4090 = {
  driver: '580.95.05',
  cuda: '13.0',
  devices: [
    {
      index: 0,
      name: 'NVIDIA GeForce RTX 4090',
      memoryTotalMib: 49140,
      memoryUsedMib: 1362,
      utilisationPct: 0,
      temperatureC: 38,
      powerW: 21.53,
    },
  ],
  processes: [{ pid: 2841, name: '/opt/stack/venv/bin/python', memoryMib: 1340 }],
};

describe('snapshot', () => {
  it('sees one device', async () => {
    expect(await snapshot('nvidia-smi-idle-4090')).toEqual({ kind: 'seen', snapshot: idle4090 });
  });

  it('sees every process', async () => {
    const answer = await snapshot('nvidia-smi-busy-4090');
    expect(answer).toMatchObject({
      snapshot: {
        devices: [{ utilisationPct: 87, memoryUsedMib: 9876, powerW: 312.07 }],
        processes: [
          { pid: 2841, memoryMib: 7654 },
          { pid: 3102, name: '/usr/bin/model server, quantised', memoryMib: 2200 },
        ],
      },
    });
  });

  const secondOfTwo = {
    index: 1,
    name: 'NVIDIA A100-SXM4-80GB',
    memoryTotalMib: 81920,
    memoryUsedMib: 73,
    utilisationPct: null,
    temperatureC: 29,
    powerW: null,
  };

  it('sees several devices, and takes what they do not tell for unknown', async () => {
    const answer = await snapshot('nvidia-smi-two-gpus');
    expect(answer).toMatchObject({
      snapshot: { cuda: '12.8', devices: [{ index: 0, utilisationPct: 3 }, secondOfTwo], processes: [] },
    });
  });

  it('sees the same without the library, but for the version of CUDA', async () => {
    const without = { snapshotScript: join(folder, 'not-there.mjs') };
    const idle = await snapshot('nvidia-smi-idle-4090', without);
    expect(idle).toEqual({ kind: 'seen', snapshot: { ...idle4090, cuda: null } });
    const two = await snapshot('nvidia-smi-two-gpus', without);
    expect(two).toMatchObject({ snapshot: { driver: '570.133.20', devices: [{ index: 0 }, secondOfTwo] } });
  });

  it('sees a device that comes with a warning, for which the library throws it away', async () => {
    expect(await snapshot('nvidia-smi-warns')).toEqual({
      kind: 'seen',
      snapshot: {
        ...idle4090,
        cuda: null,
        processes: [{ pid: 2841, name: '/opt/stack/venv/bin/python, worker', memoryMib: 1340 }],
      },
    });
  });

  it.each<[string, GpuAnswer]>([
    [
      'nvidia-smi-driver-mismatch',
      {
        kind: 'broken',
        how: 'fails',
        message: 'Failed to initialize NVML: Driver/library version mismatch',
      },
    ],
    [
      'nvidia-smi-no-devices',
      { kind: 'seen', snapshot: { driver: null, cuda: null, devices: [], processes: [] } },
    ],
  ])('%s', async (fixture, answer) => {
    expect(await snapshot(fixture)).toEqual(answer);
  });

  it.each(['nvidia-smi-hangs', 'nvidia-smi-ignores-sigterm'])('%s', async (fixture) => {
    const message = 'nvidia-smi gave no answer within 200 ms';
    expect(await snapshot(fixture, { deadlineMs: 200 })).toEqual({ kind: 'broken', how: 'hangs', message });
    const without = { deadlineMs: 200, snapshotScript: join(folder, 'not-there.mjs') };
    expect(await snapshot(fixture, without)).toEqual({ kind: 'broken', how: 'hangs', message });
  });

  it('knows when there is no nvidia-smi', async () => {
    const gpu = createGpu({ commands, clock, snapshotScript, path: `:${folder}` });
    expect(await gpu.snapshot()).toEqual({ kind: 'absent' });
    expect(await gpu.sample(200)()).toEqual([]);
  });

  it('rejects when the signal aborts', async () => {
    const gpu = createGpu({ commands, clock, snapshotScript, path: pathWith('nvidia-smi-hangs') });
    await expect(gpu.snapshot(AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
  });
});

describe('sample', () => {
  /** A clock that counts how often it is read, and tells when it has been read `reads` times. */
  function countingClock(reads: number): { readonly counting: Clock; readonly reached: Promise<void> } {
    let count = 0;
    let reach: () => void = () => {};
    const reached = new Promise<void>((resolve) => {
      reach = resolve;
    });
    const nowMs = (): number => {
      count += 1;
      if (count === reads) reach();
      return count;
    };
    return { counting: { ...clock, nowMs }, reached };
  }

  /** The samples in the first lines that a stand-in prints, with the order in which they came for a time. */
  async function sampled(fixture: string, lines: number) {
    const { counting, reached } = countingClock(lines);
    const stop = createGpu({ commands, clock: counting, path: pathWith(fixture) }).sample(200);
    await reached;
    return (await stop()).filter(({ atMs }) => atMs <= lines);
  }

  it('keeps every line with the time it came, until it is stopped', async () => {
    const untold = { clockMhz: null, limits: null };
    const first = { index: 0, utilisationPct: 3, memoryUsedMib: 512, temperatureC: 41, powerW: 30.1 };
    const second = { index: 1, utilisationPct: null, memoryUsedMib: 73, temperatureC: 29, powerW: null };
    expect(await sampled('nvidia-smi-two-gpus', 4)).toEqual([
      { atMs: 1, ...first, ...untold },
      { atMs: 2, ...second, ...untold },
      { atMs: 3, ...first, ...untold },
      { atMs: 4, ...second, ...untold },
    ]);
  });

  it.each([
    ['nvidia-smi-throttled', 1, { utilisationPct: 97, temperatureC: 89, clockMhz: 1155, limits: 0x48 }],
    ['nvidia-smi-driver-470', 3, { utilisationPct: 63, temperatureC: 71, clockMhz: 585, limits: 0x4 }],
  ])(
    '%s: asks for what holds the clocks back by the name that this driver knows',
    async (fixture, lines, figures) => {
      expect(await sampled(fixture, lines)).toMatchObject([figures]);
    },
  );

  it('asks a driver that knows neither name for what it knows', async () => {
    const [sample] = await sampled('nvidia-smi-driver-390', 5);
    expect(sample).toEqual({ atMs: 5, index: 0, utilisationPct: 12, memoryUsedMib: 312 });
  });

  it.each(['nvidia-smi-driver-mismatch', 'nvidia-smi-no-devices'])(
    '%s: gives up after the last row of fields, and stops at once',
    async (fixture) => {
      const asked: string[] = [];
      const counted = {
        ...commands,
        follow: (...given: Parameters<typeof commands.follow>) => {
          asked.push(given[0].argv[1] ?? '');
          return commands.follow(...given);
        },
      };
      const stop = createGpu({ commands: counted, clock, path: pathWith(fixture) }).sample(200);
      await vi.waitFor(() => expect(asked).toHaveLength(3));
      expect(await stop()).toEqual([]);
      expect(new Set(asked).size).toBe(3);
    },
  );

  it('is ended while it hangs, and asks for nothing more', async () => {
    const asked: string[] = [];
    const counted = {
      ...commands,
      follow: (...given: Parameters<typeof commands.follow>) => {
        asked.push(given[0].argv[0]);
        return commands.follow(...given);
      },
    };
    const stop = createGpu({ commands: counted, clock, path: pathWith('nvidia-smi-hangs') }).sample(200);
    await vi.waitFor(() => expect(asked).toHaveLength(1));
    expect(await stop()).toEqual([]);
    expect(asked).toHaveLength(1);
  });
});
