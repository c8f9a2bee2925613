import { type ChatFacts, chatFacts, realAnswers } from '../domain/chat.ts';
import { defineProbe } from '../domain/probe.ts';
import { allOf, answered, type Sample, type Series } from '../domain/sample.ts';
import { firstChars } from '../domain/secrets/excerpt.ts';
import type { SpeechAttempt } from '../domain/stack.ts';
import type { Text } from '../domain/text.ts';
import { promptsOf, sessionFor } from '../load/prompts.ts';
import { takeSeries } from '../load/series.ts';
import { median } from '../statistics/quantile.ts';
import { answerSound, isHeard, soundLine } from './answer-sound.ts';
import { medianMs } from './median-ms.ts';
import { soundKeeper } from './sound-kept.ts';
import { turnPicture } from './turn-picture.ts';
import { betweenStagesMs, firstSoundMs, type StagedTurn, stageLine } from './turn-stages.ts';

/** One chat turn that was asked to be spoken. */
export interface TurnFacts extends ChatFacts, StagedTurn {
  readonly audioChars: number;
  /** Which engines were asked to speak, where the stack tells. */
  readonly speech: readonly SpeechAttempt[] | null;
  readonly fields: readonly string[];
}

export type TurnReadings = Series<TurnFacts>;

/** The turns that a language model answered: an excuse is no turn, however fast it is spoken. */
function turnsOf(readings: TurnReadings) {
  const real = new Set(realAnswers(answered(allOf(readings))));
  return answered(readings.warm).filter((turn) => real.has(turn));
}

const walls = (readings: TurnReadings): number[] => turnsOf(readings).map(({ wallMs }) => wallMs);

const isSpoken = ({ reply }: { reply: TurnFacts }): boolean => isHeard(reply);

/** A turn that nothing is spoken of is another, shorter piece of work. */
function workOf(readings: TurnReadings): Text | undefined {
  const turns = turnsOf(readings);
  const spoken = turns.filter(isSpoken).length;
  if (turns.length === 0) return undefined;
  if (spoken === turns.length) return { en: 'spoken', fr: 'parlé' };
  return spoken === 0
    ? { en: 'without speech', fr: 'sans parole' }
    : { en: 'spoken in part', fr: 'parlé en partie' };
}

/** A figure of each turn that ralph made of several requests, and that was spoken. */
const staged = (figure: (reply: TurnFacts) => number | null) => (readings: TurnReadings) =>
  turnsOf(readings)
    .filter(isSpoken)
    .flatMap(({ reply }) => figure(reply) ?? []);

function lines(name: string, sample: Sample<TurnFacts>): string[] {
  if (!('reply' in sample)) return [`${name}: ${JSON.stringify(sample.failure)}`];
  const { text, reportedMs, audioChars, fields, speech } = sample.reply;
  const sound = soundLine(sample.reply);
  const stages = stageLine(sample.reply);
  const wall = `${name}: ${sample.wallMs.toFixed(0)} ms wall`;
  return [
    ...(stages === undefined
      ? [
          `${wall}, ${reportedMs ?? '–'} ms reported, audio of ${audioChars} chars, ${sound}`,
          `    fields ${JSON.stringify(fields)}`,
        ]
      : [`${wall}, ${sound}`, `    ${stages}`]),
    `    ${JSON.stringify(firstChars(text ?? '', 100))}`,
    ...(speech ?? []).map(
      ({ engine, spoke, detail }) =>
        `    speech ${engine}: ${spoke ? 'spoke' : 'no audio'}${detail ? ` (${detail})` : ''}`,
    ),
  ];
}

const TITLE = { en: 'End-to-end turn', fr: 'Tour complet (E2E)' };

