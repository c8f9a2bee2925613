import { type ChatFacts, chatFacts, realAnswers } from '../domain/chat.ts';
import { defineProbe } from '../domain/probe.ts';
import { allOf, answered, type Sample, type Series, successPct } from '../domain/sample.ts';
import { firstChars } from '../domain/secrets/excerpt.ts';
import type { TurnParts } from '../domain/turn.ts';
import { takeOptionalSeries } from '../load/optional-series.ts';
import { plainQuestion } from '../load/plain-speech.ts';
import { sessionFor } from '../load/prompts.ts';
import { answerSound, isHeard, soundLine } from './answer-sound.ts';
import { medianMs } from './median-ms.ts';
import { dispatcher, isDeaf, NO_RECORDING, record } from './recording.ts';
import { soundKeeper } from './sound-kept.ts';
import { turnPicture } from './turn-picture.ts';
import { betweenStagesMs, firstSoundMs, type StagedTurn, stageLine } from './turn-stages.ts';

/** A recording, and the spoken answer to it. */
export interface VoiceFacts extends ChatFacts, StagedTurn {
  readonly said: string;
  /** What the stack understood; the first 400 characters. */
  readonly heard: string;
  readonly parts: TurnParts;
}

export type VoiceReadings = Series<VoiceFacts>;

/** A spoken turn costs three engines, and its recording a fourth: three of them are enough for a median. */
const MOST_TURNS = 3;
/** Each turn has a session of its own, and nothing in it to warm. */
const WARMUP = 0;
const HEARD_CHARS = 400;

/** Turns that were understood, answered by a model, and spoken. */
function turnsOf({ cold, warm }: VoiceReadings) {
  const real = new Set(realAnswers(answered(allOf({ cold, warm }))));
  return answered(warm).filter(
    (turn) => real.has(turn) && turn.reply.heard.trim() !== '' && isHeard(turn.reply),
  );
}

type Turn = ReturnType<typeof turnsOf>[number];

/** What the answer begins with is heard when its silence is over; in one piece, the answer is there as a whole. */
const voiceToVoice = ({ wallMs, reply }: Turn): number =>
  firstSoundMs(reply) ?? wallMs + (reply.audio?.decoded?.sound?.leadingSilenceMs ?? 0);

/** Null where the stack leaves one of them out. */
function partsMs({ reply: { parts } }: Turn): number | null {
  const { sttMs, llmMs, ttsMs } = parts;
  return sttMs === null || llmMs === null || ttsMs === null ? null : sttMs + llmMs + ttsMs;
}

/** Parts that overlap add up to more than the turn: then what the stack says of the whole counts. */
function unexplainedMs(turn: Turn): number | null {
  if (turn.reply.stages) return betweenStagesMs(turn.reply);
  const explained = partsMs(turn);
  if (explained === null) return null;
  return turn.wallMs - Math.min(explained, turn.reply.parts.totalMs ?? explained);
}

const each =
  (figure: (turn: Turn) => number | null) =>
  (readings: VoiceReadings): number[] =>
    turnsOf(readings).flatMap((turn) => figure(turn) ?? []);

const part = (ms: number | null): string => (ms === null ? '–' : ms.toFixed(0));

function lines(name: string, sample: Sample<VoiceFacts>): string[] {
  if (!('reply' in sample)) return [`${name}: ${JSON.stringify(sample.failure)}`];
  const { said, heard, text, parts } = sample.reply;
  const sound = soundLine(sample.reply);
  const stages = stageLine(sample.reply);
  const told = `stt ${part(parts.sttMs)}, llm ${part(parts.llmMs)}, tts ${part(parts.ttsMs)}, total ${part(parts.totalMs)} ms`;
  return [
    stages === undefined
      ? `${name}: ${sample.wallMs.toFixed(0)} ms wall; the stack says ${told}; ${sound}`
      : `${name}: ${sample.wallMs.toFixed(0)} ms wall; ${sound}\n    ${stages}`,
    `    said     ${JSON.stringify(said)}`,
    `    heard    ${JSON.stringify(heard)}`,
    `    answered ${JSON.stringify(firstChars(text ?? '', 100))}`,
  ];
}

const TITLE = { en: 'Spoken turn', fr: 'Tour parlé' };

