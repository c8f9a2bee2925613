import { evaVoice } from '../dialects/eva-socket.ts';
import { routes } from '../protocol/routes.ts';
import { playedAtMs, type SpeechChunk, speechTimes } from '../statistics/speech-stream.ts';
import { wrongWords } from './answer-reader.ts';
import type { Ear } from './ear.ts';
import { mp3Duration } from './mp3-duration.ts';
import { type Asked, type Exchange, talkers } from './socket-turn.ts';
import { refusal } from './socket-visitor.ts';
import { Stamps } from './stamps.ts';
import type { Utterance } from './utterance.ts';
import type { Outcome, Visitor } from './visitor.ts';
import { Words } from './words.ts';

const MOST_SOUND_BYTES = 8 * 1024 * 1024;
/** Nobody talks so long in one turn, and somebody would have to listen. */
const MOST_SOUND_MS = 5 * 60_000;

const failed = (reason: string): Outcome => ({ kind: 'failed', reason });

/** The sound of an answer as it comes: stamped and put aside. */
function soundPieces() {
  const pieces: { readonly bytes: Uint8Array; readonly atMs: number }[] = [];
  let length = 0;
  return {
    /** False once there is too much. */
    push(bytes: Uint8Array, atMs: number): boolean {
      pieces.push({ bytes, atMs });
      length += bytes.length;
      return length <= MOST_SOUND_BYTES;
    },
    chunks(): SpeechChunk[] {
      const added = mp3Duration();
      return pieces.map(({ bytes, atMs }) => ({ atMs, audioMs: added(bytes) }));
    },
    /** A copy that may be given away. */
    whole(): Uint8Array<ArrayBuffer> {
      const whole = new Uint8Array(length);
      let at = 0;
      for (const { bytes } of pieces) {
        whole.set(bytes, at);
        at += bytes.length;
      }
      return whole;
    },
  };
}

/** One turn: what is said, and the answer in words and sound. */
function exchange({ say, topic }: Utterance, ear: Ear): Exchange {
  const tokens = new Stamps();
  const sound = soundPieces();
  const answer = new Words();

  async function heard(sentMs: number, endMs: number): Promise<Outcome> {
    const chunks = sound.chunks();
    const times = speechTimes({ sentMs: 0, chunks, leadingSilenceMs: 0 });
    if (!times) return failed('no sound');
    if (times.audioMs > MOST_SOUND_MS) return failed('too much sound');
    const silenceMs = await ear.leadingSilence(sound.whole()).catch(() => undefined);
    if (silenceMs === undefined) return failed('sound not decoded');
    const audibleMs = silenceMs === null ? undefined : playedAtMs(chunks, silenceMs);
    const playedMs = playedAtMs(chunks, times.audioMs);
    if (audibleMs === undefined || playedMs === undefined) return failed('only silence');
    return {
      ...{ kind: 'answered', sentMs, endMs, firstMs: tokens.firstMs, gapsMs: tokens.gapsMs() },
      underrunMs: times.underrunMs,
      heard: { audibleMs, playedMs },
    };
  }

  return {
    say,
    hear(received, atMs, sentMs) {
      const frame = evaVoice.read(received);
      switch (frame.kind) {
        case 'token':
          if (frame.text !== '') tokens.push(atMs);
          answer.push(frame.text);
          return undefined;
        case 'audio':
          return sound.push(frame.bytes, atMs) ? undefined : failed('too much sound');
        case 'error':
          return refusal(frame);
        case 'end': {
          const wrong = wrongWords(answer.text, topic);
          return wrong === null ? heard(sentMs, atMs) : failed(wrong);
        }
        case 'interrupted':
          return failed('interrupted');
        default:
          return undefined;
      }
    },
  };
}

/**
 * Visitors who talk over `/ws/voice`. What they say goes out as one frame at the moment they end speaking, and they
 * listen to the end of an answer before they think of the next turn.
 */
export function voiceVisitors(
  asked: Asked,
  utterance: (number: number) => Utterance,
  ear: Ear,
): { enter(): Visitor; close(): Promise<void> } {
  const { introduction } = evaVoice;
  const turn = (number: number) => exchange(utterance(number), ear);
  const { enter, close } = talkers(asked, { route: routes.voiceSocket, introduction, turn });
  return { enter, close: async () => void (await Promise.all([close(), ear.close()])) };
}