/** One whole turn as a client makes it: text in, text and speech out. */
export default defineProbe<TurnReadings>()({
  id: 'turn',
  title: TITLE,
  phase: 'load',
  demand: { series: 1, others: 0, turns: 'turn' },
  metrics: {
    e2e_ms: {
      kind: 'number',
      title: { en: 'Whole turn', fr: 'Tour complet' },
      unit: 'ms',
      better: 'lower',
      floor: 15,
      formula: {
        en: 'median of warm, real turns with speech asked for: request written → last byte, wall clock',
        fr: 'médiane des tours réels, à chaud, parole demandée : requête écrite → dernier octet, horloge de ralph',
      },
      from: (readings) => median(walls(readings)),
      samples: walls,
      of: workOf,
    },
    first_sound_ms: medianMs(staged(firstSoundMs), {
      title: { en: 'Turn, first sound', fr: 'Tour, premier son' },
      formula: {
        en: 'median of the turns that ralph makes of several requests: text sent → a player that starts at once plays the first audible sample',
        fr: 'médiane des tours que ralph compose de plusieurs requêtes : texte envoyé → un lecteur qui part aussitôt joue le premier échantillon audible',
      },
    }),
    first_sentence_ms: medianMs(
      staged(({ stages }) => stages?.firstSentenceMs ?? null),
      {
        title: { en: 'Turn, first sentence written', fr: 'Tour, première phrase écrite' },
        formula: {
          en: 'median of the same turns: text sent → the first sentence is whole, and is sent to be spoken',
          fr: 'médiane des mêmes tours : texte envoyé → la première phrase est complète, et part être prononcée',
        },
      },
    ),
    unexplained_ms: medianMs(staged(betweenStagesMs), {
      title: { en: 'Turn, unexplained', fr: 'Tour, inexpliqué' },
      floor: 50,
      formula: {
        en: 'median of the same turns: time to the first byte of speech − what the requests up to it took',
        fr: 'médiane des mêmes tours : temps jusqu’au premier octet de parole − durée des requêtes qui y mènent',
      },
    }),
    spoken_pct: {
      kind: 'number',
      title: { en: 'Turns that carry speech', fr: 'Tours qui portent de la parole' },
      unit: '%',
      better: 'higher',
      floor: 1,
      formula: {
        en: 'answers whose audio decodes to speech / answers',
        fr: 'réponses dont l’audio se décode en parole / réponses',
      },
      from: (readings) => {
        const turns = turnsOf(readings);
        return turns.length === 0 ? undefined : (100 * turns.filter(isSpoken).length) / turns.length;
      },
    },
    audio_chars: {
      kind: 'number',
      title: { en: 'Audio in the chat answer', fr: 'Audio dans la réponse du chat' },
      unit: 'count',
      better: 'neither',
      floor: 0,
      formula: {
        en: 'median length of the speech in the answer, in characters of base64',
        fr: 'longueur médiane de la parole dans la réponse, en caractères de base64',
      },
      from: (readings) =>
        median(turnsOf(readings).flatMap(({ reply }) => (reply.stages ? [] : [reply.audioChars]))),
    },
  },
  sketch: (readings) => turnPicture(TITLE, turnsOf(readings)),
  async observe(context) {
    const { stack, scenario, signal } = context;
    if (!stack.turn) return { unavailable: 'nothing here both answers and speaks' };
    const { turn: take } = stack;
    const promptOf = promptsOf(scenario.speech);
    const keeper = soundKeeper(context);
    const readings = await takeSeries(
      context,
      (turn) =>
        take({
          text: promptOf(turn).text,
          session: sessionFor('turn', turn),
          timeoutMs: scenario.timeoutMs,
          signal,
        }),
      async (reply, _answer, turn) => {
        keeper.answer(reply);
        return {
          ...chatFacts(reply, promptOf(turn).topic),
          ...(await answerSound(reply)),
          ...(reply.stages && { stages: reply.stages }),
          ...(reply.parts && { parts: reply.parts }),
          audioChars: reply.audioChars,
          speech: reply.speech,
          fields: reply.fields,
        };
      },
    );
    const content = [
      ...(readings.cold ? lines('cold', readings.cold) : []),
      ...readings.warm.flatMap((sample, index) => lines(`#${index + 1}`, sample)),
    ].join('\n');
    return { readings, raw: [{ title: 'chat', language: 'text', content }], ...(await keeper.kept()) };
  },
});
