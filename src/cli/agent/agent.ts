import type { Mask } from '../../domain/secrets/mask.ts';
import type { Queue } from '../../queue/connection.ts';
import type { AgentKey } from '../../queue/signing.ts';
import type { Progress } from '../progress.ts';
import type { Settings } from '../settings.ts';
import type { Allowance } from './allowed.ts';

/** What an agent has at hand when it takes jobs. */
export interface Agent {
  readonly name: string;
  readonly key: AgentKey;
  readonly queue: Queue;
  /** Of this host alone: nothing of them comes from a job. */
  readonly settings: Settings;
  readonly allowance: Allowance;
  readonly shown: Progress;
  readonly mask: Mask;
  /** Says what stack is measured now; null: none. */
  busy(stack: string | null): void;
}
