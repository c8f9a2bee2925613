import { describeAudio, speechDefect } from '../domain/audio.ts';
import { realAnswers } from '../domain/chat.ts';
import { defineProbe } from '../domain/probe.ts';
import { allOf, answered, isMissingRoute, type Sample, type Series, successPct } from '../domain/sample.ts';
import { firstChars } from '../domain/secrets/excerpt.ts';
import type { Failure } from '../domain/stack.ts';
import { takeOptionalSeries } from '../load/optional-series.ts';
import { sessionFor, storyFor } from '../load/prompts.ts';
import { takeSeries } from '../load/series.ts';
import {
  continuity,
  playedAtMs,
  type SpeechStream,
  type SpeechTimes,
  speechTimes,
} from '../statistics/speech-stream.ts';
import { ackMs, bargeIn, eachTelling, type Interruption, ignoredPct, outcomeOf, stopMs } from './barge-in.ts';
import { medianMs } from './median-ms.ts';
import { arrivingPicture } from './turn-picture.ts';
import { type VoiceTurnFacts, voiceTurnFacts } from './voice-turn.ts';
import { voiceUser } from './voice-user.ts';

export interface VoiceSocketReadings {
  /** How the user's turns were sent: the stack's own speech where it promises to transcribe, else words. */
  readonly by: 'recording' | 'message';
  readonly turns: Series<VoiceTurnFacts>;
  /** Null where no turn had any sound: nothing to interrupt. */
  readonly interruptions: Series<Interruption> | null;
}

/** A spoken turn costs three engines: three of them are enough for a median. */
const MOST_TURNS = 3;
/** The first, and these: an interruption costs a turn too. */
const MORE_INTERRUPTIONS = 2;
/** How servers say to an upgrade that they know no such path; 200 is a page for everybody. */
const PATHLESS: readonly (number | null)[] = [200, 403, 426];

const isMissing = (failure: Failure): boolean =>
  isMissingRoute(failure) || (failure.kind === 'rejected' && PATHLESS.includes(failure.status));

/** Warm turns that a model answered and that were spoken. */
function turnsOf({ turns: { cold, warm } }: VoiceSocketReadings) {
  const real = new Set(realAnswers(answered(allOf({ cold, warm }))));
  return answered(warm).filter(
    (turn) =>
      real.has(turn) &&
      turn.reply.audio !== null &&
      speechDefect(turn.reply.audio, turn.reply.chars) === undefined,
  );
}

const streamsOf = (readings: VoiceSocketReadings): SpeechStream[] =>
  turnsOf(readings).map(({ reply: { chunks, leadingSilenceMs } }) => ({
    sentMs: 0,
    chunks,
    leadingSilenceMs,
  }));

/** When a player that starts at once plays the first audible sample. */
const audibleMs = (_times: SpeechTimes, { chunks, leadingSilenceMs }: SpeechStream): number | null =>
  playedAtMs(chunks, leadingSilenceMs) ?? null;

const each =
  (figure: (times: SpeechTimes, stream: SpeechStream) => number | null) =>
  (readings: VoiceSocketReadings): number[] =>
    streamsOf(readings).flatMap((stream) => {
      const times = speechTimes(stream);
      return times ? (figure(times, stream) ?? []) : [];
    });

const interruptionsOf = ({ interruptions }: VoiceSocketReadings): Interruption[] =>
  interruptions ? answered(allOf(interruptions)).map(({ reply }) => reply) : [];

