import { describe, expect, it, onTestFinished } from 'vitest';
import { startProvider } from '../../fixtures/providers/provider.js';
import { folder, ralph, start } from './ralph.ts';

/** A reference stack whose ears are this provider, and its voice where it is told so; both end with the test. */
async function serve(name: string, isVoice?: 'speaks') {
  const provider = await startProvider(name);
  onTestFinished(provider.close);
  const voice = isVoice ? ['--tts-url', provider.url, '--tts-model', 'v', '--tts-engines', 'openai'] : [];
  const ears = ['--stt-url', provider.url, '--stt-model', 'whisper-1'];
  const stack = start(['serve', '--port', '0', '--rate-limit', '0', ...voice, ...ears]);
  onTestFinished(() => void stack.child.kill('SIGKILL'));
  await stack.saying('http://127.0.0.1:');
  const [url = ''] = /http:\/\/127\.0\.0\.1:\d+/.exec(stack.said()) ?? [];
  return url;
}

interface Review {
  readonly metrics: readonly { readonly id: string; readonly value: number }[];
  readonly blockers: readonly { readonly id: string }[];
  readonly warnings: readonly { readonly id: string; readonly title: string }[];
}

async function reviewed(url: string, only: string, ...more: readonly string[]) {
  const args = ['review', '-q', '--json', '-n', '3', '--only', `backend,${only}`, '--target', url];
  const { stdout, stderr } = await ralph([...args, '--reviews', await folder(), ...more]);
  expect(stderr).toBe('');
  const review: Review = JSON.parse(stdout);
  return {
    number: (id: string) => review.metrics.find((metric) => metric.id === id)?.value,
    found: [...review.blockers, ...review.warnings].map(({ id }) => id),
    review,
  };
}

describe('the ears of a stack', () => {
  it('that understand every word have no error, and a time', async () => {
    const { number, found } = await reviewed(await serve('listens', 'speaks'), 'stt');
    expect([number('stt.wer_pct'), number('stt.success_pct')]).toEqual([0, 100]);
    for (const id of ['stt.total_ms', 'stt.cold_ms', 'stt.rtfx']) expect(number(id)).toBeGreaterThan(0);
    expect(found).toEqual([]);
  });

  it('that mishear are told by their share of wrong words, in French too', async () => {
    const { number, found, review } = await reviewed(
      await serve('mishears', 'speaks'),
      'stt',
      '--lang',
      'fr',
    );
    // Three words of the twenty or so of two sentences.
    expect(number('stt.wer_pct')).toBeGreaterThan(10);
    expect(number('stt.wer_pct')).toBeLessThan(20);
    expect(number('stt.success_pct')).toBe(100);
    expect(found).toEqual(['stt-inaccurate']);
    expect(review.warnings[0]?.title).toMatch(/^De ce que la pile dit, elle comprend .* % de travers$/);
  });

  it('that hear the same in everything hear nothing', async () => {
    const { number, found } = await reviewed(await serve('healthy'), 'stt');
    expect([number('stt.success_pct'), number('stt.total_ms')]).toEqual([0, undefined]);
    expect(found).toEqual(['stt-silent']);
  });
});

describe('a spoken turn', () => {
  it('is timed from voice to voice, over HTTP and over the socket', async () => {
    const { number, found } = await reviewed(await serve('listens', 'speaks'), 'voice,voice_socket');
    expect([number('voice.success_pct'), number('voice_socket.success_pct')]).toEqual([100, 100]);
    for (const id of ['voice.v2v_ms', 'voice_socket.v2v_ms', 'voice_socket.first_token_ms'])
      expect(number(id)).toBeGreaterThan(0);
    expect(number('voice.parts_ms')).toBeDefined();
    expect(number('voice.unexplained_ms')).toBeDefined();
    expect(number('voice_socket.barge_in_ignored_pct')).toBe(0);
    expect(found).toEqual([]);
  });
});
