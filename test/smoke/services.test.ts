import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startProvider } from '../../fixtures/providers/provider.js';
import { folder, ralph, start } from './ralph.ts';

const KEY_VARIABLE = 'SERVICES_TEST_KEY';

/** A reference stack of its own, gone when the test is. */
async function serve(...more: readonly string[]) {
  const key = randomUUID();
  const args = ['serve', '--port', '0', '--rate-limit', '0', '--api-key-env', KEY_VARIABLE, ...more];
  const { child, saying, said } = start(args, { env: { [KEY_VARIABLE]: key } });
  onTestFinished(() => void child.kill('SIGKILL'));
  await saying('http://127.0.0.1:');
  const [url = ''] = /http:\/\/127\.0\.0\.1:\d+/.exec(said()) ?? [];
  const stop = async (): Promise<void> => {
    const gone = once(child, 'close');
    child.kill('SIGTERM');
    await gone;
  };
  return { url, key, stop };
}

type Serving = Awaited<ReturnType<typeof serve>>;

/** The ears and the voice of a stack are told what was said by this provider. */
async function ears() {
  const provider = await startProvider('listens');
  onTestFinished(provider.close);
  const voice = ['--tts-url', provider.url, '--tts-model', 'v', '--tts-engines', 'openai'];
  return [...voice, '--stt-url', provider.url, '--stt-model', 'whisper-1'];
}

interface Review {
  readonly verdict: string;
  readonly score: { readonly points: number; readonly max: number };
  readonly blockers: readonly { readonly id: string; readonly title: string }[];
  readonly warnings: readonly { readonly id: string }[];
  readonly metrics: readonly { readonly id: string; readonly value: number }[];
  readonly criteria: readonly { readonly id: string; readonly points: number | null }[];
  readonly method: readonly string[];
}

/** A busy machine costs no points: what is compared is what was judged, and not how fast. */
const UNHURRIED = `criteria: { ${['llm', 'tts', 'e2e', 'stats'].map((id) => `${id}: { objective: 60 s }`).join(', ')} }\n`;

/** Reviews what a config says, each key in a variable of its own. */
async function reviewed(target: string, keys: Readonly<Record<string, string>>) {
  const reviews = await folder();
  const config = join(reviews, 'stack.yaml');
  await writeFile(config, `${UNHURRIED}target:\n  name: stack\n${target}`);
  const only = 'backend,llm,llm_stream,tts,tts_stream,stt,turn,voice,websocket,stats';
  const args = ['review', '--json', '-n', '2', '--only', only, '--config', config, '--reviews', reviews];
  const { stdout, stderr } = await ralph(args, { env: { ...keys } });
  const review: Review = JSON.parse(stdout);
  const written = await Promise.all(
    (await readdir(reviews)).map((name) => readFile(join(reviews, name), 'utf8')),
  );
  return {
    ...{ review, stderr, all: [stdout, stderr, ...written].join('\n') },
    number: (id: string) => review.metrics.find((metric) => metric.id === id)?.value ?? Number.NaN,
    points: Object.fromEntries(review.criteria.map(({ id, points }) => [id, points])),
  };
}

const service = (role: string, { url }: Serving, variable: string): string =>
  `    ${role}: { url: ${url}, api_key_env: ${variable} }\n`;

describe('a stack of several servers', () => {
  it('is reviewed as one: same verdict, same points, each stage of its turns, and no key anywhere', async () => {
    const [a, b, c] = await Promise.all([serve(), serve(), serve()]);
    const keys = { KEY_A: a.key, KEY_B: b.key, KEY_C: c.key };
    const several = await reviewed(
      `  dialect: eva\n  services:\n${service('llm', a, 'KEY_A')}${service('tts', b, 'KEY_B')}${service('socket', c, 'KEY_C')}`,
      keys,
    );
    const one = await reviewed(`  url: ${a.url}\n  api_key_env: KEY_A\n`, keys);
    expect(several.review.blockers).toEqual([]);
    expect([several.review.verdict, several.review.score]).toEqual(['ok', one.review.score]);
    expect(several.points).toEqual(one.points);
    for (const key of Object.values(keys)) expect(several.all).not.toContain(key);

    const { number } = several;
    expect(number('turn.first_sentence_ms')).toBeGreaterThan(0);
    expect(number('turn.first_sound_ms')).toBeGreaterThan(number('turn.first_sentence_ms'));
    expect(number('turn.e2e_ms')).toBeGreaterThan(number('turn.first_sentence_ms'));
    expect(number('turn.unexplained_ms')).toBeGreaterThanOrEqual(0);
    expect(number('turn.spoken_pct')).toBe(100);
    expect(one.number('turn.first_sound_ms')).toBeNaN();
    expect(several.review.method.join('\n')).toContain(
      `Target llm ${a.url} (eva), tts ${b.url} (eva), socket ${c.url} (eva)`,
    );
    expect(several.all).toContain('speech in the turn');
  });

  it('that listens answers recordings: heard by one, thought by another, spoken by a third', async () => {
    const listening = await ears();
    const [a, b, c] = await Promise.all([serve(), serve(...listening), serve(...listening)]);
    const keys = { KEY_A: a.key, KEY_B: b.key, KEY_C: c.key };
    const { review, number } = await reviewed(
      `  services:\n${service('llm', a, 'KEY_A')}${service('tts', b, 'KEY_B')}${service('stt', c, 'KEY_C')}`,
      keys,
    );
    expect([review.verdict, review.blockers]).toEqual(['ok', []]);
    expect([number('stt.wer_pct'), number('voice.success_pct')]).toEqual([0, 100]);
    expect(number('voice.v2v_ms')).toBeGreaterThan(number('voice.parts_ms'));
    expect(number('voice.unexplained_ms')).toBeGreaterThanOrEqual(0);
  });

  it('of which one is down is one finding that names it; the others are judged as ever', async () => {
    const [a, b] = await Promise.all([serve(), serve()]);
    await b.stop();
    const { review, points } = await reviewed(
      `  services:\n${service('llm', a, 'KEY_A')}${service('tts', b, 'KEY_B')}${service('socket', a, 'KEY_A')}`,
      { KEY_A: a.key, KEY_B: b.key },
    );
    expect(review.verdict).toBe('blocked');
    expect([...review.blockers, ...review.warnings].map(({ id }) => id)).toEqual(['service-down']);
    expect(review.blockers[0]?.title).toBe(
      `tts at ${b.url} does not answer: nothing listens there (connection refused)`,
    );
    expect(points).toMatchObject({ backend: 0, tts: 0, e2e: 0, llm: 10, websocket: 10 });
  });
});

it('one URL in place of several servers is refused, and why', async () => {
  const cwd = await folder();
  await writeFile(
    join(cwd, 'ralph.config.yaml'),
    'target: { services: { llm: { url: http://a }, tts: { url: http://b } } }\n',
  );
  const { code, stderr } = await ralph(['review', '--target', 'http://c'], { cwd });
  expect(code).toBe(2);
  expect(stderr).toContain('--target: the config describes several servers (llm, tts)');
});

it('a dialect that nobody knows is said of its service', async () => {
  const cwd = await folder();
  const config = 'target: { services: { llm: { url: http://a }, tts: { url: http://b, dialect: evva } } }\n';
  await writeFile(join(cwd, 'ralph.config.yaml'), config);
  const { code, stderr } = await ralph(['review'], { cwd });
  expect(code).toBe(2);
  expect(stderr).toContain('target.services.tts.dialect');
  expect(stderr).toContain('eva');
});
