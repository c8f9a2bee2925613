import { expect, it, onTestFinished } from 'vitest';
import { startProvider } from '../../fixtures/providers/provider.js';
import { babble, mp3, sound } from '../../src/audio/clips.fixture.ts';
import { benched, scenario, talking } from './bench.fixture.ts';
import { ralph, start } from './ralph.ts';

/** A stack of tones that ends with the test. */
async function serve(...args: readonly string[]): Promise<string> {
  const stack = start(['serve', '--port', '0', '--tts-engines', 'tone', ...args]);
  onTestFinished(() => void stack.child.kill('SIGKILL'));
  await stack.saying('http://127.0.0.1:');
  const [url = ''] = /http:\/\/127\.0\.0\.1:\d+/.exec(stack.said()) ?? [];
  return url;
}

const SIX = ['load: { kind: open, rate: 4, arrivals: constant }', 'duration: 1500 ms'];

it('holds conversations with the bundled stack: v2v, gaps, sound without a starvation', async () => {
  const { code, stdout, result } = await benched(
    'do: ws-voice',
    'load: { kind: open, rate: 20, arrivals: constant }',
    'duration: 1 s',
    'objectives: { v2v_p95: 1m, gap_p99: 1m, c100: 1 %, success: 100 % }',
  );
  const { requests, timings } = result.measured;
  expect({ code, answered: requests.answered, failed: requests.failed }).toEqual({
    ...{ code: 0, answered: 20, failed: {} },
  });
  expect([timings.v2v?.n, timings.first?.n, timings.underrun?.n]).toEqual([20, 20, 20]);
  expect(timings.gap?.n).toBeGreaterThan(100);
  // Sound follows words, and is not all silence.
  expect(timings.v2v?.max).toBeGreaterThan(timings.first?.max ?? Number.NaN);
  expect(stdout).toMatch(/\n│ first heard \(v2v\) +│ +20 │/);
  expect(stdout).toMatch(/✓ v2v_p95 .*, objective ≤ 60000 ms/);
  const [raw] = result.histogramsUs;
  expect(raw?.v2v?.reduce((sum, [, count]) => sum + count, 0)).toBe(20);
});

/** The file in a form whose parts end in its boundary. */
function fileIn(form: string): string {
  const part = form.split(/\r\n--[^\r\n]+/).find((one) => one.includes('filename='));
  return part?.slice(part.indexOf('\r\n\r\n') + 4) ?? '';
}

it('users speak in recordings of the voice of the stack, and none says what another said', async () => {
  const provider = await startProvider('healthy');
  onTestFinished(provider.close);
  const heard = ['--stt-url', provider.url, '--stt-model', 'whisper-1'];
  const target = await serve('--rate-limit', '0', ...heard);
  const { code, stderr, result } = await benched(`target: ${target}`, 'do: ws-voice recording', ...SIX);
  expect({ code, stderr, answered: result.measured.requests.answered }).toEqual({
    ...{ code: 0, stderr: '', answered: 6 },
  });
  const said = provider.requests.map(({ body }) => fileIn(body)).filter((bytes) => bytes.startsWith('\xff'));
  // The first is how the stack tries its own ear at its start.
  expect([said.length, new Set(said).size]).toEqual([7, 7]);
});

it.each([
  ['speaks silence', ['--rate-limit', '0', '--fault', 'tts-silent'], 'ws-voice', { 'only silence': 6 }],
  ['falls silent', ['--rate-limit', '0', '--fault', 'ws-silent'], 'ws-voice', { timeout: 6 }],
  [
    'drops every socket',
    ['--rate-limit', '0', '--fault', 'ws-close-1006'],
    'ws-voice',
    { 'closed with 1006': 6 },
  ],
  ['wants no sockets', ['--rate-limit', '0', '--fault', 'ws-refuse'], 'ws-voice', { 'HTTP 403': 6 }],
  ['transcribes nothing', ['--rate-limit', '0'], 'ws-voice recording', { 'error frame': 6 }],
  ['is asked too often', ['--rate-limit', '1'], 'ws-voice', { 'rate limit': 6 }],
] as const)('a stack that %s has failed every turn, in words of ours', async (_, args, deed, failed) => {
  const target = await serve(...args);
  const { code, result } = await benched(`target: ${target}`, `do: ${deed}`, 'timeout: 2 s', ...SIX);
  expect({ code, failed: result.measured.requests.failed }).toEqual({ code: 1, failed });
});

it('a stack whose voice records nothing for the users is told, and nothing is measured', async () => {
  const target = await serve('--rate-limit', '0', '--fault', 'tts-none');
  const { cwd, args } = await scenario(`target: ${target}`, 'do: ws-voice recording', ...SIX);
  const { code, stdout, stderr } = await ralph(args, { cwd });
  expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
  expect(stderr).toContain('/tts of the stack is to say what users will say, and gave HTTP 503');
});

it('what nobody hears yet is part of v2v: the wait, and the silence at the start of the sound', async () => {
  const silenceThenWords = await mp3(sound(1.4, (t) => (t < 0.4 ? 0 : babble(t))));
  const target = await talking((socket) => {
    socket.send(JSON.stringify({ type: 'token', content: 'A guitar.' }));
    setTimeout(() => {
      socket.send(silenceThenWords);
      socket.send(JSON.stringify({ type: 'audio_end' }));
    }, 300);
  });
  const { result } = await benched(`target: ${target}`, 'do: ws-voice', ...SIX);
  const { first, v2v, latency } = result.measured.timings;
  expect([first?.n, v2v?.n, latency?.n]).toEqual([6, 6, 6]);
  // Timers may fire a millisecond early.
  expect(v2v?.min).toBeGreaterThanOrEqual(699);
  expect(latency?.min).toBeGreaterThanOrEqual(299);
});
