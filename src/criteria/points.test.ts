import { describe, expect, test } from 'vitest';
import type { Target } from '../domain/target.ts';
import {
  answer,
  backend,
  chat,
  clip,
  cuda,
  failing,
  gpu,
  healthy,
  pointsOf,
  rejected,
  rule,
  runtime,
  series,
  suite,
  turn,
} from '../pipeline/evidence.fixture.ts';
import type { Step } from '../probes/websocket-metrics.ts';
import backendCriterion from './backend.ts';
import build from './build.ts';
import cudaCriterion from './cuda.ts';
import e2e from './e2e.ts';
import e2eAudio from './e2e-audio.ts';
import gpuCriterion from './gpu.ts';
import llm from './llm.ts';
import stats from './stats.ts';
import testsCriterion from './tests.ts';
import tts from './tts.ts';
import websocket from './websocket.ts';

const silent = { audio: null, audioChars: 0 };

test.each([
  [100, 0, 10],
  [50, 0, 10],
  [49.9, 0, 9],
  [25, 0, 7],
  [0.4, 0, 4],
  [0, 1024, 3],
  [0, 1023, 0],
  [0, 0, 0],
])('gpu: %d %% under load with %d MiB resident → %d', (utilisation, resident, points) => {
  expect(pointsOf(gpuCriterion, { gpu: gpu(utilisation, resident) })).toBe(points);
});

test('gpu: a sick driver is 0, a card that reports no utilisation does not apply', () => {
  const broken = { state: 'broken', how: 'hangs', message: 'no answer' };
  expect(pointsOf(gpuCriterion, { gpu: broken })).toBe(0);
  expect(pointsOf(gpuCriterion, { gpu: { ...gpu(0, 0), samples: [] } })).toBeUndefined();
});

test.each([
  ['passed', 199, 0, 10],
  ['passed', 0, 0, 10],
  ['failed', 199, 1, 9],
  ['failed', 9, 1, 9],
  ['failed', 89, 11, 8],
  ['failed', 1, 10, 0],
  ['failed', 0, 5, 0],
  ['failed', 5, 0, 9],
  ['failed', 0, 0, 0],
  ['collection-error', 0, 0, 0],
  ['nothing-ran', 0, 0, 0],
  ['timed-out', 0, 0, 0],
  ['crashed', 0, 0, 0],
  ['not-started', 0, 0, 0],
] as const)('tests: %s with %d passed and %d failed → %d', (state, passed, failed, points) => {
  expect(pointsOf(testsCriterion, { tests: suite(state, passed, failed) })).toBe(points);
});

test('tests: a suite that was never counted claims no count', () => {
  expect(rule(testsCriterion, { tests: suite('failed') })).toMatchObject({ value: { en: 'FAILED' } });
  expect(rule(testsCriterion, { tests: suite('passed') })).toMatchObject({ value: { en: 'OK' } });
});

describe('websocket', () => {
  const works: Step = { ms: 1 };
  const broken: Step = { problem: 'closed' };
  const streamed = { ms: 1, tokens: 1, endMs: 2, text: 'a' };
  test.each([
    ['all of it', works, works, streamed, true, 10],
    ['no upgrade, chat works', broken, null, null, true, 5],
    ['no pong, chat works', works, broken, streamed, true, 5],
    ['no turn, chat works', works, works, broken, true, 5],
    ['nothing works', broken, null, null, false, 0],
  ])('%s', (_name, connect, ping, stream, chatWorks, points) => {
    const llmReadings = chatWorks ? chat(answer(100)) : chat(failing(rejected(500)));
    expect(pointsOf(websocket, { websocket: { connect, ping, turn: stream }, llm: llmReadings })).toBe(
      points,
    );
  });

  test.each([
    ['connection', { connects: [works, broken], pings: [works], turns: [streamed] }],
    ['ping', { connects: [works], pings: [works, broken], turns: [streamed] }],
    ['turn', { connects: [works], pings: [works], turns: [streamed, streamed, broken] }],
  ])('a later %s that fails is a failure, and said to be a later one', (_name, more) => {
    const readings = { connect: works, ping: works, turn: streamed, more };
    expect(rule(websocket, { websocket: readings, llm: chat(answer(100)) })).toMatchObject({
      points: 5,
      comment: { en: 'works at first, then: closed', fr: 'marche d’abord, puis : closed' },
    });
  });

  test('that holds says how many turns it streamed', () => {
    const more = { connects: [works], pings: [works], turns: [streamed, streamed] };
    const readings = { connect: works, ping: works, turn: streamed, more };
    expect(rule(websocket, { websocket: readings })).toMatchObject({
      points: 10,
      comment: { en: 'streams 3 turns in a row' },
    });
  });
});