function turnLines(name: string, sample: Sample<VoiceTurnFacts>): string[] {
  if (!('reply' in sample)) return [`${name}: ${JSON.stringify(sample.failure)}`];
  const { said, heard, text, firstTokenMs, audio, chars, chunks, leadingSilenceMs } = sample.reply;
  const times = speechTimes({ sentMs: 0, chunks, leadingSilenceMs });
  const defect = audio && speechDefect(audio, chars);
  const sound = audio ? (defect ? `NOT SPEECH: ${defect.en}` : describeAudio(audio).en) : 'NO SOUND';
  return [
    `${name}: first token ${firstTokenMs?.toFixed(0) ?? '–'} ms, first sound ${times?.ttfbMs.toFixed(0) ?? '–'} ms, ${chunks.length} frames of sound, end ${sample.wallMs.toFixed(0)} ms; ${sound}`,
    `    said     ${JSON.stringify(said)}`,
    ...(heard === null ? [] : [`    heard    ${JSON.stringify(heard)}`]),
    `    answered ${JSON.stringify(firstChars(text ?? '', 100))}`,
  ];
}

function interruptionLine(name: string, sample: Sample<Interruption>): string {
  if (!('reply' in sample)) return `${name}: ${JSON.stringify(sample.failure)}`;
  const { reply } = sample;
  const sounds = reply.after.filter(({ kind }) => kind === 'audio').length;
  const still =
    sounds === 0
      ? 'no sound after it'
      : `sound for ${stopMs(reply).toFixed(0)} ms after it, in ${sounds} ${sounds === 1 ? 'frame' : 'frames'}`;
  const ack = ackMs(reply);
  return `${name}: ${outcomeOf(reply)}, ${still}, ${ack === undefined ? 'never confirmed' : `confirmed after ${ack.toFixed(0)} ms`}`;
}

const linesOf = <Reply>(
  { cold, warm }: Series<Reply>,
  lines: (name: string, sample: Sample<Reply>) => string | string[],
): string[] =>
  [
    ...(cold ? [lines('cold', cold)] : []),
    ...warm.map((sample, index) => lines(`#${index + 1}`, sample)),
  ].flat();

const TITLE = { en: 'Voice over the socket', fr: 'Voix sur la socket' };