/** A whole spoken turn in one request: how long from a recording to the first sound of its answer? */
export default defineProbe<VoiceReadings>()({
  id: 'voice',
  title: TITLE,
  phase: 'load',
  follows: ['stt'],
  demand: { series: 2, most: MOST_TURNS, others: 0, turns: 'answerRecording' },
  metrics: {
    v2v_ms: medianMs(each(voiceToVoice), {
      title: { en: 'Voice to voice', fr: 'De la voix à la voix' },
      formula: {
        en: 'median of warm, real, spoken turns asked by a recording: request written → last byte, plus the silence before the first audible sample; of a turn that ralph makes of several requests: recording sent → a player that starts at once plays that sample',
        fr: 'médiane des tours réels et parlés, à chaud, demandés par un enregistrement : requête écrite → dernier octet, plus le silence avant le premier échantillon audible ; d’un tour que ralph compose de plusieurs requêtes : enregistrement envoyé → un lecteur qui part aussitôt joue cet échantillon',
      },
    }),
    parts_ms: medianMs(each(partsMs), {
      title: {
        en: 'Voice to voice, parts the stack tells of',
        fr: 'De la voix à la voix, parts annoncées par la pile',
      },
      formula: {
        en: 'median of stt_ms + llm_ms + tts_ms in the answers; of a turn that ralph makes: what the requests up to the first byte of speech took',
        fr: 'médiane de stt_ms + llm_ms + tts_ms dans les réponses ; d’un tour que ralph compose : durée des requêtes jusqu’au premier octet de parole',
      },
    }),
    unexplained_ms: medianMs(each(unexplainedMs), {
      title: { en: 'Voice to voice, unexplained', fr: 'De la voix à la voix, inexpliqué' },
      floor: 50,
      formula: {
        en: 'median of wall time − the parts the stack tells of, or − its total_ms where they overlap; of a turn that ralph makes: time to the first byte of speech − the parts',
        fr: 'médiane du temps mesuré − les parts annoncées, ou − total_ms là où elles se recouvrent ; d’un tour que ralph compose : temps jusqu’au premier octet de parole − les parts',
      },
    }),
    success_pct: {
      kind: 'number',
      title: {
        en: 'Recordings that get a spoken answer',
        fr: 'Enregistrements qui reçoivent une réponse parlée',
      },
      unit: '%',
      better: 'higher',
      floor: 1,
      formula: {
        en: 'turns that were understood, really answered, and spoken / warm requests let through',
        fr: 'tours compris, vraiment répondus, et parlés / requêtes à chaud admises',
      },
      from: (readings) => successPct(turnsOf(readings), readings.warm),
    },
  },
  sketch: (readings) => turnPicture(TITLE, turnsOf(readings)),
  async observe(context) {
    const { stack, scenario, signal } = context;
    const { answerRecording } = stack;
    if (!answerRecording) return { unavailable: 'the dialect of this target has no spoken turns' };
    const samples = Math.min(MOST_TURNS, context.sampling().most);
    const topics = new Map<string, string>();
    const question = (): string => {
      const { text, topic } = plainQuestion(scenario.speech, topics.size);
      topics.set(text, topic);
      return text;
    };
    const first = await record(context, question());
    if (!first) return NO_RECORDING;
    const keeper = soundKeeper(context);
    const recordings = dispatcher(context, first, question, WARMUP + samples);
    const readings = await takeOptionalSeries(
      { ...context, scenario: { ...scenario, warmup: WARMUP } },
      (turn) =>
        recordings.send(({ bytes: recording }) =>
          answerRecording({
            recording,
            session: sessionFor('voice', turn),
            timeoutMs: scenario.timeoutMs,
            signal,
          }),
        ),
      async (reply) => {
        keeper.answer(reply);
        const { said } = recordings.last;
        const { parts, stages } = reply;
        return {
          ...chatFacts({ ...reply, reportedMs: parts.totalMs, cached: false }, topics.get(said) ?? ''),
          ...{ said, heard: firstChars(reply.heard, HEARD_CHARS), parts },
          ...(await answerSound(reply)),
          ...(stages && { stages }),
        };
      },
      { samples, isMissing: isDeaf(context) },
    );
    if ('absent' in readings) return { unavailable: `the stack answers no recordings (${readings.absent})` };
    const content = [
      ...(readings.cold ? lines('cold', readings.cold) : []),
      ...readings.warm.flatMap((sample, index) => lines(`#${index + 1}`, sample)),
    ].join('\n');
    return { readings, raw: [{ title: 'voice', language: 'text', content }], ...(await keeper.kept()) };
  },
});
