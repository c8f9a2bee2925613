import { describe, expect, it } from 'vitest';
import type { MachineLoad, ProcessUse } from '../domain/machine.ts';
import type { Target } from '../domain/target.ts';
import { scripted } from '../suites/scripted-host.ts';
import host, { type HostReadings } from './host.ts';

const used = (pid: number, parent: number, ownS: number, name = `p${pid}`): ProcessUse => ({
  ...{ pid, parent, group: pid, name, ownS, reapedS: 0 },
});

/** A machine of 4 cores at this second: ralph is 1, the stack 7 with its worker 8, a model server 60, a compiler 99. */
const at = (seconds: number, busyS: number, by: readonly number[] | null): MachineLoad => ({
  ...{ busyS, totalS: 4 * seconds, loadAverage: 2, availableMib: 8000, swappedPages: 10 * seconds },
  processes:
    by === null
      ? null
      : [
          used(0, -1, 0),
          ...by.map((ownS, place) => used([1, 7, 8, 60, 99][place] ?? 0, place === 2 ? 7 : 0, ownS)),
        ],
});

const serving = { pid: 7, startedAt: null, program: '/usr/bin/python3' };

interface Watched {
  readonly loads: readonly MachineLoad[];
  /** What timers were late by: before the load, and in each window. */
  readonly late?: readonly (readonly number[])[];
  readonly target?: Partial<Target>;
  readonly program?: string;
  readonly servers?: readonly number[] | null;
}

async function watch({ loads, late = [], target = {}, program = serving.program, servers = [] }: Watched) {
  const { context } = scripted({
    target: { url: 'http://localhost:8000', ...target },
    listeners: { 8000: { ...serving, program } },
    processes: { 7: { ...serving, program }, 61: { ...serving, program: '/usr/bin/docker-proxy' } },
  });
  const [left, timers] = [[...loads], [...late]];
  const looks: ((probe: string) => Promise<void>)[] = [];
  const machine = {
    ...context.host.machine,
    servers: async () => servers,
    load: async () => {
      const next = left.shift();
      if (!next) throw new Error('no /proc');
      return next;
    },
  };
  const ownDelay = { take: () => timers.shift() ?? [] };
  const end = await host.attend(
    { ...context, host: { ...context.host, machine, ownDelay } },
    (look) => void looks.push(look),
  );
  for (const probe of ['llm', 'tts'].slice(0, loads.length - 1)) await looks[0]?.(probe);
  return end([]);
}

async function readingsOf(given: Watched): Promise<HostReadings> {
  const outcome = await watch(given);
  if ('unavailable' in outcome) throw new Error(outcome.unavailable);
  return outcome.readings;
}

const rest = at(100, 50, [1, 10, 5, 0, 3]);
/** Ten seconds later, 40 of all cores: 30 at work, of which ralph 2, the stack 6 + 4, the server 8, the compiler 9. */
const later = at(110, 80, [3, 16, 9, 8, 12]);