test.each([
  ['inline', 'inline', turn(400), 10],
  ['inline, one doubling late', 'inline', turn(1000), 7],
  ['inline, hopelessly late', 'inline', turn(9000), 4],
  ['separate by design', 'separate', turn(400, silent), 9],
  ['separate, and missing where it was promised inline', 'inline', turn(400, silent), 6],
  ['none, and late', 'inline', turn(1242, silent), 2],
] as const)('e2e: %s', (_name, audio, warm, points) => {
  expect(pointsOf(e2e, { turn: series(warm), tts: series(clip(100)) }, { audio })).toBe(points);
});

test('e2e: separate by design gives nothing where the separate route is mute; no turn gives 0', () => {
  const mute = { turn: series(turn(400, silent)), tts: series(failing(rejected(500))) };
  expect(pointsOf(e2e, mute, { audio: 'separate' })).toBe(6);
  expect(pointsOf(e2e, { turn: series(failing(rejected(500))) })).toBe(0);
});

test('e2e-audio: real speech is 10, bytes that do not decode are none', () => {
  const undecodable = { container: 'mp3', label: null, bytes: 140, decoded: null } as const;
  expect(pointsOf(e2eAudio, { turn: series(turn(400)) })).toBe(10);
  expect(pointsOf(e2eAudio, { turn: series(turn(400, { audio: undecodable, audioChars: 188 })) })).toBe(0);
});

test.each([
  [500, 10],
  [500.1, 9],
  [1000, 5],
  [2000, 0],
  [90_000, 0],
])('llm and stats: %d ms against 500 → %d', (ms, points) => {
  expect(pointsOf(llm, { llm: chat(answer(ms)) })).toBe(points);
  expect(pointsOf(stats, { stats: { averageMs: ms, totalRequests: 1, activeSessions: 1 } })).toBe(points);
});

test('llm: an excuse, a cached and an empty answer are no answer, however fast', () => {
  const excuse = answer(9, { text: 'Désolée, souci technique', onTopic: false });
  expect(pointsOf(llm, { llm: chat(excuse, answer(5, { text: '' }), answer(3, { cached: true })) })).toBe(0);
});

test('tts: the objective is 300 ms; drift costs two points and never goes below 0', () => {
  expect(pointsOf(tts, { tts: series(clip(300)) })).toBe(10);
  expect(pointsOf(tts, { tts: series(clip(301)) })).toBe(9);
  expect(pointsOf(tts, { tts: series(clip(300)), runtime: runtime('torch') })).toBe(8);
  expect(pointsOf(tts, { tts: series(clip(60_000)), runtime: runtime('torch') })).toBe(0);
  expect(pointsOf(tts, { tts: series(clip(9, { audio: { ...speechless } })) })).toBe(0);
});

const speechless = { container: 'mp3', label: 'audio/mpeg', bytes: 140, decoded: null } as const;

