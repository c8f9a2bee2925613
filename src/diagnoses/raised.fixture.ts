import type { Failure, Refusal } from '../domain/stack.ts';
import {
  answer,
  backend,
  chat,
  clip,
  cuda,
  failing,
  gpu,
  gpuAs,
  healthy,
  host,
  instrument,
  memory,
  rejected,
  runtime,
  series,
  suite,
  turn,
} from '../pipeline/evidence.fixture.ts';
import { healthWith, REFUSED } from '../pipeline/services-evidence.fixture.ts';
import { stream, words } from '../pipeline/stream-evidence.fixture.ts';
import { heard, interrupted, socketTurns, transcripts } from '../pipeline/voice-evidence.fixture.ts';
import type { diagnoses } from './index.ts';

const health = (failure: unknown) => ({ backend: { health: { failure }, identity: null } });
export const excuse = answer(9, { text: 'Désolée, petit souci technique', onTopic: false });
const lonely = [{ engine: 'ultra_fast_tts', spoke: false, detail: null }];
export const speechless = { container: 'mp3', label: 'audio/mpeg', bytes: 140, decoded: null } as const;
const heardAs = (fingerprint: string) => ({
  ...speechless,
  decoded: {
    durationS: 1.5,
    sampleRateHz: 24_000,
    rmsDbfs: -21,
    silenceRatio: 0.1,
    sound: {
      channels: 1,
      peakDbfs: -6,
      leadingSilenceMs: 20,
      clippingRatio: 0,
      dcOffset: 0,
      movementDb: 9,
      pureRatio: 0,
      flatness: 0.02,
      fingerprint,
    },
  },
});
/** A streamed passage that begins and sounds like this. */
export const begun = (opening: string | null, fingerprint: string) => {
  const { decoded, ...audio } = heardAs(fingerprint);
  const sound = { ...decoded.sound, opening };
  const chunks = [20, 700].map((atMs) => ({ atMs, audioMs: 1000 }));
  const heard = { ...audio, decoded: { ...decoded, sound } };
  return { wallMs: 700, reply: { chars: 60, firstByteMs: 1, engine: 'piper', audio: heard, chunks } };
};
const sickPython = { program: '/usr/bin/python3', broken: 'hangs', detail: '' };

const again = answer(4, { text: 'Un chat gris' });
const cached = { ...chat(answer(700)), repeated: [again, again] };
const thrice = { tts: series(clip(9), clip(9), clip(9)), turn: series(turn(9), turn(9), turn(9)) };
const leaking = { ...thrice, memory: memory(100, ['llm', 150], ['tts', 190], ['turn', 230]) };
const socket = (pingMs: number, firstMs: number) => ({
  ...healthy.websocket,
  ping: { ms: pingMs },
  turn: { ...healthy.websocket.turn, ms: firstMs },
});
const slowly = (wallMs: number, identityMs: number) => ({
  ...backend(),
  health: { ...backend().health, wallMs },
  identityMs,
});
const overhead = { backend: slowly(220, 205), websocket: socket(3, 50) };
const blocked = { ...overhead, backend: { ...overhead.backend, atOnceMs: [208, 411] } };
const gone = { kind: 'unreachable', how: 'refused', detail: 'connect ECONNREFUSED' };
const shownAs = { service: null, version: null, features: { llm: 'llama-3.3-70b-versatile' }, voices: [] };
const noStatus = { kind: 'rejected', status: 200, detail: 'upstream', retryAfterMs: null } as const;

const strangersCard = gpuAs(gpu(70, 5222), {
  processes: [{ pid: 9, name: 'blender', memoryMib: 5222 }],
  serving: { port: 8000, pid: 5, program: 'python', relatives: [5], strangers: [], hidden: false },
});
const hotCard = gpuAs(gpu(70, 5222), {
  windows: [{ probe: 'tts', startMs: 0, endMs: 1000 }],
  samples: [200, 400].map((atMs) => ({
    ...{
      atMs,
      index: 0,
      utilisationPct: 70,
      memoryUsedMib: 5222,
      temperatureC: 89,
      powerW: 271,
      limits: 0x48,
    },
  })),
});
const NAMELESS = { service: null, version: null, voices: [] };
const noisySocket = {
  ...healthy.websocket,
  turn: { ...healthy.websocket.turn, noise: 9 },
};
const silentSocket = {
  ...healthy.websocket,
  turn: { problem: 'no token within 3000 ms' },
  shapes: [
    { shape: '{"message":"…"}', answered: false },
    { shape: '{"text":"…"}', answered: true },
  ],
};
const talksOn = [400, 800, 1200].map((ms) => ({ kind: 'audio' as const, ms }));

