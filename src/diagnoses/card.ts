import { figure } from '../domain/figure.ts';
import type { Facts } from '../probes/facts.ts';

/** The card (or cards) as one names them in a sentence: "NVIDIA GeForce RTX 4090 (48 GB)". */
export function cardOf(facts: Facts) {
  const gpu = facts.observed('gpu');
  const usedMib = facts.number('gpu.mem_used_mib');
  const totalMib = facts.number('gpu.mem_total_mib');
  if (gpu?.state !== 'seen' || usedMib === undefined || totalMib === undefined) return undefined;
  const [first, ...others] = gpu.after.devices;
  if (!first) return undefined;
  const name = first.name.replace(/^NVIDIA (GeForce )?/, '');
  return {
    name: others.length === 0 ? name : `${others.length + 1} × ${name}`,
    memoryGb: `${Math.round(totalMib / 1000)} GB`,
    usedMib,
    totalMib,
    usedPct: (100 * usedMib) / totalMib,
    memory: `${figure(usedMib, 'MiB')} / ${figure(totalMib, 'MiB')}`,
    processes: gpu.processes.length,
  };
}
