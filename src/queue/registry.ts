import type { AgentCard } from '../domain/fleet-job.ts';
import type { Queue } from './connection.ts';

/** All agents that have been heard of within the last seconds, by name. */
export declare function agentsOf(queue: Queue): Promise<AgentCard[]>;
