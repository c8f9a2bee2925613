import { inspectAudio } from '../audio/inspect.ts';
import type { NumberMetric } from '../domain/metric.ts';
import { defineProbe } from '../domain/probe.ts';
import { type Sample, type Series, successPct } from '../domain/sample.ts';
import { type SpeechFacts, spoken } from '../domain/spoken.ts';
import { takeOptionalSeries } from '../load/optional-series.ts';
import { passageFor } from '../load/prompts.ts';
import { mean, median } from '../statistics/quantile.ts';
import {
  continuity,
  type SpeechChunk,
  type SpeechStream,
  type SpeechTimes,
  speechTimes,
} from '../statistics/speech-stream.ts';
import { arrivingSound } from './arriving-sound.ts';
import { speechLine } from './tts.ts';

/** Several sentences, streamed. */
export interface StreamedSpeechFacts extends SpeechFacts {
  /** What could be played when, from the request written; null where the container does not tell. */
  readonly chunks: readonly SpeechChunk[] | null;
}

export type TtsStreamReadings = Series<StreamedSpeechFacts>;

/** A stream that is over sooner than this gains nobody anything, however it comes. */
const LEAST_TELLING_MS = 300;
/** Sound of several sentences that begins this late in its stream was all made before. */
const LATE_SHARE = 0.9;

const streamsOf = (samples: readonly Sample<StreamedSpeechFacts>[]): SpeechStream[] =>
  spoken(samples).flatMap(({ reply: { chunks, audio } }) =>
    chunks === null
      ? []
      : [{ sentMs: 0, chunks, leadingSilenceMs: audio?.decoded?.sound?.leadingSilenceMs ?? 0 }],
  );

const timesOf = (samples: readonly Sample<StreamedSpeechFacts>[]): SpeechTimes[] =>
  streamsOf(samples).flatMap((stream) => speechTimes(stream) ?? []);

const isFake = ({ ttfbMs, totalMs }: SpeechTimes): boolean =>
  totalMs >= LEAST_TELLING_MS && ttfbMs >= LATE_SHARE * totalMs;

/** A figure of each warm stream that has it. */
const each =
  (figure: (times: SpeechTimes) => number | null) =>
  ({ warm }: TtsStreamReadings): number[] =>
    timesOf(warm).flatMap((times) => figure(times) ?? []);

/** The median of a time of each stream. */
const medianMs = (
  figure: (times: SpeechTimes) => number | null,
  title: NumberMetric<never>['title'],
  formula: NumberMetric<never>['formula'],
) =>
  ({
    kind: 'number',
    title,
    unit: 'ms',
    better: 'lower',
    floor: 15,
    formula,
    from: (readings: TtsStreamReadings) => median(each(figure)(readings)),
    samples: each(figure),
  }) as const;

function lineOf(name: string, sample: Sample<StreamedSpeechFacts>): string {
  const chunks = 'reply' in sample ? sample.reply.chunks : null;
  const pieces = chunks === null ? [] : [`${chunks.length} pieces with sound`];
  const starved = timesOf([sample]).map(({ underrunMs }) => `underrun ${underrunMs.toFixed(0)} ms`);
  return speechLine(name, sample, [...pieces, ...starved]);
}

