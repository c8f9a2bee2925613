import type { TurnPicture, TurnStretch } from '../domain/portrait.ts';
import type { Text } from '../domain/text.ts';
import type { TurnParts } from '../domain/turn.ts';
import { playedAtMs, type SpeechStream, speechTimes } from '../statistics/speech-stream.ts';
import { firstSoundMs, type StagedTurn } from './turn-stages.ts';

const NAMES = {
  hearing: { en: 'Hearing', fr: 'Écoute' },
  firstWord: { en: 'Until the first word', fr: 'Jusqu’au premier mot' },
  firstSentence: { en: 'Until the first sentence is whole', fr: 'Jusqu’à la première phrase complète' },
  firstByte: { en: 'Until the first byte of speech', fr: 'Jusqu’au premier octet de parole' },
  silence: {
    en: 'Silence before the first audible sample',
    fr: 'Silence avant le premier échantillon audible',
  },
  written: { en: 'The rest of the words', fr: 'Le reste des mots' },
  spoken: { en: 'The rest of the speech', fr: 'Le reste de la parole' },
  answer: { en: 'The whole answer', fr: 'La réponse entière' },
  stt: { en: 'Hearing, as the stack tells', fr: 'Écoute, selon la pile' },
  llm: { en: 'Answering, as the stack tells', fr: 'Réponse, selon la pile' },
  tts: { en: 'Speaking, as the stack tells', fr: 'Parole, selon la pile' },
  told: { en: 'What the stack tells of', fr: 'Ce qu’annonce la pile' },
  unexplained: { en: 'Unexplained', fr: 'Inexpliqué' },
} as const satisfies Readonly<Record<string, Text>>;

const AUDIBLE: Text = { en: 'heard', fr: 'entendu' };

/** The one in the middle by the time it took, the later of two; undefined without any. */
const middleOf = <Turn extends { readonly wallMs: number }>(turns: readonly Turn[]): Turn | undefined =>
  turns.toSorted((a, b) => a.wallMs - b.wallMs)[Math.floor(turns.length / 2)];

/** Times that were reached one after the other, as the stretches between them; what was not reached is left out. */
function between(times: readonly (readonly [keyof typeof NAMES, number | null])[]): TurnStretch[] {
  let startMs = 0;
  return times.flatMap(([name, endMs]) => {
    if (endMs === null || endMs <= startMs) return [];
    const stretch = { name: NAMES[name], startMs, endMs };
    startMs = endMs;
    return [stretch];
  });
}

/** The moment at which something is heard; none where nothing is. */
const heardAt = (atMs: number | null | undefined): TurnPicture['moments'] =>
  atMs === null || atMs === undefined ? [] : [{ atMs, name: AUDIBLE }];

/** A turn that ralph made of several requests; what no request took is where it lay: before the model, or before the voice. */
function madeByClient(turn: StagedTurn & Required<Pick<StagedTurn, 'stages'>>, wallMs: number) {
  const { stages, parts } = turn;
  const { heardMs, firstTokenMs, firstSentenceMs, firstSoundMs: byteMs, writtenMs } = stages;
  const askedMs = Math.max(heardMs ?? 0, firstSentenceMs - (parts?.llmMs ?? firstSentenceMs));
  const spokenMs = byteMs === null ? 0 : Math.max(firstSentenceMs, byteMs - (parts?.ttsMs ?? byteMs));
  const audibleMs = firstSoundMs(turn);
  const laid: readonly (readonly [keyof typeof NAMES, number, number | null])[] = [
    ['hearing', 0, heardMs],
    ['unexplained', heardMs ?? 0, askedMs],
    ['firstWord', askedMs, firstTokenMs],
    ['firstSentence', firstTokenMs, firstSentenceMs],
    ['unexplained', firstSentenceMs, byteMs && spokenMs],
    ['firstByte', spokenMs, byteMs],
    ['silence', byteMs ?? 0, audibleMs],
    ['written', firstSentenceMs, writtenMs],
    ['spoken', byteMs ?? 0, byteMs && wallMs],
  ];
  return {
    stretches: laid.flatMap(([name, startMs, endMs]): TurnStretch[] =>
      endMs === null || endMs <= startMs
        ? []
        : [{ name: NAMES[name], startMs, endMs, ...(name === 'unexplained' && { isUnexplained: true }) }],
    ),
    moments: heardAt(audibleMs),
  };
}

