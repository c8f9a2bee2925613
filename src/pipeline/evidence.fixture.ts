import { rules } from '../cli/rules.ts';
import type { ChatFacts } from '../domain/chat.ts';
import type { Criterion, Ruling } from '../domain/criterion.ts';
import type { Evidence } from '../domain/evidence.ts';
import type { Observation } from '../domain/observation.ts';
import type { CriterionSettings } from '../domain/rubric.ts';
import type { Sample, Series } from '../domain/sample.ts';
import type { SpeechFacts } from '../domain/spoken.ts';
import type { Failure } from '../domain/stack.ts';
import type { Target } from '../domain/target.ts';
import type { BackendReadings } from '../probes/backend.ts';
import type { CudaReadings } from '../probes/cuda.ts';
import type { GpuReadings } from '../probes/gpu-readings.ts';
import type { HostReadings } from '../probes/host.ts';
import type { InstrumentReadings } from '../probes/instrument.ts';
import type { LlmReadings } from '../probes/llm.ts';
import type { MemoryReadings } from '../probes/memory.ts';
import type { RuntimeReadings } from '../probes/runtime.ts';
import type { TestsReadings } from '../probes/tests.ts';
import type { TtsReadings } from '../probes/tts.ts';
import type { TurnFacts, TurnReadings } from '../probes/turn.ts';
import { factsOf } from './facts.ts';
import { speech, stream, words } from './stream-evidence.fixture.ts';
import { heard, interrupted, transcripts } from './voice-evidence.fixture.ts';

const target: Target = {
  name: 'eva',
  url: 'http://localhost:8000',
  dialect: 'eva',
  paths: {},
  folder: '/srv/eva',
  tests: { argv: ['pytest', '-q'], folder: '/srv/eva', timeoutMs: 1000 },
  build: { argv: ['npm', 'run', 'build'], folder: '/srv/eva', timeoutMs: 1000 },
  python: '/srv/eva/.venv/bin/python',
  requirements: '/srv/eva/requirements.txt',
  gpu: 'auto',
  audio: 'inline',
  requires: ['llm', 'tts'],
  pid: null,
};

const observed = (readings: unknown): Observation => ({
  kind: 'observed',
  readings,
  raw: [],
  startedAt: '2026-01-20T12:00:00.000Z',
  durationMs: 1,
});

/** Evidence with these readings by probe, judged by every criterion as it is by default. */
export const evidenceWith = (
  readings: Readonly<Record<string, unknown>>,
  changed: { readonly target?: Partial<Target>; readonly criteria?: Record<string, CriterionSettings> } = {},
): Evidence => ({
  schema: 'ralph/evidence@1',
  ralph: '0.1.0',
  observedAt: '2026-01-20T12:00:00.000Z',
  target: { ...target, ...changed.target },
  scenario: { samples: 5, warmup: 1, timeoutMs: 1000, rateLimitBudgetMs: 0, speech: 'fr', hash: 'abc' },
  rubric: { criteria: changed.criteria ?? defaults(), tolerancePct: 10 },
  provenance: { kind: 'measured' },
  observations: Object.fromEntries(Object.entries(readings).map(([id, each]) => [id, observed(each)])),
});

export const defaults = (): Record<string, CriterionSettings> =>
  Object.fromEntries(
    rules.criteria.map(({ id, weight, blocking, objective }) => [
      id,
      { weight, blocking, ...(objective ? { objective: objective.value } : {}) },
    ]),
  );

/** What one criterion says of these readings. */
export function rule(
  criterion: Criterion,
  readings: Readonly<Record<string, unknown>>,
  changed: Partial<Target> = {},
): Ruling {
  const facts = factsOf(evidenceWith(readings, { target: changed }), rules.probes);
  return criterion.judge(facts, criterion.objective?.value ?? 0);
}

/** The points alone; undefined where the criterion does not apply. */
export const pointsOf = (...asked: Parameters<typeof rule>): number | undefined => {
  const ruling = rule(...asked);
  return 'points' in ruling ? ruling.points : undefined;
};

export const series = <Reply>(...warm: readonly Sample<Reply>[]): Series<Reply> => ({
  cold: null,
  warm,
  rateLimited: 0,
});

export const failing = (failure: Failure): { wallMs: number; failure: Failure } => ({ wallMs: 1, failure });

export const rejected = (status: number, detail = 'no'): Failure => ({
  kind: 'rejected',
  status,
  detail,
  retryAfterMs: null,
});

export const answer = (wallMs: number, reply: Partial<ChatFacts> = {}): Sample<ChatFacts> => ({
  wallMs,
  reply: {
    text: `Un chat numéro ${wallMs}`,
    reportedMs: wallMs,
    model: null,
    cached: false,
    onTopic: true,
    ...reply,
  },
});

export const chat = (...samples: Sample<ChatFacts>[]): LlmReadings => ({
  unique: series(...samples),
  repeated: [],
});

/** Known delays, all of which were measured with this error. */
export const instrument = (errorMs: number): InstrumentReadings => ({
  httpErrorMs: [errorMs, errorMs, errorMs],
  streamErrorMs: [errorMs],
  socketErrorMs: [errorMs],
});

export const clip = (wallMs: number, reply: Partial<SpeechFacts> = {}): TtsReadings['warm'][number] => ({
  wallMs,
  reply: { chars: 20, firstByteMs: 1, engine: 'piper', audio: speech, ...reply },
});

