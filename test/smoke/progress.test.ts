import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { expect, it, onTestFinished } from 'vitest';
import { emulator } from '../../src/cli/live/emulator.fixture.ts';
import { folder, ralph } from './ralph.ts';

const QUICK = ['review', '--reference', '--only', 'backend,llm,tts', '-n', '3', '--lang', 'en'];
const ESCAPE = '\u001b';

it('is a line for each thing in a pipe, with the time, and no escape; stdout is the result alone', async () => {
  const { code, stdout, stderr } = await ralph([...QUICK, '--json', '--reviews', await folder()]);
  expect(code).toBe(0);
  expect(JSON.parse(stdout).verdict).toBe('ok');
  expect(stderr).not.toContain(ESCAPE);
  const lines = stderr.trimEnd().split('\n');
  for (const line of lines) expect(line).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ \S| {2}/);
  expect(stderr).toMatch(/Z {3}✓ LLM latency {2}[\d.]+ s\n/);
});

it('is nothing with --quiet', async () => {
  const { code, stderr } = await ralph([...QUICK, '-q', '--reviews', await folder()]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});

// What gives a program a terminal where there is none: of util-linux, on every Debian.
const hasScript = spawnSync('script', ['--version']).stdout?.includes('util-linux') ?? false;

/** All that a command writes to a terminal of its own of this size; `press` is typed once it has written `at`. */
async function inTerminal(
  args: readonly string[],
  { columns, rows, env = {} }: { columns: number; rows: number; env?: Record<string, string> },
  { at, press }: { at: string; press: string } = { at: '', press: '' },
) {
  const words = [process.execPath, 'bin/ralph.js', ...args].map((word) => `'${word}'`).join(' ');
  const command = `stty cols ${columns} rows ${rows}; exec ${words}`;
  const { CI: _, NO_COLOR: __, ...rest } = process.env;
  const child = spawn('script', ['-qefc', command, '/dev/null'], {
    env: { ...rest, TERM: 'xterm-256color', LC_ALL: 'C', SHELL: '/bin/sh', ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let written = '';
  let isPressed = false;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    written += text;
    if (press === '' || isPressed || !written.includes(at)) return;
    isPressed = true;
    child.stdin.write(press);
  });
  await once(child, 'close');
  const terminal = emulator(columns, rows);
  await terminal.write(written);
  return { code: child.exitCode, written, shown: terminal.text() };
}

it.skipIf(!hasScript)(
  'shows what goes on in a terminal, and leaves what is over and the result',
  async () => {
    const args = [...QUICK, '--reviews', await folder()];
    const { code, written, shown } = await inTerminal(args, { columns: 70, rows: 16 });
    expect(code).toBe(0);
    expect(written).toContain('▸');
    expect(written).toContain('2 of 3');
    const text = shown.join('\n');
    expect(text).toMatch(/ {2}✓ TTS endpoint +[\d.]+ s\n/);
    expect(text).not.toMatch(/▸|○| of 3 · /);
    expect(text).toContain('Score');
    expect(written.lastIndexOf('[?25h')).toBeGreaterThan(written.lastIndexOf('[?25l'));
  },
);

it.skipIf(!hasScript)('is plain text in a terminal without motion', async () => {
  const args = [...QUICK, '--no-color', '--no-motion', '--reviews', await folder()];
  const { written } = await inTerminal(args, { columns: 70, rows: 16 });
  expect(written).not.toContain(ESCAPE);
  expect(written).toMatch(/^ {2}✓ LLM latency {2}/m);
});

it.skipIf(!hasScript)('leaves a terminal as it was when it is interrupted', async () => {
  const args = [...QUICK, '-n', '200', '--reviews', await folder()];
  const keys = { at: 'median', press: '\u0003' };
  const { code, written, shown } = await inTerminal(args, { columns: 60, rows: 14 }, keys);
  expect(code).toBe(130);
  expect(written.lastIndexOf('[?25h')).toBeGreaterThan(written.lastIndexOf('[?25l'));
  expect(shown.join('\n')).not.toMatch(/▸|○| of 3 · /);
  expect(shown.at(-1)).toBe('ralph: interrupted; nothing of it was left running');
});
