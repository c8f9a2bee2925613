import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { folder, ralph, start } from './ralph.ts';

const REVIEWS_MS = 240_000;

/** The command lines of the processes whose environment speaks of `path`. */
async function processesOf(path: string): Promise<string[]> {
  const found: string[] = [];
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const [environment, command] = await Promise.all(
      ['environ', 'cmdline'].map((file) => readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => '')),
    );
    if (environment?.includes(path)) found.push((command ?? '').replaceAll('\0', ' '));
  }
  return found;
}

describe('ralph selftest', () => {
  it('catches two faults, says nothing of a healthy stack, and writes the matrix', {
    timeout: REVIEWS_MS,
  }, async () => {
    const [cwd, temporary] = [await folder(), await folder()];
    const only = ['--only', 'chat-apology', '--only', 'nvidia-smi-hangs'];
    const args = ['selftest', ...only, '--clean', '1', '--jobs', '3', '--json', '-o', 'matrix.md'];
    const { code, stdout, stderr } = await ralph(args, { cwd, env: { TMPDIR: temporary } });
    expect({ code, ...JSON.parse(stdout).summary, stderr }).toMatchObject({
      code: 0,
      faults: 2,
      caught: 2,
      pairs: 0,
      pairsCaught: 0,
      cleanCycles: 1,
      falseAlarms: 0,
      stderr: expect.stringMatching(/3\/3 ✓ .*\n$/),
    });
    const matrix = await readFile(`${cwd}/matrix.md`, 'utf8');
    expect(matrix).toContain('| `nvidia-smi-hangs` | nvidia-smi never answers | `gpu-unreadable` | caught |');
    expect(await readdir(temporary)).toEqual([]);
  });

  it.each([
    [['--only', 'chat-apolgy'], 'did you mean "chat-apology"?'],
    [['--jobs', '0'], '--jobs: found "0"'],
    [['--clean', 'many'], '--clean: found "many"'],
    [['--pairs=-1'], '--pairs: found "-1"'],
    [['-o', 'not/there.md'], '--output: found no folder'],
  ])('refuses %j', async (args, message) => {
    const { code, stdout, stderr } = await ralph(['selftest', ...args], { cwd: await folder() });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
  });

  it.runIf(process.platform === 'linux').each([
    ['SIGINT', 130],
    ['SIGKILL', null],
  ] as const)(
    'leaves no process and no folder behind after %s',
    { timeout: REVIEWS_MS },
    async (signal, code) => {
      const temporary = await folder();
      const args = ['selftest', '--only', 'nvidia-smi-hangs,machine-busy', '--clean', '0'];
      const { child, ended } = start(args, { env: { TMPDIR: temporary } });
      const running = () => processesOf(temporary);
      // Both reviews are under way, and so is what burns the processor.
      while ((await running()).filter((line) => / review |setPriority/.test(line)).length < 3) {
        expect(child.exitCode).toBeNull();
        await sleep(100);
      }
      child.kill(signal);
      expect((await ended).code).toBe(code);
      if (signal === 'SIGKILL') while ((await running()).length > 0) await sleep(100);
      expect(await running()).toEqual([]);
      expect(await readdir(temporary)).toEqual([]);
    },
  );
});
