import type { TurnParts, TurnStages } from '../domain/turn.ts';
import type { AnswerSound } from './answer-sound.ts';

/** A turn that was put together by ralph, as evidence keeps it. */
export interface StagedTurn extends AnswerSound {
  /** Absent where the stack took it whole. */
  readonly stages?: TurnStages;
  readonly parts?: TurnParts;
}

/** → the first audible sample of the answer; null where it was not taken in stages, or not spoken. */
export function firstSoundMs({ stages, audio, heldBackMs = 0 }: StagedTurn): number | null {
  if (!stages || stages.firstSoundMs === null) return null;
  return stages.firstSoundMs + heldBackMs + (audio?.decoded?.sound?.leadingSilenceMs ?? 0);
}

/**
 * What of the time to the first byte of speech none of the requests took. When a request was put is counted back from when
 * its answer was heard of, which a busy machine may hear of late: less than nothing is nothing.
 */
export function betweenStagesMs({ stages, parts }: StagedTurn): number | null {
  if (!stages || !parts || stages.firstSoundMs === null) return null;
  const { sttMs, llmMs, ttsMs } = parts;
  return Math.max(0, stages.firstSoundMs - ((sttMs ?? 0) + (llmMs ?? 0) + (ttsMs ?? 0)));
}

const ms = (value: number): string => `${value.toFixed(0)} ms`;

/** When each stage was reached, in one line. */
export function stageLine(turn: StagedTurn): string | undefined {
  const { stages } = turn;
  if (!stages) return undefined;
  const { heardMs, firstTokenMs, firstSentenceMs, firstSoundMs: byteMs, writtenMs } = stages;
  const audibleMs = firstSoundMs(turn);
  const between = betweenStagesMs(turn);
  return [
    ...(heardMs === null ? [] : [`heard ${ms(heardMs)}`]),
    `first word ${ms(firstTokenMs)}`,
    `first sentence ${ms(firstSentenceMs)}`,
    ...(byteMs === null ? ['nothing spoken'] : [`its first byte ${ms(byteMs)}`]),
    ...(audibleMs === null ? [] : [`audible ${ms(audibleMs)}`]),
    `all words ${ms(writtenMs)}`,
    ...(between === null ? [] : [`unexplained ${ms(between)}`]),
  ].join(', ');
}
