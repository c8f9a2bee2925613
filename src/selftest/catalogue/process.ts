import type { FaultCase } from '../fault-case.ts';

/** The process that serves. */
export const processes: readonly FaultCase[] = [
  {
    id: 'memory-leak',
    about: 'each request leaves 8 MiB behind',
    organ: 'process',
    world: { faults: ['memory-leak:8'] },
    finding: 'memory-leak',
  },
  {
    id: 'port-of-another-checkout',
    about: 'what listens on the port is another copy of the project',
    organ: 'process',
    world: { project: { 'bin/ralph.js': '' } },
    finding: 'port-owned-by-another-process',
  },
];
