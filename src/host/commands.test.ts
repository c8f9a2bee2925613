import { existsSync, readFileSync } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Clock, Command, CommandOutcome } from '../domain/host.ts';
import { createClock } from './clock.ts';
import { createCommands } from './commands.ts';

const fixture = (path: string): string =>
  fileURLToPath(new URL(`../../fixtures/commands/${path}`, import.meta.url));

const commands = createCommands(createClock());

const run = (argv: Command['argv'], more: Partial<Command> = {}): Promise<CommandOutcome> =>
  commands.run({ argv, timeoutMs: 30_000, ...more });

const sh = (script: string, more: Partial<Command> = {}): Promise<CommandOutcome> =>
  run(['sh', '-c', script], more);

const stdoutOf = (outcome: CommandOutcome): string =>
  outcome.kind === 'not-started' ? `not started: ${outcome.message}` : outcome.stdout;

/** False for a process that is gone, and for one that is dead and only waits to be buried. */
function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return process.platform !== 'linux' || !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch {
    return false;
  }
}

/** The process ids that a script printed as `worker <pid>`. */
const workers = (outcome: CommandOutcome): number[] =>
  [...stdoutOf(outcome).matchAll(/worker (\d+)/g)].map(([, pid]) => Number(pid));

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ralph-test-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('a command that ends', () => {
  it('gives its exit code and both of its streams', async () => {
    expect(await sh('echo out; echo err >&2; exit 3')).toMatchObject({
      kind: 'exited',
      code: 3,
      stdout: 'out\n',
      stderr: 'err\n',
      truncated: false,
    });
  });

  it('gives the signal that ended it', async () => {
    const outcome = await run([fixture('python-segfaults/python3')]);
    expect(outcome).toMatchObject({ kind: 'signalled', signal: 'SIGSEGV' });
  });

  it('is not read by a shell', async () => {
    const outcome = await run(['printf', '%s', '$(id); `id` > x']);
    expect(stdoutOf(outcome)).toBe('$(id); `id` > x');
  });

  it('runs in its folder, and finds programs on its own PATH', async () => {
    expect(stdoutOf(await sh('pwd -P', { folder: '/' }))).toBe('/\n');
    const env = { PATH: `${fixture('python-no-torch')}:${process.env.PATH}` };
    expect(stdoutOf(await run(['python3', '--version'], { env }))).toBe('Python 3.11.7\n');
  });

  it('reads its input, or nothing', async () => {
    expect(stdoutOf(await run(['cat'], { input: 'été\n' }))).toBe('été\n');
    expect(stdoutOf(await run(['cat']))).toBe('');
    expect(await run(['true'], { input: 'x'.repeat(1_000_000) })).toMatchObject({ kind: 'exited', code: 0 });
  });

  it('keeps the first and the last of a long output', async () => {
    const outcome = await sh('printf first; head -c 300000 /dev/zero; printf last', {
      maxOutputBytes: 1_000,
    });
    expect(outcome).toMatchObject({ truncated: true });
    expect(stdoutOf(outcome)).toMatch(/^first\0+\n\[\.\.\. 299009 bytes left out \.\.\.\]\n\0+last$/);
  });
});

describe('a command that cannot start', () => {
  it.each([
    ['a program that does not exist', ['no-such-program'], 'not-found'],
    ['a path that does not exist', ['./no-such-program'], 'not-found'],
    ['a folder', ['/'], 'not-executable'],
  ] as const)('%s', async (_case, argv, reason) => {
    const outcome = await run(argv);
    expect(outcome).toMatchObject({ kind: 'not-started', reason });
    expect(outcome).toHaveProperty('message', expect.stringMatching(/./));
  });

  it('a file without the right to be run', async () => {
    const path = join(folder, 'script');
    await writeFile(path, '#!/bin/sh\n');
    await chmod(path, 0o600);
    expect(await run([path])).toMatchObject({ kind: 'not-started', reason: 'not-executable' });
  });

  it('no such folder, and a folder that is a file', async () => {
    const missing = await run(['true'], { folder: join(folder, 'nowhere') });
    expect(missing).toMatchObject({ kind: 'not-started', reason: 'no-folder' });
    const file = await run(['true'], { folder: fixture('python.sh') });
    expect(file).toMatchObject({ kind: 'not-started', reason: 'no-folder' });
  });
});

describe('the deadline', () => {
  const DEADLINE_MS = 123_456;

  /** Runs a script whose deadline comes as soon as it has touched the file `$READY`. */
  function shUntilReady(script: string): Promise<CommandOutcome> {
    const clock = createClock();
    const ready = join(folder, `ready-${crypto.randomUUID()}`);
    const sleep: Clock['sleep'] = (ms, signal) =>
      ms === DEADLINE_MS ? existence(ready) : clock.sleep(ms, signal);
    const argv = ['sh', '-c', script] as const;
    return createCommands({ ...clock, sleep }).run({ argv, env: { READY: ready }, timeoutMs: DEADLINE_MS });
  }

  it('ends a whole group that ignores SIGTERM, and keeps what it had said', async () => {
    const outcome = await shUntilReady(`trap '' TERM; sleep 300 & echo worker $!; touch $READY; wait`);
    expect(outcome).toMatchObject({ kind: 'timed-out', stdout: expect.stringMatching(/^worker \d+\n$/) });
    expect(workers(outcome).filter(lives)).toEqual([]);
  });

  it('lets a command that listens to SIGTERM tidy up', async () => {
    const outcome = await shUntilReady(
      `trap 'echo tidy; exit' TERM; echo on; touch $READY; sleep 300 & wait`,
    );
    expect(outcome).toMatchObject({ kind: 'timed-out', stdout: 'on\ntidy\n' });
  });
});

