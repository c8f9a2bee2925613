import { describe, expect, it } from 'vitest';
import type { Target } from '../domain/target.ts';
import { scripted } from '../suites/scripted-host.ts';
import memory, { type MemoryReadings } from './memory.ts';

const serving = { pid: 7, startedAt: null, program: null };

/** Watches a process that holds these MiB: at rest, after each probe of the load, and after it all. */
async function watch(
  heldMib: readonly (number | null | Error)[],
  load: readonly string[] = [],
  target: Partial<Target> = { url: 'http://localhost:8000' },
) {
  const { context } = scripted({ target, listeners: { 8000: serving }, processes: { 7: serving } });
  const left = [...heldMib];
  const machine = {
    ...context.host.machine,
    residentMib: async () => {
      const next = left.shift() ?? null;
      if (next instanceof Error) throw next;
      return next;
    },
  };
  const looks: ((probe: string) => Promise<void>)[] = [];
  const host = { ...context.host, machine };
  const end = await memory.attend({ ...context, host }, (look) => void looks.push(look));
  for (const probe of load) await Promise.allSettled(looks.map((look) => look(probe)));
  return end([]);
}

async function readingsOf(...given: Parameters<typeof watch>): Promise<MemoryReadings> {
  const outcome = await watch(...given);
  if ('unavailable' in outcome) throw new Error(outcome.unavailable);
  return outcome.readings;
}

const { rest_mib, after_mib, growth_mib } = memory.metrics;

describe('the memory of the serving process', () => {
  it('is that at rest, before and after each probe of the load, and after it all', async () => {
    const readings = await readingsOf([90, 100, 140, 150], ['llm', 'tts']);
    expect(readings).toEqual({
      pid: 7,
      atRestMib: 90,
      afterMib: 150,
      windows: [
        { probe: 'llm', fromMib: 90, toMib: 100 },
        { probe: 'tts', fromMib: 100, toMib: 140 },
      ],
    });
    const figures = [rest_mib.from(readings), after_mib.from(readings), growth_mib.from(readings)];
    expect(figures).toEqual([90, 150, 60]);
  });

  it('is shown in a few lines', async () => {
    const outcome = await watch([90, 100.4, 150], ['llm']);
    const content = 'raw' in outcome ? outcome.raw.map((exhibit) => exhibit.content) : [];
    expect(content).toEqual(['at rest: 90 MiB\nllm: 90 MiB → 100 MiB\nafter: 150 MiB']);
  });

  it('is found by its pid, where ralph started it', async () => {
    const readings = await readingsOf([90, 100], [], { url: 'http://stack.example', pid: 7 });
    expect(readings.pid).toBe(7);
  });

  it('ends with the process, and nothing is made up after that', async () => {
    const readings = await readingsOf([90, 100, null, null], ['llm', 'tts']);
    expect(readings).toMatchObject({ afterMib: null, windows: [{ probe: 'llm', toMib: 100 }] });
    expect([after_mib.from(readings), growth_mib.from(readings)]).toEqual([undefined, undefined]);
  });

  it.each<[string, readonly (number | null)[], Partial<Target>]>([
    ['no process of this machine', [90], { url: 'http://stack.example' }],
    ['cannot be read', [null], { url: 'http://localhost:8000' }],
  ])('is not known: %s', async (words, held, target) => {
    expect(await watch(held, [], target)).toEqual({ unavailable: expect.stringContaining(words) });
  });

  it('has a gap where it could not be read once, and fails where it cannot be in the end', async () => {
    const gap = await readingsOf([90, new Error('no ps'), 130, 140], ['llm', 'tts']);
    expect(gap.windows).toEqual([{ probe: 'tts', fromMib: 90, toMib: 130 }]);
    await expect(watch([90, new Error('no ps')])).rejects.toThrow('no ps');
  });
});