/** Is speech streamed so that it can be played while it comes? */
export default defineProbe<TtsStreamReadings>()({
  id: 'tts_stream',
  title: { en: 'Streamed speech', fr: 'Parole en flux' },
  phase: 'load',
  demand: { series: 1, others: 0 },
  metrics: {
    ttfb_ms: medianMs(
      ({ ttfbMs }) => ttfbMs,
      { en: 'Streamed speech, first sound', fr: 'Parole en flux, premier son' },
      {
        en: 'median of warm, unique passages: request written → first piece that completes a frame of sound',
        fr: 'médiane des passages uniques, à chaud : requête écrite → premier morceau qui complète une trame de son',
      },
    ),
    ttfa_ms: medianMs(
      ({ ttfaMs }) => ttfaMs,
      { en: 'Streamed speech, first audible sound', fr: 'Parole en flux, premier son audible' },
      {
        en: 'median: request written → the piece in which the silence before the first audible sample ends',
        fr: 'médiane : requête écrite → le morceau où finit le silence avant le premier échantillon audible',
      },
    ),
    total_ms: medianMs(
      ({ totalMs }) => totalMs,
      { en: 'Streamed speech, last sound', fr: 'Parole en flux, dernier son' },
      {
        en: 'median: request written → last piece with sound in it',
        fr: 'médiane : requête écrite → dernier morceau qui porte du son',
      },
    ),
    rtf: {
      kind: 'number',
      title: { en: 'Streamed speech, real-time factor', fr: 'Parole en flux, facteur temps réel' },
      unit: 'ratio',
      better: 'lower',
      floor: 0.1,
      formula: {
        en: 'median of last sound / duration of the sound; 1 is the red line',
        fr: 'médiane du dernier son / durée du son ; 1 est la ligne rouge',
      },
      from: (readings) => median(each(({ rtf }) => rtf)(readings)),
      samples: each(({ rtf }) => rtf),
    },
    underrun_ms: {
      kind: 'number',
      title: { en: 'Streamed speech, worst gap in playing', fr: 'Parole en flux, pire trou à l’écoute' },
      unit: 'ms',
      better: 'lower',
      floor: 100,
      formula: {
        en: 'longest starvation, in any stream, of a player that starts with the first sound and holds nothing back',
        fr: 'plus longue famine, tous flux confondus, d’un lecteur qui part au premier son sans rien retenir',
      },
      from: (readings) => each(({ underrunMs }) => underrunMs)(readings).sort((a, b) => b - a)[0],
    },
    c100_pct: {
      kind: 'number',
      title: { en: 'Streams that play without a gap', fr: 'Flux écoutables sans trou' },
      unit: '%',
      better: 'higher',
      floor: 20,
      formula: {
        en: 'streams whose longest starvation is at most 100 ms / streams (c100)',
        fr: 'flux dont la plus longue famine est d’au plus 100 ms / flux (c100)',
      },
      from: ({ warm }) => {
        const share = continuity(streamsOf(warm));
        return share === undefined ? undefined : 100 * share;
      },
    },
    fake_pct: {
      kind: 'number',
      title: { en: 'Speech that is streamed only in name', fr: 'Parole en flux de nom seulement' },
      unit: '%',
      better: 'lower',
      floor: 50,
      formula: {
        en: `streams of ${LEAST_TELLING_MS} ms or more whose first sound comes in the last tenth, or with the last / streams`,
        fr: `flux de ${LEAST_TELLING_MS} ms ou plus dont le premier son vient dans le dernier dixième, ou avec le dernier / flux`,
      },
      from: (readings) => mean(each((times) => (isFake(times) ? 100 : 0))(readings)),
      samples: each((times) => (isFake(times) ? 100 : 0)),
    },
    success_pct: {
      kind: 'number',
      title: { en: 'Streams that are speech', fr: 'Flux qui sont de la parole' },
      unit: '%',
      better: 'higher',
      floor: 1,
      formula: {
        en: 'whole streams of decodable speech / warm requests let through',
        fr: 'flux entiers de parole décodable / requêtes à chaud admises',
      },
      from: ({ warm }) => successPct(spoken(warm), warm),
    },
  },
  async observe(context) {
    const { stack, scenario, signal } = context;
    const { speakStream } = stack;
    if (!speakStream) return { unavailable: 'the dialect of this target has no streamed speech' };
    const passages: string[] = [];
    const passageOf = (turn: number) => {
      passages[turn] ??= passageFor(scenario.speech, turn);
      return passages[turn];
    };
    const readings = await takeOptionalSeries(
      context,
      (turn) => speakStream({ text: passageOf(turn), timeoutMs: scenario.timeoutMs, signal }),
      async ({ audio, label, engine, arrivals }, { firstByteMs }, turn) => {
        const facts = await inspectAudio(audio, label);
        const chunks = arrivingSound(audio, arrivals, facts);
        return { chars: passageOf(turn).length, firstByteMs, engine, audio: facts, chunks };
      },
    );
    if ('absent' in readings) return { unavailable: `the stack has no streamed speech (${readings.absent})` };
    const lines = [
      ...(readings.cold ? [lineOf('cold', readings.cold)] : []),
      ...readings.warm.map((sample, index) => lineOf(`#${index + 1}`, sample)),
    ];
    return { readings, raw: [{ title: 'tts_stream', language: 'text', content: lines.join('\n') }] };
  },
});