describe('the processor', () => {
  it('is shared out between the stack with its workers, ralph, and all the rest', async () => {
    const { windows, whole } = await readingsOf({ loads: [rest, later] });
    expect(windows).toEqual([
      {
        probe: 'llm',
        ...{ busyPct: 75, stackPct: 25, ralphPct: 5, otherPct: 45, loadAverage: 2, availableMib: 8000 },
        others: [
          { pid: 99, name: 'p99', pct: 22.5 },
          { pid: 60, name: 'p60', pct: 20 },
        ],
        ...{ swappedPages: 100, lag: null },
      },
    ]);
    expect(
      [host.metrics.cpu_pct.from, host.metrics.cpu_other_pct.from].map((from) =>
        from({ whole } as HostReadings),
      ),
    ).toEqual([75, 45]);
  });

  it('of a server that the stack asks is the stack’s; ralph is nobody’s server', async () => {
    const { windows, stack } = await readingsOf({ loads: [rest, later], servers: [60, 1] });
    expect(stack).toEqual({ pid: 7, servers: [60] });
    expect(windows[0]).toMatchObject({ stackPct: 45, otherPct: 25, others: [{ pid: 99 }] });
  });

  it.each<[string, Partial<Watched>]>([
    ['the stack is on another machine', { target: { url: 'http://stack.example' } }],
    ['a proxy holds its port', { program: '/usr/bin/docker-proxy' }],
    ['it asks a server through a proxy', { servers: [60, 61] }],
    ['it asks a server that cannot be seen', { servers: null }],
    ['the platform does not tell', { loads: [at(100, 50, null), at(110, 80, null)] }],
    ['the stack was started anew meanwhile', { loads: [rest, at(110, 80, [3])] }],
  ])('is not said to be others’ where %s', async (_, changed) => {
    const readings = await readingsOf({ loads: [rest, later], ...changed });
    expect(readings.windows[0]).toMatchObject({ busyPct: 75, otherPct: null });
    expect(host.metrics.cpu_other_pct.from(readings)).toBeUndefined();
    expect(host.doubts?.(readings)).toEqual({});
  });

  it('gives no share where the clock of the machine stood still', async () => {
    const { windows } = await readingsOf({ loads: [rest, rest] });
    expect(windows[0]).toMatchObject({ busyPct: null, otherPct: null, others: [] });
  });
});

describe('ralph’s own delay', () => {
  it('is that of each window, and of all together; what was before the load is left out', async () => {
    const late = [[900], [1, 2, 3], [5]];
    const readings = await readingsOf({ loads: [rest, later, later], late });
    expect(readings.windows.map(({ lag }) => lag)).toEqual([
      { n: 3, p50Ms: 2, p99Ms: 2.98, maxMs: 3 },
      { n: 1, p50Ms: 5, p99Ms: 5, maxMs: 5 },
    ]);
    const { event_loop_lag_p50_ms, event_loop_lag_ms, event_loop_lag_max_ms } = host.metrics;
    expect(event_loop_lag_p50_ms.from(readings)).toBe(2.5);
    expect(event_loop_lag_ms.from(readings)).toBeCloseTo(4.94);
    expect(event_loop_lag_max_ms.from(readings)).toBe(5);
  });

  it('casts its doubt where the stack is on another machine, and there alone does', async () => {
    const late = [[], Array.from({ length: 100 }, () => 34)];
    const away = { target: { url: 'http://stack.example' } };
    const readings = await readingsOf({ loads: [rest, later, later], late, ...away });
    expect(host.doubts?.(readings)).toEqual({
      llm: {
        en: 'ralph itself was up to 34 ms late (p99)',
        fr: 'ralph lui-même avait jusqu’à 34 ms de retard (p99)',
      },
    });
  });
});

it('casts doubt on the probes in whose windows others took the processor', async () => {
  const readings = await readingsOf({ loads: [rest, later, at(120, 90, [4, 22, 12, 8, 12])] });
  expect(Object.keys(host.doubts?.(readings) ?? {})).toEqual(['llm']);
});

it('is shown in a table, with the busiest of the others', async () => {
  const outcome = await watch({ loads: [rest, later], late: [[], [0.25, 12]], servers: [60] });
  expect('raw' in outcome && outcome.raw.map(({ content }) => content)).toEqual([
    [
      'window     CPU  stack  ralph  others  load      free  swapped  late p50    p99  max',
      'llm       75 %   45 %    5 %    25 %   2.0  8000 MiB      100    6.1 ms  12 ms  12 ms',
      'together  75 %   45 %    5 %    25 %   2.0  8000 MiB      100    6.1 ms  12 ms  12 ms',
    ].join('\n'),
    'pid, process, share of all cores [%]\n99, p99, 23',
  ]);
});

it('has nothing to say where nothing loaded the stack, and a window less where a look failed', async () => {
  expect(await watch({ loads: [rest] })).toEqual({ unavailable: 'nothing loaded the stack' });
});
