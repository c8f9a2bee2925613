import { sharedSounds, speechDefect } from '../domain/audio.ts';
import { allOf, answered, describeFailure, failed, isRateLimit, saysWhy } from '../domain/sample.ts';
import type { Text } from '../domain/text.ts';
import type { Facts } from '../probes/facts.ts';

/** What of the speech that was asked for nobody would hear. */
interface Unheard {
  /** How many sentences were asked for on the speech route. */
  readonly asked: number;
  /** Why bytes that the speech route answered with are no speech. */
  readonly defects: readonly Text[];
  /** Why the speech route gave no bytes; refusals that say why are told elsewhere. */
  readonly failures: readonly Text[];
  /** Why bytes that came with chat are no speech. */
  readonly inChat: readonly Text[];
  /** The speech route never brought speech, and that is why. */
  readonly isDead: boolean;
}

const none: Unheard = { asked: 0, defects: [], failures: [], inChat: [], isDead: false };

function inChat(facts: Facts): Text[] {
  const turn = facts.observed('turn');
  if (!turn) return [];
  return answered(turn.warm).flatMap(
    ({ reply: { audio, chars, text } }) => (audio && speechDefect(audio, chars ?? text?.length ?? 0)) ?? [],
  );
}

/** Looks through everything that was spoken, on the speech route and with chat. */
export function unheard(facts: Facts): Unheard {
  const tts = facts.observed('tts');
  if (!tts) return { ...none, inChat: inChat(facts) };
  const samples = allOf(tts);
  const defects = answered(samples).flatMap(
    ({ reply }) => (reply.audio && speechDefect(reply.audio, reply.chars)) ?? [],
  );
  const failures = failed(samples)
    .filter((failure) => !isRateLimit(failure) && !saysWhy(failure))
    .map(describeFailure);
  const isDead = defects.length + failures.length > 0 && facts.number('tts.total_ms') === undefined;
  return { asked: samples.length, defects, failures, inChat: inChat(facts), isDead };
}

/** The criteria that a dead speech route fails: also those of a turn, where that has no sound either. */
export function withoutSpeech(facts: Facts): ('tts' | 'backend' | 'e2e' | 'e2e-audio')[] {
  const turn = facts.observed('turn');
  const stopped = turn && failed(allOf(turn)).some(({ at }) => at === 'first-sentence' || at === 'rest');
  const isMute = stopped || facts.number('turn.spoken_pct') === 0;
  return ['tts', 'backend', ...(isMute ? (['e2e', 'e2e-audio'] as const) : [])];
}

/** Sentences that were spoken, those of them with the very same sound as another, and how many were asked for. */
export function cannedSpeech(facts: Facts) {
  const tts = facts.observed('tts');
  const replies = tts ? answered(allOf(tts)).map(({ reply }) => reply) : [];
  // Silence is like silence: what is no speech is another story.
  const heard = replies.filter(({ audio, chars }) => audio && speechDefect(audio, chars) === undefined);
  return { replies, canned: sharedSounds(heard) };
}

/** Whether a recording of one sentence is a recording of another: then none says anything of an ear. */
export const isCanned = (facts: Facts): boolean => cannedSpeech(facts).canned.length > 0;
