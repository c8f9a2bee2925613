import { inspectAudio } from '../audio/inspect.ts';
import { describeAudio } from '../domain/audio.ts';
import { defineProbe } from '../domain/probe.ts';
import { answered, isMissingRoute, type Sample, type Series, successPct } from '../domain/sample.ts';
import { defectsOf, isBroken, type SpeechFacts, spoken } from '../domain/spoken.ts';
import type { Failure, Speech } from '../domain/stack.ts';
import { takeOptionalSeries } from '../load/optional-series.ts';
import { sentenceFor } from '../load/prompts.ts';
import { takeSeries } from '../load/series.ts';
import { mean, median } from '../statistics/quantile.ts';
import { commonest } from './commonest.ts';
import { soundKeeper } from './sound-kept.ts';

/** Unique sentences, each spoken once; and one sentence spoken again, for the cache (not in older evidence). */
export interface TtsReadings extends Series<SpeechFacts> {
  readonly repeated?: readonly Sample<SpeechFacts>[];
}

const REPEATS = 2;

/** What is repeated is the same sound, and rightly so. */
const repeatedWalls = ({ repeated = [] }: TtsReadings): number[] =>
  answered(repeated).flatMap(({ wallMs, reply }) => (isBroken(reply) ? [] : [wallMs]));

const walls = ({ warm }: TtsReadings): number[] => spoken(warm).map(({ wallMs }) => wallMs);

/** Wall time and duration of each clip, in seconds. */
const clips = ({ warm }: TtsReadings): { wallS: number; durationS: number }[] =>
  spoken(warm).flatMap(({ wallMs, reply }) => {
    const durationS = reply.audio?.decoded?.durationS;
    return durationS === undefined ? [] : [{ wallS: wallMs / 1000, durationS }];
  });

const realTimeFactors = (readings: TtsReadings): number[] =>
  clips(readings).map(({ wallS, durationS }) => wallS / durationS);

/** What came of one text, for an exhibit; `more` is said behind it. */
export function speechLine(name: string, sample: Sample<SpeechFacts>, more: readonly string[] = []): string {
  if (!('reply' in sample)) return `${name}: ${JSON.stringify(sample.failure)}`;
  const { audio, engine, firstByteMs } = sample.reply;
  const defects = defectsOf(sample.reply)
    .map(({ text }) => text.en)
    .join('; ');
  const verdict = isBroken(sample.reply) ? 'NOT SPEECH: ' : 'BUT: ';
  const said = [
    `${sample.wallMs.toFixed(0)} ms`,
    ...(firstByteMs === null ? [] : [`first byte ${firstByteMs.toFixed(0)} ms`]),
    ...(audio
      ? [
          ...(isBroken(sample.reply) ? [] : [describeAudio(audio).en]),
          ...(defects ? [`${verdict}${defects}`] : []),
          audio.label ?? 'no content type',
        ]
      : []),
    ...(engine ? [engine] : []),
    ...more,
  ];
  return `${name}: ${said.join(', ')}`;
}

/** Looks into the speech that came for a text. */
export const speechFacts = async (
  { audio, label, engine }: Speech,
  firstByteMs: number,
  text: string,
): Promise<SpeechFacts> => ({
  chars: text.length,
  firstByteMs,
  engine,
  audio: await inspectAudio(audio, label),
});

