import { fileURLToPath } from 'node:url';
import type { Gpu, GpuAnswer, GpuSample, GpuSnapshot } from '../domain/gpu.ts';
import type { Clock, Command, CommandOutcome, Commands, FollowedCommand } from '../domain/host.ts';
import { firstChars } from '../domain/secrets/excerpt.ts';
import { readNvidiaLog } from './nvidia-log.ts';
import {
  DEVICES,
  PROCESSES,
  readDeviceLine,
  readProcessLine,
  readSampleLine,
  SAMPLE_FIELDS,
  samples,
} from './nvidia-table.ts';
import { isOnPath } from './on-path.ts';

const DEADLINE_MS = 10_000;
const MESSAGE_CHARS = 300;

/** Said, with one exit code or another, on a machine that has the driver and no device. */
const NO_DEVICES = /^\s*No devices were found/i;
const EMPTY: GpuSnapshot = { driver: null, cuda: null, devices: [], processes: [] };

interface GpuOptions {
  readonly commands: Commands;
  readonly clock: Clock;
  /** The program that prints what node-nvidia-smi says; where it is missing nvidia-smi is asked in CSV. */
  readonly snapshotScript?: string;
  /** Where nvidia-smi is looked for, in the form of PATH. */
  readonly path?: string;
  /** For the whole of a snapshot. */
  readonly deadlineMs?: number;
}

/** Beside this file once it is bundled; run from source, what the last build left. */
const builtScript = (): string =>
  fileURLToPath(
    new URL(
      import.meta.url.endsWith('.ts') ? '../../dist/nvidia-snapshot.js' : './nvidia-snapshot.js',
      import.meta.url,
    ),
  );

const firstLine = (text: string): string | undefined =>
  text
    .split('\n')
    .map((line) => line.trim())
    .find((line) => line !== '')
    ?.slice(0, MESSAGE_CHARS);

const broken = (how: 'hangs' | 'fails', message: string): GpuAnswer => ({ kind: 'broken', how, message });

const hangs = (deadlineMs: number): GpuAnswer =>
  broken('hangs', `nvidia-smi gave no answer within ${deadlineMs} ms`);

function readSnapshot(outcome: CommandOutcome) {
  if (outcome.kind !== 'exited' || outcome.code !== 0) return undefined;
  try {
    return readNvidiaLog(JSON.parse(outcome.stdout)?.data);
  } catch {
    return undefined;
  }
}

/** The NVIDIA devices of this machine, asked so that neither a hung nor a broken driver can stop ralph. */
export function createGpu(options: GpuOptions): Gpu {
  const { commands, clock, snapshotScript = builtScript() } = options;
  const { path = process.env.PATH ?? '' } = options;
  const env = { PATH: path };

  /** What the library does not understand (it drops an answer that comes with a warning), from nvidia-smi itself. */
  async function askInCsv(
    ask: (argv: Command['argv']) => Promise<CommandOutcome>,
    deadlineMs: number,
  ): Promise<GpuAnswer> {
    const table = await ask(DEVICES);
    if (table.kind === 'not-started') return broken('fails', firstChars(table.message, MESSAGE_CHARS));
    if (table.kind === 'timed-out') return hangs(deadlineMs);
    if (NO_DEVICES.test(table.stdout)) return { kind: 'seen', snapshot: EMPTY };
    const devices = table.stdout.split('\n').flatMap(readDeviceLine);
    if (table.kind === 'signalled' || table.code !== 0 || devices.length === 0) {
      const how = table.kind === 'signalled' ? `ended by ${table.signal}` : `exit code ${table.code}`;
      return broken('fails', firstLine(table.stdout) ?? firstLine(table.stderr) ?? `nvidia-smi: ${how}`);
    }
    const running = await ask(PROCESSES);
    const processes = running.kind === 'exited' ? running.stdout.split('\n').flatMap(readProcessLine) : [];
    const driver = devices[0]?.driver ?? null;
    const bare = devices.map(({ driver: _, ...device }) => device);
    return { kind: 'seen', snapshot: { driver, cuda: null, devices: bare, processes } };
  }

  return {
    snapshot: async (signal, deadlineMs = options.deadlineMs ?? DEADLINE_MS) => {
      if (!(await isOnPath('nvidia-smi', path))) return { kind: 'absent' };
      const untilMs = clock.nowMs() + deadlineMs;
      const ask = (argv: Command['argv']): Promise<CommandOutcome> => {
        const timeoutMs = Math.max(1, untilMs - clock.nowMs());
        return commands.run({ argv, env, timeoutMs, ...(signal ? { signal } : {}) });
      };
      const printed = await ask([process.execPath, snapshotScript]);
      if (printed.kind === 'timed-out') return hangs(deadlineMs);
      const snapshot = readSnapshot(printed);
      return snapshot ? { kind: 'seen', snapshot } : askInCsv(ask, deadlineMs);
    },

    sample: (intervalMs) => {
      const seen: GpuSample[] = [];
      let stopped = false;
      let followed: FollowedCommand | undefined;
      const watch = async (): Promise<void> => {
        if (!(await isOnPath('nvidia-smi', path))) return;
        for (const fields of SAMPLE_FIELDS) {
          // A driver that once answered knows the fields: what ended it is no reason to ask for fewer.
          if (stopped || seen.length > 0) return;
          followed = commands.follow({ argv: samples(fields, intervalMs), env }, (line) => {
            seen.push(...readSampleLine(line, clock.nowMs()));
          });
          await followed.ended;
        }
      };
      const watched = watch();
      return async () => {
        stopped = true;
        await followed?.stop();
        await watched;
        return seen;
      };
    },
  };
}