/** Each part was rounded to a whole ms before they were added up. */
const ROUNDING_MS = 2;

/** Whether the parts that a stack tells of follow each other: told without a gap, in no more time than it says the whole took. */
function areInTurn(told: readonly TurnStretch[], parts: TurnParts | undefined, wallMs: number): boolean {
  const sumMs = told.at(-1)?.endMs ?? 0;
  const totalMs = parts?.totalMs ?? null;
  const isWhole = totalMs === null || told.length === ALL_PARTS.length;
  return sumMs > 0 && isWhole && sumMs <= Math.min(wallMs, (totalMs ?? wallMs) + ROUNDING_MS);
}

/** A turn that the stack took whole: what it tells of itself one after the other, then what nobody accounts for. */
function takenWhole(
  { parts, reportedMs, audio }: StagedTurn & { readonly reportedMs: number | null },
  wallMs: number,
) {
  const told = toldParts(parts);
  const saidMs = Math.min(parts?.totalMs ?? told.at(-1)?.endMs ?? reportedMs ?? 0, wallMs);
  const silenceMs = audio?.decoded?.sound?.leadingSilenceMs ?? 0;
  const stretches: TurnStretch[] = areInTurn(told, parts, wallMs)
    ? told
    : saidMs > 0
      ? [{ name: NAMES.told, startMs: 0, endMs: saidMs }]
      : [{ name: NAMES.answer, startMs: 0, endMs: wallMs }];
  const endMs = stretches.at(-1)?.endMs ?? 0;
  return {
    stretches: [
      ...stretches,
      ...(endMs < wallMs
        ? [{ name: NAMES.unexplained, startMs: endMs, endMs: wallMs, isUnexplained: true }]
        : []),
      ...(audio?.decoded && silenceMs > 0
        ? [{ name: NAMES.silence, startMs: wallMs, endMs: wallMs + silenceMs }]
        : []),
    ],
    moments: heardAt(audio?.decoded ? wallMs + silenceMs : null),
  };
}

const ALL_PARTS = ['stt', 'llm', 'tts'] as const;

function toldParts(parts: TurnParts | undefined): TurnStretch[] {
  let startMs = 0;
  return ALL_PARTS.flatMap((name) => {
    const ms = parts?.[`${name}Ms`] ?? null;
    if (ms === null) return [];
    const stretch = { name: NAMES[name], startMs, endMs: startMs + ms };
    startMs = stretch.endMs;
    return [stretch];
  });
}

/** One stretch alone says nothing of where time went. */
const pictureOf = (turn: TurnPicture): { readonly turn?: TurnPicture } =>
  turn.stretches.length > 1 ? { turn } : {};

/** Where the time of the middle one of several turns went; nothing without any. */
export function turnPicture(
  title: Text,
  turns: readonly {
    readonly wallMs: number;
    readonly reply: StagedTurn & { readonly reportedMs: number | null };
  }[],
): { readonly turn?: TurnPicture } {
  const turn = middleOf(turns);
  if (!turn) return {};
  const { reply, wallMs } = turn;
  const { stages } = reply;
  const drawn = stages ? madeByClient({ ...reply, stages }, wallMs) : takenWhole(reply, wallMs);
  return pictureOf({ title, among: turns.length, ...drawn });
}

/** As {@link turnPicture}, of turns whose words and sounds were seen as they came. */
export function arrivingPicture(
  title: Text,
  turns: readonly {
    readonly wallMs: number;
    readonly reply: Pick<SpeechStream, 'chunks' | 'leadingSilenceMs'> & {
      readonly firstTokenMs: number | null;
    };
  }[],
): { readonly turn?: TurnPicture } {
  const turn = middleOf(turns);
  if (!turn) return {};
  const { chunks, leadingSilenceMs, firstTokenMs } = turn.reply;
  const times = speechTimes({ sentMs: 0, chunks, leadingSilenceMs });
  const audibleMs = playedAtMs(chunks, leadingSilenceMs) ?? null;
  const stretches = between([
    ['firstWord', firstTokenMs],
    ['firstByte', times?.ttfbMs ?? null],
    ['silence', audibleMs],
    ['spoken', turn.wallMs],
  ]);
  return pictureOf({ title, among: turns.length, stretches, moments: heardAt(audibleMs) });
}
