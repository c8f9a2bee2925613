import { writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startStack } from '../../fixtures/stacks/stack.js';
import { fixtures, folder, ralph } from './ralph.ts';

async function stackUrl(name: string): Promise<string> {
  const stack = await startStack(name);
  onTestFinished(() => stack.close());
  return stack.url;
}

const BRIEF = ['-q', '--json', '--timeout', '1s', '-n', '2'];

describe('a stack that is not well', () => {
  it.each([
    ['refuses', ['stack-unreachable'], 'connection refused'],
    ['hangs', ['stack-unreachable'], 'never answers in full'],
    ['slow-loris-body', ['stack-unreachable'], 'never answers in full'],
    ['endless-body', ['stack-unreachable'], 'does not end'],
    ['reset-on-request', ['stack-unreachable'], 'breaks the connection off'],
    ['truncated-json', ['stack-unreachable'], 'breaks the connection off'],
    ['truncated-json-clean', ['stack-malformed'], 'JSON that breaks off'],
    ['answers-500-text', ['stack-malformed'], 'HTTP 500: Internal Server Error'],
    ['answers-html', ['stack-malformed'], 'an HTML page instead of JSON'],
    ['redirects-elsewhere', ['stack-malformed'], 'HTTP 30'],
    ['malformed-http', ['stack-unreachable'], 'does not speak HTTP'],
    ['auth-required', ['auth-missing'], 'API key'],
    ['apology-200', ['provider-down-behind-200'], 'with an apology'],
    ['speech-tiny', ['audio-not-speech'], '140 bytes'],
  ])('%s: blocked, said in words, exit 1', async (name, blockers, words) => {
    const reviews = await folder();
    const { code, stdout, stderr } = await ralph([
      'review',
      '--target',
      await stackUrl(name),
      '--reviews',
      reviews,
      ...BRIEF,
    ]);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    const review = JSON.parse(stdout);
    expect(review.verdict).toBe('blocked');
    expect(review.blockers.map(({ id }: { id: string }) => id)).toEqual(blockers);
    expect(review.blockers[0].title).toContain(words);
    expect(review.blockers[0].remedy.length).toBeGreaterThan(0);
  });

  it('ws-silent: attention, since chat works', async () => {
    const reviews = await folder();
    const { code, stdout } = await ralph([
      'review',
      '--target',
      await stackUrl('ws-silent'),
      '--reviews',
      reviews,
      ...BRIEF,
    ]);
    const review = JSON.parse(stdout);
    expect({ code, verdict: review.verdict }).toEqual({ code: 0, verdict: 'attention' });
    // Of the stack; what else this machine does is said too.
    const ids = review.warnings.map(({ id }: { id: string }) => id);
    expect(ids.filter((id: string) => id !== 'noisy-machine')).toEqual(['websocket-broken']);
  });

  it('rate-limited: waits, counts no refusal, and says what waiting cost', async () => {
    const reviews = await folder();
    const target = ['--target', await stackUrl('rate-limited'), '--reviews', reviews];
    const { code, stdout, stderr } = await ralph([
      'review',
      ...target,
      '--only',
      'backend,llm',
      '-n',
      '2',
      '--warmup',
      '0',
      '--json',
    ]);
    expect(code).toBe(0);
    expect(stderr).toContain('rate limited: waiting');
    expect(JSON.parse(stdout).metrics).toContainEqual(
      expect.objectContaining({ id: 'llm.success_pct', value: 100 }),
    );
  });
});

describe('a machine that is not well', () => {
  const command = (name: string): string => join(fixtures, 'commands', name);

  async function review(yaml: string, path: readonly string[], probes: string) {
    const cwd = await folder();
    const url = await stackUrl('eva-like');
    await writeFile(join(cwd, 'ralph.config.yaml'), `target:\n  url: ${url}\n${yaml}`);
    const env = { PATH: [...path, process.env.PATH].join(delimiter) };
    const { code, stdout, stderr } = await ralph(['review', ...BRIEF, '--only', probes], { cwd, env });
    return { code, stderr, ids: JSON.parse(stdout).blockers.map(({ id }: { id: string }) => id) };
  }

  it.each([
    ['nvidia-smi-hangs', 'gpu-unreadable'],
    ['nvidia-smi-driver-mismatch', 'gpu-unreadable'],
    ['nvidia-smi-idle-4090', 'gpu-idle'],
  ])('%s', async (name, blocker) => {
    const { stderr, ids } = await review('', [command(name)], 'backend,llm,tts,gpu');
    expect({ stderr, ids }).toEqual({ stderr: '', ids: [blocker] });
  });

  it.each([
    ['python-no-torch', 'torch-absent'],
    ['python-cpu-torch', 'torch-cpu-only'],
    ['python-no-device', 'cuda-no-device'],
    ['python-kernel-fails', 'cuda-kernel-fails'],
    ['python-segfaults', 'interpreter-broken'],
  ])('%s', async (name, blocker) => {
    const python = join(command(name), 'python3');
    const { stderr, ids } = await review(
      `  python: ${python}\n`,
      [command('nvidia-smi-busy-4090')],
      'backend,gpu,llm,tts,runtime,cuda',
    );
    expect({ stderr, ids }).toEqual({ stderr: '', ids: [blocker] });
  });

  it.each([
    ['pytest-hangs', 'tests-broken'],
    ['pytest-collection-error', 'tests-broken'],
    ['pytest-nothing', 'tests-broken'],
  ])('%s: as a test suite', async (name, blocker) => {
    const suite = `  tests: { command: [${join(command(name), 'pytest')}], timeout: 2s }\n`;
    const { stderr, ids } = await review(suite, [], 'tests');
    expect({ stderr, ids }).toEqual({ stderr: '', ids: [blocker] });
  });

  it.each([
    ['next-build-fails', 'build-fails'],
    ['next-build-lies', 'build-claims-success'],
  ])('%s: as a build', async (name, blocker) => {
    const build = `  build: { command: [${join(command(name), 'next')}, build] }\n`;
    const { stderr, ids } = await review(build, [], 'build');
    expect({ stderr, ids }).toEqual({ stderr: '', ids: [blocker] });
  });
});
