import type { FaultCase } from '../fault-case.ts';

/** What the ear understands. */
export const hearing: readonly FaultCase[] = [
  {
    id: 'stt-down',
    about: 'the ear fails on every recording',
    organ: 'hearing',
    world: { faults: ['stt-down'] },
    finding: 'stt-silent',
  },
  {
    id: 'stt-empty',
    about: 'every recording is understood as nothing, with a clean 200',
    organ: 'hearing',
    world: { faults: ['stt-empty'] },
    finding: 'stt-silent',
  },
  {
    id: 'stt-canned',
    about: 'every recording is understood as the same sentence',
    organ: 'hearing',
    world: { faults: ['stt-canned'] },
    finding: 'stt-silent',
  },
  {
    id: 'stt-mishears',
    about: 'every fifth word of a recording is understood as another',
    organ: 'hearing',
    world: { faults: ['stt-mishears:5'] },
    finding: 'stt-inaccurate',
  },
  {
    id: 'stt-slow',
    about: 'a recording is understood after one and a half seconds',
    organ: 'hearing',
    world: { faults: ['stt-slow:1500'] },
    finding: 'stt-slow',
  },
];
