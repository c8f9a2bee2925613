import type { FaultCase } from '../fault-case.ts';

/** The language model lies, sleeps, or is not there. */
export const chat: readonly FaultCase[] = [
  {
    id: 'chat-apology',
    about: 'chat answers 200 with an apology that no model wrote',
    organ: 'chat',
    world: { faults: ['chat-apology'] },
    finding: 'canned-answer',
  },
];