describe('the deadline of the first word', () => {
  const FIRST_MS = 77_777;
  const REST_MS = 222_222;

  /** Runs a script whose first word is due when it has touched `$READY`, or at once; after it there is `$READY-go`. */
  function due(script: string, waits: boolean): Promise<CommandOutcome> {
    const clock = createClock();
    const ready = join(folder, `ready-${crypto.randomUUID()}`);
    const sleep: Clock['sleep'] = async (ms, signal) => {
      if (ms === REST_MS) await writeFile(`${ready}-go`, '');
      if (ms !== FIRST_MS) return clock.sleep(ms, signal);
      if (waits) await existence(ready);
      // What lies in the pipe by now is read by then.
      for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
    };
    const argv = ['sh', '-c', script] as const;
    const command = { argv, env: { READY: ready }, timeoutMs: FIRST_MS + REST_MS, firstWordMs: FIRST_MS };
    return createCommands({ ...clock, sleep }).run(command);
  }

  it('ends a command that keeps silent', async () => {
    expect(await due('sleep 300', false)).toMatchObject({ kind: 'timed-out', stdout: '' });
  });

  it('leaves one that has spoken all of its time', async () => {
    const goesOn = 'echo on; touch $READY; until [ -e $READY-go ]; do :; done; echo done';
    expect(await due(goesOn, true)).toMatchObject({ kind: 'exited', stdout: 'on\ndone\n' });
  });
});

describe('a leader that leaves others behind', () => {
  it('takes those that hold its output with it', async () => {
    const outcome = await sh('sleep 300 & echo worker $!');
    expect(outcome).toMatchObject({ kind: 'exited', code: 0 });
    expect(workers(outcome)).toHaveLength(1);
    expect(workers(outcome).filter(lives)).toEqual([]);
  });

  it('takes those that have let go of its output with it', async () => {
    const outcome = await sh('sleep 300 >/dev/null 2>&1 & echo worker $!');
    expect(workers(outcome)).toHaveLength(1);
    expect(workers(outcome).filter(lives)).toEqual([]);
  });

  it('waits for the last words of a child', async () => {
    expect(stdoutOf(await sh('(sleep 0.1; echo late) & exit 0'))).toBe('late\n');
  });
});

describe('abort', () => {
  it('ends the group and rejects with the reason of the signal', async () => {
    const stop = new AbortController();
    const told = join(folder, 'told');
    const running = sh(`sleep 300 & echo $! > ${told}.part; mv ${told}.part ${told}; wait`, {
      signal: stop.signal,
    });
    await existence(told);
    const pid = Number(readFileSync(told, 'utf8'));
    expect(lives(pid)).toBe(true);
    stop.abort(new Error('enough'));
    await expect(running).rejects.toThrow('enough');
    expect(lives(pid)).toBe(false);
  });

  it('starts nothing when it came before', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    const touched = join(folder, 'touched');
    await expect(run(['touch', touched], { signal })).rejects.toThrow('enough');
    expect(existsSync(touched)).toBe(false);
  });
});

describe('killAll', () => {
  it('ends what runs and what is followed', async () => {
    const own = createCommands(createClock());
    const told: number[] = [];
    let heard: () => void = () => {};
    const both = new Promise<void>((resolve) => {
      heard = () => told.length === 1 && resolve();
    });
    const followed = own.follow({ argv: ['sh', '-c', 'sleep 300 & echo $!; wait'] }, (line) => {
      told.push(Number(line));
      heard();
    });
    await both;
    const running = own.run({
      argv: ['sleep', '300'],
      timeoutMs: 60_000,
      signal: new AbortController().signal,
    });
    await own.run({ argv: ['true'], timeoutMs: 60_000 });
    await own.killAll();
    expect(await running).toMatchObject({ kind: 'signalled', signal: 'SIGTERM' });
    await followed.ended;
    expect(told.filter(lives)).toEqual([]);
  });
});

describe('follow', () => {
  it('hands on line by line until it is stopped', async () => {
    const lines: string[] = [];
    let third: () => void = () => {};
    const seen = new Promise<void>((resolve) => {
      third = resolve;
    });
    const argv = ['sh', '-c', 'i=0; while :; do i=$((i + 1)); echo line $i; sleep 0.02; done'] as const;
    const followed = commands.follow({ argv }, (line) => {
      lines.push(line);
      if (lines.length === 3) third();
    });
    await seen;
    await followed.stop();
    expect(lines.slice(0, 3)).toEqual(['line 1', 'line 2', 'line 3']);
  });

  it('ends by itself, with the last line whole or not, or when it cannot start', async () => {
    const lines: string[] = [];
    await commands.follow({ argv: ['printf', 'a\nb'] }, (line) => lines.push(line)).ended;
    expect(lines).toEqual(['a', 'b']);
    await commands.follow({ argv: ['no-such-program'] }, () => {}).ended;
  });

  it('can be stopped before it has started', async () => {
    await commands.follow({ argv: ['sleep', '300'] }, () => {}).stop();
  });
});

/** Resolves when a file is there. */
async function existence(path: string): Promise<void> {
  while (!existsSync(path)) await new Promise((resolve) => setTimeout(resolve, 5));
}
