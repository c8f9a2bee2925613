import type { FaultCase } from '../fault-case.ts';

/** A thread for each core, of the lowest priority: others get what is left over, and cycles beside this one the rest. */
const BURN = `
const { Worker } = require('node:worker_threads');
const { availableParallelism, setPriority } = require('node:os');
setPriority(19);
for (let n = availableParallelism(); n > 0; n--) new Worker('for (;;);', { eval: true });
setTimeout(() => process.exit(), 120_000);
`;

/** The machine on which ralph measures. */
export const machine: readonly FaultCase[] = [
  {
    id: 'machine-busy',
    about: 'another program keeps all cores busy while the stack is measured',
    organ: 'machine',
    world: { beside: [['-e', BURN]] },
    finding: 'noisy-machine',
    also: ['instrument-late'],
  },
];
