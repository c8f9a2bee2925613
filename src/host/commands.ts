import type { Readable } from 'node:stream';
import type { Clock, Command, CommandOutcome, Commands } from '../domain/host.ts';
import { type BoundedOutput, boundedOutput } from './bounded-output.ts';
import { launch, type Running } from './launch.ts';
import { lineSplitter } from './lines.ts';

const MIB = 1024 * 1024;

function collect(stream: Readable, maxBytes: number): BoundedOutput {
  const output = boundedOutput(maxBytes);
  stream.on('data', output.push);
  return output;
}

/** Resolves when a command has had its time, or has said nothing at all in the time for that. */
async function deadline(
  { stdout }: Running,
  { timeoutMs, firstWordMs = timeoutMs }: Command,
  clock: Clock,
  stop: AbortSignal,
): Promise<void> {
  let spoke = false;
  stdout.once('data', () => {
    spoke = true;
  });
  const firstMs = Math.min(firstWordMs, timeoutMs);
  await clock.sleep(firstMs, stop);
  if (spoke) await clock.sleep(timeoutMs - firstMs, stop);
}

/** What ends the wait for a command: its exit, the deadline or the abort. */
async function firstEnd(running: Running, command: Command, clock: Clock) {
  const { signal } = command;
  const over = new AbortController();
  const stop = signal ? AbortSignal.any([over.signal, signal]) : over.signal;
  const waited = deadline(running, command, clock, stop).then(
    () => ({ by: 'deadline' as const }),
    () => ({ by: 'abort' as const }),
  );
  const end = await Promise.race([running.exited.then((exit) => ({ by: 'exit' as const, ...exit })), waited]);
  over.abort();
  return end;
}

async function watch(running: Running, command: Command, clock: Clock): Promise<CommandOutcome> {
  const startMs = clock.nowMs();
  const { maxOutputBytes = MIB } = command;
  const stdout = collect(running.stdout, maxOutputBytes);
  const stderr = collect(running.stderr, maxOutputBytes);
  const end = await firstEnd(running, command, clock);
  const durationMs = clock.nowMs() - startMs;
  // What the leader left behind may still write: it gets a moment, and is then ended as well.
  if (end.by === 'exit') await running.drained();
  await running.end();
  if (end.by === 'abort') throw command.signal?.reason;

  const output = {
    stdout: stdout.text(),
    stderr: stderr.text(),
    durationMs,
    truncated: stdout.truncated || stderr.truncated,
  };
  if (end.by === 'deadline') return { kind: 'timed-out', ...output };
  if (end.code !== null) return { kind: 'exited', code: end.code, ...output };
  return { kind: 'signalled', signal: end.signal ?? 'unknown', ...output };
}

/** Hands on the lines of standard output until the command ends or the signal aborts. */
async function read(running: Running, onLine: (line: string) => void, signal: AbortSignal): Promise<void> {
  const lines = lineSplitter(onLine);
  running.stdout.on('data', lines.push);
  running.stdout.on('end', lines.end);
  running.stderr.resume();
  const aborted = new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  await Promise.race([running.exited.then(() => running.drained()), aborted]);
}

/** Commands whose process groups are known until they are gone; `killAll` ends all that live. */
export function createCommands(clock: Clock): Commands & { killAll(): Promise<void> } {
  const live = new Set<Running>();

  const start: typeof launch = async (command) => {
    const running = await launch(command, clock);
    if (running.kind === 'running') live.add(running);
    return running;
  };

  return {
    run: async (command) => {
      command.signal?.throwIfAborted();
      const running = await start(command, clock);
      if (running.kind === 'not-started') return running;
      try {
        return await watch(running, command, clock);
      } finally {
        live.delete(running);
      }
    },

    follow: (command, onLine) => {
      const stopping = new AbortController();
      const signal = command.signal ? AbortSignal.any([stopping.signal, command.signal]) : stopping.signal;
      const goOn = async (): Promise<void> => {
        const running = await start({ ...command, signal }, clock);
        if (running.kind === 'not-started') return;
        await read(running, onLine, signal);
        await running.end();
        live.delete(running);
      };
      const ended = goOn().catch(() => {});
      const stop = (): Promise<void> => {
        stopping.abort();
        return ended;
      };
      return { ended, stop };
    },

    killAll: async () => {
      await Promise.all([...live].map((running) => running.end()));
    },
  };
}
