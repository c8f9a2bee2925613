import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { loadScenario } from './load-scenario.ts';

async function load(text: string, env = {}) {
  const cwd = await mkdtemp(join(tmpdir(), 'ralph-bench-'));
  onTestFinished(() => rm(cwd, { recursive: true }));
  await writeFile(join(cwd, 'load.yaml'), text);
  return loadScenario({ path: 'load.yaml', cwd, env });
}

const refusal = (text: string) =>
  load(text).then(
    () => 'accepted',
    (error: Error) => `${error.name}: ${error.message}`,
  );

const OPEN = 'load: { kind: open, rate: 20 }\nduration: 30 s\n';

it('reads a scenario, and says its defaults', async () => {
  expect(await load(`do: chat\n${OPEN}`)).toEqual({
    name: 'load',
    url: null,
    apiKeyEnv: null,
    deed: { kind: 'chat' },
    load: { kind: 'open', perSecond: 20, arrivals: 'poisson', turns: 1, thinkMs: 0 },
    durationMs: 30_000,
    warmUpMs: 0,
    timeoutMs: 30_000,
    connections: 1_000,
    seed: 1,
    speech: 'en',
    objectives: [],
    capacity: null,
  });
});

it('reads everything that can be said', async () => {
  const said = await load(
    [
      'name: Many talk',
      'target: http://localhost:8000/',
      'api_key_env: KEY',
      'do: ws-chat',
      'load: { kind: closed, users: 4, think_time: 1.5 s }',
      'duration: 1m',
      'objectives: { success: 99 %, p99: 2 s, first_p50: 300 ms }',
      'capacity: { max: 64 }',
    ].join('\n'),
    { KEY: 'secret' },
  );
  expect(said).toMatchObject({
    name: 'Many talk',
    url: 'http://localhost:8000',
    load: { kind: 'closed', users: 4, thinkMs: 1500 },
    objectives: [
      { id: 'first_p50', timing: 'first', percent: 50, limit: 300 },
      { id: 'p99', timing: 'latency', percent: 99, limit: 2000 },
      { id: 'success', of: 'success', limit: 99 },
    ],
    capacity: { from: 1, max: 64, maxRuns: 24 },
  });
  expect(JSON.stringify(said)).not.toContain('secret');
});

it('reads conversations, in words and with recordings', async () => {
  const limits = 'objectives: { v2v_p95: 1500 ms, gap_p99: 200 ms, c100: 99 % }';
  const said = await load(`do: ws-voice\n${OPEN}${limits}`);
  expect(said.deed).toEqual({ kind: 'ws-voice', says: 'words' });
  expect(said.objectives).toEqual([
    { id: 'v2v_p95', kind: 'percentile', timing: 'v2v', percent: 95, limit: 1500 },
    { id: 'gap_p99', kind: 'percentile', timing: 'gap', percent: 99, limit: 200 },
    { id: 'c100', kind: 'share', of: 'c100', limit: 99 },
  ]);
  expect((await load(`do: ws-voice recording\n${OPEN}`)).deed).toMatchObject({ says: 'recording' });
});

it('reads a ramp and a path', async () => {
  const said = await load('do: get /health?deep=1\nload: { kind: ramp, from: 0.5, to: 9 }\nduration: 1 s');
  expect(said.deed).toEqual({ kind: 'get', path: '/health?deep=1' });
  expect(said.load).toMatchObject({ kind: 'ramp', fromPerSecond: 0.5, toPerSecond: 9 });
});

it.each([
  [
    `do: sing\n${OPEN}`,
    '1:5  do: found "sing", expected chat, chat-stream, tts, tts-stream, ws-chat, ws-voice, ws-voice recording, or get',
  ],
  [`do: get //evil.example\n${OPEN}`, '1:5  do: found "get //evil.example"'],
  ['do: chat\nload: { kind: opn }\nduration: 1 s', 'expected a load with its kind: closed, open or ramp'],
  ['do: chat\nload: { kind: open, rat: 2 }\nduration: 1 s', 'did you mean "rate"?'],
  [
    'do: chat\nload: { kind: open, rate: 5001 }\nduration: 1 s',
    '2:27  load.rate: found 5001, expected a number',
  ],
  ['do: chat\nload: { kind: closed, users: 9999 }\nduration: 1 s', 'a whole number from 1 to 5000'],
  [
    'do: chat\nload: { kind: open, rate: 1 }\nduration: 2h',
    '3:11  duration: found "2h", expected a duration',
  ],
  [
    `do: chat\n${OPEN}objectives: { c100: 99 % }`,
    'objectives.c100: found it, expected a deed that shows it: tts-stream, ws-voice',
  ],
  [`do: tts\n${OPEN}objectives: { first_p50: 1 s }`, 'expected a deed that shows it: chat-stream'],
  [`do: ws-chat\n${OPEN}objectives: { v2v_p95: 1 s }`, 'expected a deed that shows it: ws-voice'],
  [
    `do: tts-stream\n${OPEN}objectives: { gap_p99: 1 s }`,
    'expected a deed that shows it: chat-stream, ws-chat',
  ],
  [`do: ws-voice song\n${OPEN}`, '1:5  do: found "ws-voice song"'],
  [
    'do: chat\nload: { kind: closed, users: 1 }\nduration: 1 s\nobjectives: { p95: 1 s }\ncapacity: { from: 3, max: 2 }',
    'capacity.from: found 3, expected at most max, which is 2',
  ],
  [
    `do: chat\n${OPEN}objectives: { p95: 1 s }\ncapacity: { max: 2 }`,
    'found the load open, expected kind: closed',
  ],
  ['do: chat\nload: { kind: closed, users: 1 }\nduration: 1 s\ncapacity: { max: 2 }', 'found no objectives'],
  [`do: chat\n${OPEN}api_key_env: PATH`, 'api_key_env: found'],
])('refuses %j', async (text, words) => {
  const said = await refusal(text);
  expect(said).toContain('ConfigError: load.yaml:');
  expect(said).toContain(words);
});

it('a file that is not there is said by its name', async () => {
  const asked = { path: 'nowhere.yaml', cwd: tmpdir(), env: {} };
  await expect(loadScenario(asked)).rejects.toThrow('nowhere.yaml  found no such file');
});

const samples = fileURLToPath(new URL('../../benchmarks/scenarios', import.meta.url));

it('the scenarios that come with ralph are for the bundled stack, and all are right', async () => {
  const names = await readdir(samples);
  const all = await Promise.all(names.map((path) => loadScenario({ path, cwd: samples, env: {} })));
  expect(all.length).toBeGreaterThanOrEqual(4);
  expect(all.map(({ url }) => url)).toEqual(all.map(() => null));
  expect(all.every(({ objectives }) => objectives.length > 0)).toBe(true);
});