const refused = (status: number, refusal: Refusal): Failure => ({
  ...{ kind: 'rejected', status, detail: 'no', retryAfterMs: null, refusal },
});

/** One piece of evidence for each story. */
export const RAISED: Readonly<Record<(typeof diagnoses)[number]['id'], Readonly<Record<string, unknown>>>> = {
  'answer-cut': { llm: chat(answer(90, { text: 'Un chat est un', finish: 'length' })) },
  'audio-not-speech': { tts: series(clip(9, { audio: speechless })) },
  'auth-missing': { llm: chat(failing(rejected(401, 'Unauthorized'))) },
  'barge-in-ignored': { voice_socket: interrupted(talksOn, talksOn) },
  'barge-in-slow': { voice_socket: interrupted([{ kind: 'interrupted', ms: 700 }]) },
  'build-claims-success': { build: { ...healthy.build, state: 'failed', reason: 'Failed to compile.' } },
  'build-locked': {
    build: { ...healthy.build, state: 'failed', exitCode: 1, reason: 'no lock', locked: true },
  },
  'broken-playback': { tts_stream: series(stream(100, 1900, 2000), stream(100, 1900, 2000)) },
  'cache-masks-latency': { llm: cached },
  'canned-answer': { llm: chat(excuse, answer(120)) },
  'chat-without-audio': { turn: series(turn(300, { audio: null, audioChars: 0 })), tts: series(clip(100)) },
  'cold-start': { tts: { ...series(clip(100)), cold: clip(1200) } },
  'context-too-small': { llm: chat(failing(refused(400, 'context-length'))) },
  'cpu-fallback': {
    gpu: strangersCard,
    backend: { ...backend(), identity: { ...NAMELESS, features: { tts: 'piper-cuda' } } },
    tts: series(clip(4000, { audio: heardAs('a') })),
  },
  'cuda-kernel-fails': { cuda: cuda('kernel-fails', { torch: null }) },
  'cuda-no-device': { cuda: cuda('no-device', { torch: null }) },
  'database-down': { backend: backend({ groq: true, database: false }, 'degraded') },
  'dependency-vanished': { backend: backend(), runtime: runtime('torch', 'torch', 'piper') },
  'gpu-of-others': { gpu: strangersCard },
  'throttled-gpu': { gpu: hotCard },
  'gpu-absent': { gpu: { state: 'broken', how: 'absent', message: 'none' } },
  'gpu-idle': { gpu: gpu(0.4, 678) },
  'gpu-unreadable': { gpu: { state: 'broken', how: 'hangs', message: 'no answer in 10 s' } },
  'event-loop-blocked': blocked,
  'health-lies': {
    llm: chat(failing(rejected(503))),
    health_after: { health: { wallMs: 3, claim: { status: 'healthy', services: { groq: true } } } },
  },
  'health-slow': { backend: { ...backend(), health: { ...backend().health, wallMs: 1500 } } },
  'idle-unload': {
    llm: chat(answer(90), answer(95)),
    idle: { idleMs: 5_000, chat: answer(2_400), speech: null },
  },
  'instrument-late': { ...healthy, instrument: instrument(40) },
  'interpreter-broken': { runtime: { ...runtime(), interpreter: sickPython } },
  'self-reported-latency-lies': { llm: chat(...[598, 600, 605].map((ms) => answer(ms, { reportedMs: 3 }))) },
  'llm-unsteady': { llm: chat(answer(90), failing(rejected(500, 'upstream'))) },
  'llm-silent': { llm: chat(answer(90, { text: ' ' }), failing(rejected(500))) },
  'noisy-machine': { host: host({ probe: 'llm', otherPct: 62 }) },
  'memory-leak': leaking,
  'model-misnamed': {
    backend: { ...backend(), identity: shownAs },
    llm: chat(answer(90, { model: 'llama-3.1-8b-instant' })),
  },
  'model-loading': { llm: chat(failing(refused(503, 'loading'))) },
  'model-missing': { tts: series(failing(refused(404, 'model-missing'))) },
  'only-reasoning': { llm: chat(answer(90, { text: '', finish: 'length', beside: ['reasoning'] })) },
  'port-owned-by-another-process': {
    runtime: { ...runtime(), origin: { source: '/srv/old/backend/main.py', place: 'copy' } },
  },
  'provider-down-behind-200': { llm: chat(excuse, excuse) },
  'proxy-swallows-status': { llm: chat(failing(noStatus), failing(noStatus)) },
  'rate-limited': { tts: series(failing(rejected(429))) },
  'request-overhead': overhead,
  'requirements-drift': { runtime: { ...runtime(), undeclared: [{ module: 'torch', by: 'fast_tts.py:6' }] } },
  'service-busy': { llm: chat(failing(refused(503, 'busy'))) },
  'speech-chain-without-fallback': { turn: series(turn(300, { speech: lonely })) },
  'service-down': healthWith({ tts: { failure: REFUSED } }),
  'canned-filler': { tts_stream: series(begun('hm', 'a'), begun('hm', 'b'), begun('hm', 'c')) },
  'speech-canned': { tts: series(clip(9, { audio: heardAs('a') }), clip(9, { audio: heardAs('a') })) },
  'speech-flawed': { tts: series(clip(9, { audio: { ...heardAs('a'), named: 'wav' } })) },
  'speech-missing': { tts: series(failing(rejected(503))) },
  'speech-slows-down': { tts: series(...[100, 180, 260, 340, 420].map((ms) => clip(ms))) },
  'stack-died': { backend: backend(), health_after: { health: { failure: gone } } },
  'stack-malformed': health({ kind: 'malformed', status: 200, found: 'HTML in place of JSON' }),
  'stack-unreachable': health({ kind: 'unreachable', how: 'timeout', detail: 'no answer in 10 s' }),
  'stream-broken': { llm_stream: series(words(100, 200), failing(rejected(500))) },
  'fake-streaming': {
    llm_stream: series(words(600), words(590, 600, 610)),
    tts_stream: series(stream(700), stream(690, 700, 705)),
    websocket: socketTurns([600], [590, 600, 610]),
  },
  'stream-late': { llm: chat(answer(100)), websocket: socket(1, 2100) },
  'stt-inaccurate': { stt: transcripts(heard(2), heard(3)) },
  'stt-silent': { stt: transcripts(heard(18), failing(rejected(503, 'no model'))) },
  'suite-proves-nothing': { tests: suite('nothing-ran', 0, 0, { exitCode: 0, skipped: 12 }) },
  'stt-slow': {
    stt: transcripts({ ...heard(0), wallMs: 1600 }, { ...heard(0), wallMs: 1700 }),
  },
  'tests-broken': { tests: suite('collection-error', 0, 0, { missingModule: 'torch', at: 'fast_tts.py:6' }) },
  'tests-failing': { tests: suite('failed', 194, 5) },
  'tool-instead-of-words': { llm: chat(answer(90, { text: ' ', finish: 'tool_calls', beside: ['tool'] })) },
  'torch-absent': { cuda: cuda('absent') },
  'torch-cpu-only': { cuda: cuda('cpu-only', { torch: null }), gpu: gpu(0, 1) },
  'ws-noise': { websocket: noisySocket },
  'ws-wrong-shape': { websocket: silentSocket },
  'vram-unused': { gpu: gpu(70, 1362) },
  'wrong-interpreter': {
    runtime: { ...runtime(), found: ['torch'] },
    tests: suite('collection-error', 0, 0, { missingModule: 'torch', at: 'fast_tts.py:6' }),
  },
};
