import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { startProvider } from '../../fixtures/providers/provider.js';
import { folder, ralph, start } from './ralph.ts';

const KEY = 'a-key-for-the-test';
const env = { STACK_KEY: KEY };
const SAMPLES = 'samples: { warm: 3, idle: 0s }\n';
/** Two whole reviews, on a machine that may be busy. */
const LONG_MS = 300_000;

/** The reference stack with ears, a voice and a key; it ends with the test. */
async function serve(): Promise<string> {
  const provider = await startProvider('listens');
  onTestFinished(provider.close);
  const voice = ['--tts-url', provider.url, '--tts-model', 'v', '--tts-engines', 'openai'];
  const ears = ['--stt-url', provider.url, '--stt-model', 'whisper-1'];
  const flags = ['--port', '0', '--rate-limit', '0', '--api-key-env', 'STACK_KEY'];
  const stack = start(['serve', ...flags, ...voice, ...ears], { env });
  onTestFinished(() => void stack.child.kill('SIGKILL'));
  await stack.saying('http://127.0.0.1:');
  const [url = ''] = /http:\/\/127\.0\.0\.1:\d+/.exec(stack.said()) ?? [];
  return url;
}

interface Named {
  readonly id: string;
}

interface Review {
  readonly verdict: string;
  readonly score: object;
  readonly criteria: readonly (Named & { readonly verdict: string; readonly points: number | null })[];
  readonly metrics: readonly Named[];
  readonly blockers: readonly Named[];
  readonly warnings: readonly Named[];
  readonly notes: readonly Named[];
}

/** What depends on how the machine fared, and not on how the stack was asked. */
const OF_THE_MACHINE = /^(host|instrument|memory|idle)\.|tokens_per_s$|^(noisy-machine|instrument-late)$/;

const ids = (named: readonly Named[]): string[] =>
  named.map(({ id }) => id).filter((id) => !OF_THE_MACHINE.test(id));

/** What a review comes to. */
const gist = ({ verdict, score, criteria, metrics, blockers, warnings, notes }: Review) => ({
  ...{ verdict, score, metrics: ids(metrics), findings: ids([...blockers, ...warnings, ...notes]) },
  points: criteria.map(({ id, verdict: of, points }) => [id, of, points]),
});

async function reviewed(config: string, reviews: string): Promise<{ review: Review; kept: string }> {
  const cwd = await folder();
  await writeFile(join(cwd, 'ralph.config.yaml'), config);
  const args = ['review', '-q', '--json', '--skip', 'tests,build', '--reviews', reviews];
  const { stdout, stderr } = await ralph(args, { cwd, env });
  expect(stderr).toBe('');
  return { review: JSON.parse(stdout), kept: stdout };
}

it(
  'the reference stack described in YAML gets the review that it gets in its own dialect',
  async () => {
    const url = await serve();
    const description = (await readFile('docs/stacks/reference-custom.yaml', 'utf8'))
      .replace('http://127.0.0.1:8000', url)
      .replace('dialect: custom', 'dialect: custom\n  api_key_env: STACK_KEY\n  requires: [llm, tts, stt]')
      .concat(SAMPLES);
    const own = `target: { name: reference, url: "${url}", api_key_env: STACK_KEY, requires: [llm, tts, stt] }\n${SAMPLES}`;
    const reviews = await folder();
    const eva = await reviewed(own, join(reviews, 'eva'));
    const custom = await reviewed(description, join(reviews, 'custom'));
    expect(gist(custom.review)).toEqual(gist(eva.review));
    // Each part of the stack was asked, or the comparison would say little.
    expect(gist(eva.review).metrics).toEqual(
      expect.arrayContaining([
        ...['backend.health_ms', 'llm.e2el_ms', 'llm_stream.ttft_ms', 'tts.total_ms', 'tts_stream.ttfb_ms'],
        ...['stt.total_ms', 'voice.v2v_ms', 'turn.e2e_ms', 'stats.average_ms', 'websocket.rtt_ms'],
        ...['voice_socket.v2v_ms', 'voice_socket.barge_in_stop_ms'],
      ]),
    );
    expect(custom.kept).not.toContain(KEY);
  },
  LONG_MS,
);