export const turn = (wallMs: number, reply: Partial<TurnFacts> = {}): TurnReadings['warm'][number] => ({
  wallMs,
  reply: {
    text: 'Un chat',
    model: null,
    cached: false,
    onTopic: true,
    chars: 7,
    reportedMs: wallMs,
    audio: speech,
    audioChars: 12_288,
    speech: null,
    fields: ['response', 'audio_base64'],
    ...reply,
  },
});

const device = (utilisationPct: number, memoryUsedMib: number | null) => ({
  index: 0,
  name: 'NVIDIA GeForce RTX 4090',
  memoryTotalMib: 49_140,
  memoryUsedMib,
  utilisationPct,
  temperatureC: null,
  powerW: null,
});

/** A card that was this busy under load, and this full after it. */
export function gpu(
  utilisationPct: number,
  usedMib: number | null,
  driver: string | null = '580',
): GpuReadings {
  const snapshot = { driver, cuda: null, devices: [device(utilisationPct, usedMib)], processes: [] };
  return {
    state: 'seen',
    atRest: snapshot,
    after: snapshot,
    samples: [{ atMs: 1, index: 0, utilisationPct, memoryUsedMib: usedMib }],
    windows: [{ probe: 'tts', startMs: 0, endMs: 2 }],
    processes: [],
  };
}

/** A card that was seen, changed in some of what was seen of it. */
export const gpuAs = (
  readings: GpuReadings,
  changed: Partial<Extract<GpuReadings, { state: 'seen' }>>,
): GpuReadings => (readings.state === 'seen' ? { ...readings, ...changed } : readings);

type HostWindow = HostReadings['windows'][number];

/** A quiet machine, but for what these windows say. */
export function host(...windows: readonly (Partial<HostWindow> & { probe: string })[]): HostReadings {
  const quiet = {
    ...{ busyPct: 30, stackPct: 25, ralphPct: 4, otherPct: 1, others: [] },
    ...{ loadAverage: 1, availableMib: 8000, swappedPages: 0 },
    lag: { n: 500, p50Ms: 0.2, p99Ms: 2, maxMs: 5 },
  };
  return {
    cores: 8,
    stack: { pid: 5, servers: [] },
    windows: windows.map((window) => ({ ...quiet, ...window })),
    whole: { ...quiet, others: [{ pid: 77, name: 'cc1plus', pct: 61.7 }] },
  };
}

/** A process that held this much at rest, and after each of these probes. */
export function memory(atRestMib: number, ...ends: readonly (readonly [probe: string, mib: number])[]) {
  const windows = ends.map(([probe, toMib], index) => ({
    probe,
    fromMib: ends[index - 1]?.[1] ?? atRestMib,
    toMib,
  }));
  return { pid: 42, atRestMib, afterMib: ends.at(-1)?.[1] ?? atRestMib, windows } satisfies MemoryReadings;
}

export const backend = (services: Record<string, boolean> = {}, status = 'healthy'): BackendReadings => ({
  health: { wallMs: 3, claim: { status, services } },
  identity: null,
});

export const cuda = (state: CudaReadings['state'], changed: Partial<CudaReadings> = {}): CudaReadings => ({
  python: 'python3',
  state,
  torch: state === 'absent' ? null : '2.9.1',
  cudaBuild: null,
  device: state === 'works' ? 'RTX 4090' : null,
  kernelMs: null,
  detail: null,
  gpuPresent: true,
  torchNeeded: true,
  ...changed,
});

export const runtime = (...missing: string[]): RuntimeReadings => ({
  process: { pid: 42, startedAt: '2026-01-20T08:00:00.000Z', program: '/usr/bin/python3' },
  interpreter: {
    program: '/usr/bin/python3',
    version: '3.12',
    packagesChangedAt: '2026-01-20T09:00:00.000Z',
  },
  missing: missing.map((module) => ({ module, by: 'fast_tts.py:6' })),
  undeclared: [],
});

export const suite = (
  state: TestsReadings['state'],
  passed = 0,
  failed = 0,
  changed: Partial<TestsReadings> = {},
): TestsReadings => ({
  runner: 'pytest',
  state,
  exitCode: 1,
  passed,
  failed,
  skipped: 0,
  durationS: 1,
  summary: null,
  reason: null,
  missingModule: null,
  at: null,
  ...changed,
});

/** A stack in the best of health on a busy card. */
export const healthy = {
  backend: backend({ groq: true, tts: true }),
  llm: chat(answer(100), answer(120)),
  llm_stream: series(words(90, 100, 400), words(80, 110, 450)),
  stt: transcripts(heard(0), heard(1)),
  tts: series(clip(100)),
  tts_stream: series(stream(90, 250, 400), stream(95, 240, 410)),
  turn: series(turn(200)),
  websocket: { connect: { ms: 5 }, ping: { ms: 1 }, turn: { ms: 50, tokens: 5, endMs: 90, text: 'Un chat' } },
  voice_socket: interrupted([{ kind: 'interrupted', ms: 20 }]),
  stats: { averageMs: 200, totalRequests: 5, activeSessions: 1 },
  gpu: gpu(70, 8000),
  memory: memory(150, ['llm', 900], ['tts', 2900], ['turn', 2905], ['websocket', 2905]),
  cuda: cuda('works'),
  runtime: runtime(),
  tests: suite('passed', 199, 0, { exitCode: 0 }),
  build: { state: 'built', exitCode: 0, routes: 29, durationS: 20, reason: null, locked: false },
};