/** Spoken turns over a socket: how soon is the answer heard, does it play without a gap, and does it stop when told? */
export default defineProbe<VoiceSocketReadings>()({
  id: 'voice_socket',
  title: TITLE,
  phase: 'load',
  follows: ['stt', 'voice'],
  demand: { series: 2, most: MOST_TURNS, others: 1 + MORE_INTERRUPTIONS },
  metrics: {
    v2v_ms: medianMs(each(audibleMs), {
      title: { en: 'Socket, voice to voice', fr: 'Socket, de la voix à la voix' },
      formula: {
        en: 'median of warm, real, spoken turns over the voice socket: the user’s last word sent → a player that starts at once plays the first audible sample',
        fr: 'médiane des tours réels et parlés, à chaud, par la socket vocale : dernier mot de l’utilisateur envoyé → un lecteur qui part aussitôt joue le premier échantillon audible',
      },
    }),
    first_token_ms: medianMs(
      (readings) => turnsOf(readings).flatMap(({ reply }) => reply.firstTokenMs ?? []),
      {
        title: { en: 'Voice socket, first token', fr: 'Socket vocale, premier token' },
        formula: {
          en: 'median: the user’s last word sent → first non-empty token',
          fr: 'médiane : dernier mot de l’utilisateur envoyé → premier token non vide',
        },
      },
    ),
    underrun_ms: {
      kind: 'number',
      title: { en: 'Voice socket, worst gap in playing', fr: 'Socket vocale, pire trou à l’écoute' },
      unit: 'ms',
      better: 'lower',
      floor: 100,
      formula: {
        en: 'longest starvation, in any turn, of a player that starts with the first sound and holds nothing back',
        fr: 'plus longue famine, tous tours confondus, d’un lecteur qui part au premier son sans rien retenir',
      },
      from: (readings) => each(({ underrunMs }) => underrunMs)(readings).sort((a, b) => b - a)[0],
    },
    c100_pct: {
      kind: 'number',
      title: { en: 'Spoken turns that play without a gap', fr: 'Tours parlés écoutables sans trou' },
      unit: '%',
      better: 'higher',
      floor: 20,
      formula: {
        en: 'turns whose longest starvation is at most 100 ms / turns (c100)',
        fr: 'tours dont la plus longue famine est d’au plus 100 ms / tours (c100)',
      },
      from: (readings) => {
        const share = continuity(streamsOf(readings));
        return share === undefined ? undefined : 100 * share;
      },
    },
    barge_in_stop_ms: medianMs((readings) => eachTelling(interruptionsOf(readings), stopMs), {
      title: { en: 'Barge-in, until silence', fr: 'Interruption, jusqu’au silence' },
      floor: 50,
      formula: {
        en: 'median: interruption written, at the first sound of a long answer → last frame of sound that still came; 0 where none did',
        fr: 'médiane : interruption écrite, au premier son d’une longue réponse → dernière trame de son encore venue ; 0 si aucune',
      },
    }),
    barge_in_ack_ms: medianMs((readings) => eachTelling(interruptionsOf(readings), ackMs), {
      title: { en: 'Barge-in, until it is confirmed', fr: 'Interruption, jusqu’à sa confirmation' },
      floor: 50,
      formula: {
        en: 'median: interruption written → the stack says that it has stopped',
        fr: 'médiane : interruption écrite → la pile dit s’être arrêtée',
      },
    }),
    barge_in_ignored_pct: {
      kind: 'number',
      title: { en: 'Interruptions that are ignored', fr: 'Interruptions ignorées' },
      unit: '%',
      better: 'lower',
      floor: 30,
      formula: {
        en: 'sound for more than a second after it, after its confirmation, or up to the regular end / interruptions of answers that were not over',
        fr: 'du son plus d’une seconde après, après sa confirmation, ou jusqu’à la fin normale / interruptions de réponses non finies',
      },
      from: (readings) => ignoredPct(interruptionsOf(readings)),
    },
    success_pct: {
      kind: 'number',
      title: {
        en: 'Voice socket, turns that are answered aloud',
        fr: 'Socket vocale, tours répondus à voix haute',
      },
      unit: '%',
      better: 'higher',
      floor: 1,
      formula: {
        en: 'whole turns, really answered and spoken / warm turns let through',
        fr: 'tours entiers, vraiment répondus et parlés / tours à chaud admis',
      },
      from: (readings) => successPct(turnsOf(readings), readings.turns.warm),
    },
  },
  sketch: (readings) => arrivingPicture(TITLE, turnsOf(readings)),
  async observe(context) {
    const { scenario, stack } = context;
    const speech = stack.voiceSocket;
    if (!speech) return { unavailable: 'the dialect of this target has no voice socket' };
    const unwarmed = { ...context, scenario: { ...scenario, warmup: 0 } };
    const samples = Math.min(MOST_TURNS, context.sampling().most);
    const { by, ask, last } = await voiceUser(context, speech, 1 + samples);
    const turns = await takeOptionalSeries(
      unwarmed,
      ask,
      (turn) => voiceTurnFacts(turn, last(), speech.sound),
      { samples, isMissing },
    );
    if ('absent' in turns) return { unavailable: `the stack has no voice socket (${turns.absent})` };
    const hasSound = answered(allOf(turns)).some(({ reply }) => reply.chunks.length > 0);
    const interruptions = hasSound
      ? await takeSeries(
          unwarmed,
          (turn) => bargeIn(context, speech, storyFor(scenario.speech, turn), sessionFor('barge-in', turn)),
          (interruption) => interruption,
          Math.min(MORE_INTERRUPTIONS, context.sampling().most),
        )
      : null;
    const content = [
      `turns, each begun by a ${by}`,
      ...linesOf(turns, turnLines),
      ...(interruptions
        ? ['interrupted at their first sound', ...linesOf(interruptions, interruptionLine)]
        : []),
    ].join('\n');
    return {
      readings: { by, turns, interruptions },
      raw: [{ title: 'voice_socket', language: 'text', content }],
    };
  },
});
