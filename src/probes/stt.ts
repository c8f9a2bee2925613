import { defineProbe } from '../domain/probe.ts';
import { allOf, answered, type Sample, type Series, successPct } from '../domain/sample.ts';
import { firstChars } from '../domain/secrets/excerpt.ts';
import { takeOptionalSeries } from '../load/optional-series.ts';
import { plainSentence } from '../load/plain-speech.ts';
import { median } from '../statistics/quantile.ts';
import { type WordErrors, wordErrorRate, wordErrors, wordsOf } from '../statistics/wer.ts';
import { dispatcher, isDeaf, NO_RECORDING, type Recording, record } from './recording.ts';

/** One recording, and what was understood of it. */
export interface HeardFacts {
  readonly said: string;
  /** The first 400 characters. */
  readonly heard: string;
  readonly errors: WordErrors;
  /** Duration of the recording. */
  readonly audioS: number;
  readonly reportedMs: number | null;
}

/** Recordings of the stack's own speech, each of new sentences, sent back to it. */
export type SttReadings = Series<HeardFacts>;

/** Each costs two requests, and these have words enough for a rate. */
const MOST_RECORDINGS = 6;
const HEARD_CHARS = 400;
/** More text than this is compared with nothing: the table of distances grows with it. */
const COMPARED_CHARS = 4_000;

/** Transcripts with a right word in them, each of its own recording alone: a canned sentence is none. */
function understood({ cold, warm }: SttReadings, among: readonly Sample<HeardFacts>[] = warm) {
  const all = answered(allOf({ cold, warm })).map(({ reply }) => reply);
  const isShared = (fact: HeardFacts) => all.some((other) => other !== fact && other.heard === fact.heard);
  return answered(among).filter(
    ({ reply }) =>
      reply.errors.words > reply.errors.substitutions + reply.errors.deletions && !isShared(reply),
  );
}

const walls = (readings: SttReadings): number[] => understood(readings).map(({ wallMs }) => wallMs);

const speeds = (readings: SttReadings): number[] =>
  understood(readings).map(({ wallMs, reply }) => (1000 * reply.audioS) / wallMs);

/** Every transcript counts, the empty one too: what was not understood was understood wrong. */
const errorsOf = (readings: SttReadings): WordErrors[] =>
  answered(allOf(readings)).map(({ reply }) => reply.errors);

const wrong = ({ substitutions, deletions, insertions }: WordErrors): number =>
  substitutions + deletions + insertions;

function lines(name: string, sample: Sample<HeardFacts>): string[] {
  if (!('reply' in sample)) return [`${name}: ${JSON.stringify(sample.failure)}`];
  const { said, heard, errors, audioS } = sample.reply;
  return [
    `${name}: ${sample.wallMs.toFixed(0)} ms for ${audioS.toFixed(1)} s of speech, ${wrong(errors)} wrong of ${errors.words} words`,
    `    said  ${JSON.stringify(said)}`,
    `    heard ${JSON.stringify(heard)}`,
  ];
}

const factsOf = ({ said, durationS }: Recording, text: string, reportedMs: number | null): HeardFacts => ({
  said,
  heard: firstChars(text, HEARD_CHARS),
  errors: wordErrors(wordsOf(said), wordsOf(text.slice(0, COMPARED_CHARS))),
  audioS: durationS,
  reportedMs,
});

/** Does the stack understand speech, how much of it, and after how long? */
export default defineProbe<SttReadings>()({
  id: 'stt',
  title: { en: 'Speech recognition', fr: 'Reconnaissance vocale' },
  phase: 'load',
  follows: ['tts'],
  // Each recording is spoken, and sent.
  demand: { series: 2, most: MOST_RECORDINGS, others: 0 },
  metrics: {
    total_ms: {
      kind: 'number',
      title: { en: 'STT latency', fr: 'Latence STT' },
      unit: 'ms',
      better: 'lower',
      floor: 15,
      formula: {
        en: 'median of warm, unique recordings of which a word was understood: request written → text, wall clock',
        fr: 'médiane des enregistrements uniques, à chaud, dont un mot au moins est compris : requête écrite → texte, horloge de ralph',
      },
      from: (readings) => median(walls(readings)),
      samples: walls,
    },
    cold_ms: {
      kind: 'number',
      title: { en: 'STT, first request', fr: 'STT, première requête' },
      unit: 'ms',
      better: 'lower',
      floor: 100,
      formula: { en: 'the first request of the run', fr: 'la première requête de la série' },
      from: (readings) => understood(readings, readings.cold ? [readings.cold] : [])[0]?.wallMs,
    },
    rtfx: {
      kind: 'number',
      title: { en: 'STT, speed over real time', fr: 'STT, vitesse par rapport au temps réel' },
      unit: 'ratio',
      better: 'higher',
      floor: 1,
      formula: {
        en: 'median of duration of the recording / time to its text (RTFx); 1 is the red line',
        fr: 'médiane de la durée de l’enregistrement / temps jusqu’au texte (RTFx) ; 1 est la ligne rouge',
      },
      from: (readings) => median(speeds(readings)),
      samples: speeds,
    },
    wer_pct: {
      kind: 'number',
      title: { en: 'Word error rate, voice to ear', fr: 'Taux d’erreur de mots, de la voix à l’oreille' },
      unit: '%',
      better: 'lower',
      floor: 2,
      formula: {
        en: 'words wrong / words said, all recordings together, of the stack’s own speech; case and punctuation apart',
        fr: 'mots faux / mots dits, tous enregistrements confondus, sur la parole de la pile elle-même ; casse et ponctuation à part',
      },
      from: (readings) => {
        const rate = wordErrorRate(errorsOf(readings));
        return rate === undefined ? undefined : 100 * rate;
      },
    },
    success_pct: {
      kind: 'number',
      title: { en: 'Recordings that are understood', fr: 'Enregistrements compris' },
      unit: '%',
      better: 'higher',
      floor: 1,
      formula: {
        en: 'transcripts with a right word, no two the same / warm requests let through',
        fr: 'transcriptions avec un mot juste, jamais deux fois la même / requêtes à chaud admises',
      },
      from: (readings) => successPct(understood(readings), readings.warm),
    },
  },
  async observe(context) {
    const { target, stack, scenario, signal } = context;
    const { transcribe } = stack;
    if (!transcribe) return { unavailable: 'the dialect of this target has no transcription' };
    // Two sentences, so that a recording has words enough for a rate.
    const passage = () => `${plainSentence(scenario.speech)} ${plainSentence(scenario.speech)}`;
    const first = await record(context, passage());
    if (!first) return NO_RECORDING;
    const samples = Math.min(MOST_RECORDINGS, context.sampling().most);
    const recordings = dispatcher(context, first, passage, scenario.warmup + samples);
    const readings = await takeOptionalSeries(
      context,
      () =>
        recordings.send(({ bytes: recording }) =>
          transcribe({ recording, timeoutMs: scenario.timeoutMs, signal }),
        ),
      ({ text, reportedMs }) => factsOf(recordings.last, text, reportedMs),
      { samples, isMissing: target.requires.includes('stt') ? () => false : isDeaf(context) },
    );
    if ('absent' in readings) return { unavailable: `the stack does not transcribe (${readings.absent})` };
    const content = [
      ...(readings.cold ? lines('cold', readings.cold) : []),
      ...readings.warm.flatMap((sample, index) => lines(`#${index + 1}`, sample)),
    ].join('\n');
    return { readings, raw: [{ title: 'stt', language: 'text', content }] };
  },
});