describe('backend', () => {
  const { llm: chats, tts: speaks } = healthy;
  const used = (services: Record<string, boolean>) => ({
    backend: backend(services),
    llm: chats,
    tts: speaks,
  });

  test('a flag against a service that works is not believed; drift costs two', () => {
    expect(pointsOf(backendCriterion, used({ groq: false, tts: false }))).toBe(10);
    expect(pointsOf(backendCriterion, { ...used({}), runtime: runtime('torch') })).toBe(8);
  });

  test('a flag for a service that does not work is not believed either', () => {
    const lie = { ...used({ groq: true, tts: true }), llm: chat(failing(rejected(503))) };
    expect(pointsOf(backendCriterion, lie)).toBe(0);
  });

  test('a required service that nothing used is up or down as it says; others do not count', () => {
    const says = { backend: backend({ whisper: false }) };
    expect(pointsOf(backendCriterion, says, { requires: ['stt'] })).toBe(0);
    expect(pointsOf(backendCriterion, says, { requires: ['llm'] })).toBe(10);
  });

  test('only use proves, and what was not used is said', () => {
    const said = (readings: Readonly<Record<string, unknown>>, requires: Target['requires']) => {
      const ruling = rule(backendCriterion, readings, { requires });
      return 'comment' in ruling ? ruling.comment.en : undefined;
    };
    expect(said(used({}), ['llm', 'tts'])).toBe('proven by use: llm, tts');
    expect(said({ backend: backend() }, ['llm', 'tts'])).toMatch(/no service was used/);
    expect(said({ backend: backend({ database: false }) }, ['database'])).toMatch(/own flag/);
    const broken = { ...used({}), llm: chat(failing(rejected(503))) };
    expect(said(broken, ['llm'])).toMatch(/use says otherwise/);
    const afterUse = (health: unknown) => said({ ...broken, health_after: { health } }, ['llm']);
    expect(afterUse({ wallMs: 1, claim: { status: 'degraded', services: {} } })).toMatch(
      /, and says degraded now$/,
    );
    expect(afterUse({ failure: { kind: 'unreachable', how: 'refused', detail: '' } })).toMatch(
      /answers no more$/,
    );
  });

  test('a health route that fails, or says that it is sick, is 0', () => {
    const health = { failure: { kind: 'unreachable', how: 'refused', detail: 'ECONNREFUSED' } };
    expect(pointsOf(backendCriterion, { backend: { health, identity: null } })).toBe(0);
    expect(pointsOf(backendCriterion, { backend: backend({}, 'unhealthy') })).toBe(0);
  });
});

test.each([
  ['works', 10],
  ['kernel-fails', 0],
  ['no-device', 0],
  ['cpu-only', 0],
  ['absent', 0],
  ['interpreter-broken', 0],
] as const)('cuda: %s → %d', (state, points) => {
  expect(pointsOf(cudaCriterion, { cuda: cuda(state) })).toBe(points);
});

test('cuda: absent does not matter where there is no GPU and nothing needs torch', () => {
  const bare = cuda('absent', { gpuPresent: false, torchNeeded: false });
  expect(pointsOf(cudaCriterion, { cuda: bare })).toBeUndefined();
  expect(pointsOf(cudaCriterion, { cuda: { ...bare, torchNeeded: true } })).toBe(0);
});

test('stats: a route that does not exist is not judged, one that fails is 0', () => {
  const failure = (status: number) => ({ stats: { failure: rejected(status) } });
  for (const status of [404, 405, 501]) expect(pointsOf(stats, failure(status))).toBeUndefined();
  for (const status of [401, 500]) expect(pointsOf(stats, failure(status))).toBe(0);
  const none = { averageMs: null, totalRequests: 0, activeSessions: 0 };
  expect(pointsOf(stats, { stats: none })).toBeUndefined();
});

test('build: what fails is 0; a lock that another build held says nothing of the code', () => {
  const failed = { ...healthy.build, state: 'failed', exitCode: 1 };
  expect(pointsOf(build, { build: failed })).toBe(0);
  expect(pointsOf(build, { build: { ...failed, locked: true } })).toBeUndefined();
});
