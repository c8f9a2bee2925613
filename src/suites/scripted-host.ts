import type { GpuAnswer } from '../domain/gpu.ts';
import type { Command, CommandOutcome, Host } from '../domain/host.ts';
import type { ProcessFacts } from '../domain/machine.ts';
import type { Pace } from '../domain/pace.ts';
import type { ProbeContext } from '../domain/probe.ts';
import { type Scenario, samplingOf } from '../domain/scenario.ts';
import type { Target } from '../domain/target.ts';

/** A command that ended by itself. */
export const exited = (code: number, stdout = '', stderr = ''): CommandOutcome => ({
  kind: 'exited',
  code,
  stdout,
  stderr,
  durationMs: 1500,
  truncated: false,
});

/** A command that did not end by itself. */
export const cutShort = (
  how: { kind: 'timed-out' } | { kind: 'signalled'; signal: string },
  stdout = '',
): CommandOutcome => ({ ...how, stdout, stderr: '', durationMs: 60_000, truncated: false });

const target: Target = {
  name: 'stack',
  url: 'http://stack.example:8000',
  dialect: 'eva',
  paths: {},
  folder: null,
  tests: null,
  build: null,
  python: null,
  requirements: null,
  gpu: 'auto',
  audio: 'inline',
  requires: [],
  pid: null,
};

interface Script {
  readonly target?: Partial<Target>;
  /** What comes of each command. */
  readonly run?: (command: Command) => CommandOutcome;
  readonly gpu?: GpuAnswer;
  /** Path → content. */
  readonly files?: Record<string, string>;
  readonly listeners?: Record<number, ProcessFacts>;
  readonly processes?: Record<number, ProcessFacts>;
}

const unexpected = (): never => {
  throw new Error('no part of this test');
};

export const TEMPORARY = '/temporary';

const scenario: Scenario = {
  samples: 1,
  warmup: 0,
  timeoutMs: 1000,
  rateLimitBudgetMs: 0,
  speech: 'en',
};

/** Nothing is known of a limit, and nothing waited for. */
export const unpaced: Pace = {
  limit: () => null,
  free: () => Number.POSITIVE_INFINITY,
  asked: () => 0,
  budgetMs: () => 0,
  pauses: [],
  lastAskedMs: () => null,
  turn: async () => ({ ended: () => {}, refused: () => {} }),
  waitForRateLimit: async () => false,
};

/** What a scenario is in a probe's context. */
export const asking = (scenario: Scenario): Pick<ProbeContext, 'scenario' | 'sampling'> => ({
  scenario,
  sampling: () => samplingOf(scenario),
});

/** A probe's context in which everything is scripted, and what was done through it. */
export function scripted({ run = unexpected, gpu = { kind: 'absent' }, files = {}, ...script }: Script): {
  readonly context: ProbeContext;
  readonly commands: readonly Command[];
  readonly removed: readonly string[];
} {
  const commands: Command[] = [];
  const removed: string[] = [];
  const host: Host = {
    clock: { nowMs: () => 0, wallTime: unexpected, sleep: unexpected },
    http: { exchange: unexpected },
    sockets: { open: unexpected },
    tcp: { open: unexpected },
    gpu: { snapshot: async () => gpu, sample: unexpected },
    commands: {
      run: async (command) => {
        commands.push(command);
        return run(command);
      },
      follow: unexpected,
    },
    machine: {
      ownPid: 1,
      facts: async () => ({
        platform: 'linux x64',
        release: 'Debian 12',
        cpu: 'EPYC',
        cores: 8,
        memoryMib: 32_000,
      }),
      listener: async (port) => script.listeners?.[port] ?? null,
      process: async (pid) => script.processes?.[pid] ?? null,
      origin: async () => null,
      residentMib: unexpected,
      relatives: async (pid) => [pid],
      servers: async () => [],
      load: unexpected,
    },
    ownDelay: { take: unexpected },
    files: {
      read: async (path) => files[path],
      temporaryFolder: async () => ({
        path: TEMPORARY,
        remove: async () => {
          removed.push(TEMPORARY);
        },
      }),
    },
  };
  const context: ProbeContext = {
    target: { ...target, ...script.target },
    scenario,
    host,
    stack: { health: unexpected },
    responsive: true,
    signal: new AbortController().signal,
    note: () => {},
    sampled: () => {},
    sampling: () => samplingOf(scenario),
    pace: unpaced,
    hung: new Set(),
  };
  return { context, commands, removed };
}
