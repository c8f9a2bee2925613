import type { Exchange } from '../calibration/truth.ts';
import type { Probe } from '../domain/probe.ts';
import type { Series } from '../domain/sample.ts';
import backend from '../probes/backend.ts';
import llm, { type LlmReadings } from '../probes/llm.ts';
import llmStream from '../probes/llm-stream.ts';
import tts from '../probes/tts.ts';
import ttsStream from '../probes/tts-stream.ts';
import websocket from '../probes/websocket.ts';
import { type SpeechTimes, speechTimes } from '../statistics/speech-stream.ts';

/** When the first piece of an answer was written, counted as the exchange. */
export const first = ({ wroteMs }: Exchange): number => wroteMs[0] ?? Number.NaN;
/** When the last one was. */
export const last = ({ wroteMs }: Exchange): number => wroteMs.at(-1) ?? Number.NaN;

const SPEECH_S = 2.4;
const CHUNK_MS = 120;
/** The figures of a stream of speech, by the formulas of the probe, from the times at which it was really written. */
export const trueSpeech = ({ wroteMs }: Exchange): SpeechTimes => {
  const chunks = wroteMs.map((atMs) => ({ atMs, audioMs: CHUNK_MS }));
  const times = speechTimes({ sentMs: 0, chunks, leadingSilenceMs: 0 });
  if (!times) throw new Error('the known-delay server wrote nothing');
  return times;
};
/** As a plan: five seconds of speech that starve a player once. */
export const SPEECH_PLAN = `first=40&gap=4&stall=200&chunks=42&chunk_ms=${CHUNK_MS}`;

/** A figure of a probe, and what it should have been. */
export interface Figure {
  readonly metric: string;
  readonly route: string;
  truth(exchange: Exchange): number;
}

/** A probe that asks, and does not watch. */
export type Asking = Extract<Probe, { observe: unknown }>;

/** A probe put to known delays. */
export interface Case {
  readonly probe: Asking;
  readonly plan: string;
  /** Where a hundred would take too long. */
  readonly samples?: number;
  readonly figures: readonly Figure[];
  /** Where the samples of its readings are; absent: its readings are one sample. */
  readonly series?: {
    of(readings: never): Series<unknown>;
    with(readings: never, series: Series<unknown>): unknown;
  };
}

const itself: Case['series'] = { of: (readings) => readings, with: (_, series) => series };

/** Every time of a review. */
export const CASES: readonly Case[] = [
  {
    probe: backend,
    plan: 'ms=10',
    figures: [{ metric: 'health_ms', route: '/health', truth: last }],
  },
  {
    probe: llm,
    plan: 'ms=10',
    figures: [{ metric: 'e2el_ms', route: '/chat', truth: last }],
    series: {
      of: ({ unique }: LlmReadings) => unique,
      with: (readings: LlmReadings, unique) => ({ ...readings, unique }),
    },
  },
  {
    probe: llmStream,
    plan: 'first=20&gap=2&tokens=10',
    figures: [
      { metric: 'ttft_ms', route: '/chat/stream', truth: first },
      { metric: 'ttfo_ms', route: '/chat/stream', truth: first },
      {
        metric: 'itl_ms',
        route: '/chat/stream',
        truth: (exchange) => (last(exchange) - first(exchange)) / (exchange.wroteMs.length - 1),
      },
      { metric: 'e2el_ms', route: '/chat/stream', truth: last },
    ],
    series: itself,
  },
  {
    probe: tts,
    plan: `ms=10&seconds=${SPEECH_S}`,
    figures: [
      { metric: 'total_ms', route: '/tts', truth: last },
      { metric: 'audio_duration_s', route: '/tts', truth: () => SPEECH_S },
    ],
    series: itself,
  },
  {
    probe: ttsStream,
    plan: SPEECH_PLAN,
    samples: 25,
    figures: [
      { metric: 'ttfb_ms', route: '/tts/stream', truth: first },
      { metric: 'ttfa_ms', route: '/tts/stream', truth: first },
      { metric: 'total_ms', route: '/tts/stream', truth: last },
      { metric: 'rtf', route: '/tts/stream', truth: (exchange) => trueSpeech(exchange).rtf },
      { metric: 'underrun_ms', route: '/tts/stream', truth: (exchange) => trueSpeech(exchange).underrunMs },
    ],
    series: itself,
  },
  {
    probe: websocket,
    plan: 'connect=10&pong=10&first=10&gap=2&tokens=5',
    figures: [
      { metric: 'connect_ms', route: 'upgrade', truth: first },
      { metric: 'rtt_ms', route: 'ping', truth: first },
      { metric: 'ttft_ms', route: 'message', truth: first },
    ],
  },
];
