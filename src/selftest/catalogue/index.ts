import type { FaultCase } from '../fault-case.ts';
import { answers } from './answers.ts';
import { builds } from './builds.ts';
import { chat } from './chat.ts';
import { devices } from './devices.ts';
import { hearing } from './hearing.ts';
import { machine } from './machine.ts';
import { processes } from './process.ts';
import { python } from './python.ts';
import { service } from './service.ts';
import { sockets } from './sockets.ts';
import { speech } from './speech.ts';
import { suites } from './suites.ts';

/** Every fault that a review has to catch. */
export const catalogue: readonly FaultCase[] = [
  ...chat,
  ...service,
  ...answers,
  ...speech,
  ...hearing,
  ...sockets,
  ...devices,
  ...python,
  ...processes,
  ...machine,
  ...suites,
  ...builds,
];