/** Does the stack speak, is it speech, and after how long is it there? */
export default defineProbe<TtsReadings>()({
  id: 'tts',
  title: { en: 'TTS endpoint', fr: 'Endpoint TTS' },
  phase: 'load',
  demand: { series: 1, others: 1 + REPEATS },
  metrics: {
    total_ms: {
      kind: 'number',
      title: { en: 'TTS latency', fr: 'Latence TTS' },
      unit: 'ms',
      better: 'lower',
      floor: 15,
      formula: {
        en: 'median of warm, unique sentences that decode to speech: request written → last audio byte',
        fr: 'médiane des phrases uniques, à chaud, décodées en parole : requête écrite → dernier octet audio',
      },
      from: (readings) => median(walls(readings)),
      samples: walls,
    },
    cold_ms: {
      kind: 'number',
      title: { en: 'TTS, first request', fr: 'TTS, première requête' },
      unit: 'ms',
      better: 'lower',
      floor: 100,
      formula: { en: 'the first request of the run', fr: 'la première requête de la série' },
      from: ({ cold }) => spoken(cold ? [cold] : [])[0]?.wallMs,
    },
    cached_ms: {
      kind: 'number',
      title: { en: 'TTS, same sentence again', fr: 'TTS, même phrase répétée' },
      unit: 'ms',
      better: 'lower',
      floor: 15,
      formula: {
        en: 'median of a sentence that was just spoken; never scored',
        fr: 'médiane d’une phrase qui vient d’être dite ; jamais notée',
      },
      from: (readings) => median(repeatedWalls(readings)),
      samples: repeatedWalls,
    },
    rtf: {
      kind: 'number',
      title: { en: 'TTS real-time factor', fr: 'Facteur temps réel TTS' },
      unit: 'ratio',
      better: 'lower',
      floor: 0.1,
      formula: {
        en: 'median of synthesis wall time / duration of the decoded audio; 1 is the red line',
        fr: 'médiane du temps de synthèse / durée de l’audio décodé ; 1 est la ligne rouge',
      },
      from: (readings) => median(realTimeFactors(readings)),
      samples: realTimeFactors,
    },
    audio_duration_s: {
      kind: 'number',
      title: { en: 'Speech per sentence', fr: 'Durée de parole par phrase' },
      unit: 's',
      better: 'neither',
      floor: 0,
      formula: { en: 'mean duration of the decoded audio', fr: 'durée moyenne de l’audio décodé' },
      from: (readings) => mean(clips(readings).map(({ durationS }) => durationS)),
    },
    success_pct: {
      kind: 'number',
      title: { en: 'TTS answers that are speech', fr: 'Réponses TTS qui sont de la parole' },
      unit: '%',
      better: 'higher',
      floor: 1,
      formula: {
        en: 'decodable speech / warm requests let through',
        fr: 'paroles décodables / requêtes à chaud admises',
      },
      from: ({ warm }) => successPct(spoken(warm), warm),
    },
  },
  fingerprint: ({ warm }) => ({
    'voice that speaks': commonest(answered(warm).map(({ reply }) => reply.engine)),
  }),
  async observe(context) {
    const { stack, scenario, signal } = context;
    const { speak } = stack;
    if (!speak) return { unavailable: 'the dialect of this target has no speech' };
    const sentences: string[] = [];
    const sentenceOf = (turn: number) => {
      sentences[turn] ??= sentenceFor(scenario.speech, turn);
      return sentences[turn];
    };
    const ask = (text: string) => speak({ text, timeoutMs: scenario.timeoutMs, signal });
    // Only a stack that need not speak may do without the route.
    const isMissing = (failure: Failure) =>
      isMissingRoute(failure) && !context.target.requires.includes('tts');
    const keeper = soundKeeper(context);
    const unique = await takeOptionalSeries(
      context,
      (turn) => ask(sentenceOf(turn)),
      (speech, { firstByteMs }, turn) => {
        keeper.offer(speech.audio, speech.label, sentenceOf(turn));
        return speechFacts(speech, firstByteMs, sentenceOf(turn));
      },
      { isMissing },
    );
    if ('absent' in unique) return { unavailable: `the stack has no speech (${unique.absent})` };
    const again = sentenceFor(scenario.speech, 0);
    const repeated =
      answered(unique.warm).length === 0
        ? []
        : (
            await takeSeries(
              { ...context, scenario: { ...scenario, warmup: 0 } },
              () => ask(again),
              (speech, { firstByteMs }) => speechFacts(speech, firstByteMs, again),
              REPEATS,
            )
          ).warm;
    const readings = { ...unique, repeated };
    const lines = [
      ...(readings.cold ? [speechLine('cold', readings.cold)] : []),
      ...readings.warm.map((sample, index) => speechLine(`#${index + 1}`, sample)),
      ...repeated.map((sample) => speechLine('again', sample)),
    ];
    return {
      readings,
      raw: [{ title: 'tts', language: 'text', content: lines.join('\n') }],
      ...(await keeper.kept()),
    };
  },
});
