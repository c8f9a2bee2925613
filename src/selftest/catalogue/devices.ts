import type { FaultCase } from '../fault-case.ts';

/** The card and its driver. */
export const devices: readonly FaultCase[] = [
  {
    id: 'nvidia-smi-hangs',
    about: 'nvidia-smi never answers',
    organ: 'gpu',
    world: { commands: { 'nvidia-smi': 'nvidia-smi-hangs' } },
    finding: 'gpu-unreadable',
  },
];
