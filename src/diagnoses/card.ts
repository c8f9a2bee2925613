import { figure } from '../domain/figure.ts';
import type { GpuDevice } from '../domain/gpu.ts';
import { holdingLines, stackHolding } from '../domain/service-vram.ts';
import type { Facts } from '../probes/facts.ts';

/** The card (or cards) as one names them in a sentence, and how full they are where that is known. */
export function cardOf(facts: Facts) {
  const gpu = facts.observed('gpu');
  const totalMib = facts.number('gpu.mem_total_mib');
  const usedMib = facts.number('gpu.mem_used_mib');
  if (gpu?.state !== 'seen' || !totalMib) return undefined;
  const [first, ...others] = gpu.after.devices;
  if (!first) return undefined;
  const gb = Math.round(totalMib / 1000);
  const name = first.name.replace(/^NVIDIA (GeForce )?/, '');
  return {
    name: others.length === 0 ? name : `${others.length + 1} × ${name}`,
    memoryGb: { en: `${gb} GB`, fr: `${gb} Go` },
    usage: usedMib === undefined ? undefined : usageOf(usedMib, totalMib),
    /** How full the fullest of them is; undefined where none tells. */
    fullestPct: fullestPct(gpu.after.devices),
    processes: gpu.processes.length,
  };
}

function fullestPct(devices: readonly GpuDevice[]): number | undefined {
  const shares = devices.flatMap(({ memoryUsedMib, memoryTotalMib }) =>
    memoryUsedMib === null || !memoryTotalMib ? [] : [(100 * memoryUsedMib) / memoryTotalMib],
  );
  return shares.length === 0 ? undefined : Math.max(...shares);
}

const usageOf = (usedMib: number, totalMib: number) => ({
  pct: (100 * usedMib) / totalMib,
  free: figure(totalMib - usedMib, 'MiB'),
  /** "1362 MiB / 49140 MiB (2.8 %)". */
  shown: `${figure(usedMib, 'MiB')} / ${figure(totalMib, 'MiB')} (${figure((100 * usedMib) / totalMib, '%')})`,
});

/** Whose the memory in use is, and the sentences that say so; undefined where the evidence is older than the question. */
export function ownershipOf(facts: Facts) {
  const gpu = facts.observed('gpu');
  const holding = gpu?.state === 'seen' ? stackHolding(gpu) : undefined;
  if (gpu?.state !== 'seen' || !holding) return undefined;
  return {
    holding,
    lines: holdingLines(gpu, facts.number('gpu.mem_used_mib')),
    /** Whether the stack is made of several servers. */
    several: gpu.services !== undefined,
  };
}
