import { serverEvents } from '../dialects/server-events.ts';
import { isExcuse } from '../domain/chat.ts';
import { type SpeechChunk, speechTimes } from '../statistics/speech-stream.ts';
import { mp3Duration } from './mp3-duration.ts';
import type { Question } from './question.ts';
import type { HttpDeed } from './scenario.ts';
import { Stamps } from './stamps.ts';
import { Words } from './words.ts';

/** Reads the body of one answer as it comes: cheaply, because it must not disturb the sending. */
export interface AnswerReader {
  piece(bytes: Uint8Array, atMs: number): void;
  /** What the whole body was worth. */
  end(): Read;
}

/** A right answer with its own times, or in a few words of ours why it is none. */
export type Read =
  | {
      readonly wrong: null;
      readonly firstMs: number | null;
      readonly underrunMs: number | null;
      readonly gapsMs?: Float64Array;
    }
  | { readonly wrong: string };

type Make = (question: Question, contentType: string) => AnswerReader;

const right = (firstMs: number | null = null, underrunMs: number | null = null): Read => ({
  wrong: null,
  firstMs,
  underrunMs,
});

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const textIn = (value: unknown, key: string): string => {
  const text: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
  return typeof text === 'string' ? text : '';
};

/** What is wrong with the words of an answer; null: nothing. */
export function wrongWords(text: string, topic: string): string | null {
  if (text.trim() === '') return 'empty answer';
  return isExcuse(text, topic) ? 'apology' : null;
}

const anything: Make = () => {
  let bytes = 0;
  return {
    piece: (piece) => {
      bytes += piece.length;
    },
    end: () => (bytes === 0 ? { wrong: 'empty answer' } : right()),
  };
};

const chat: Make = ({ topic }) => {
  const pieces: Uint8Array[] = [];
  return {
    piece: (piece) => {
      pieces.push(piece);
    },
    end() {
      const wrong = wrongWords(textIn(parsed(Buffer.concat(pieces).toString()), 'response'), topic);
      return wrong === null ? right() : { wrong };
    },
  };
};

const chatStream: Make = ({ topic }) => {
  const events = serverEvents();
  const words = new Words();
  let [ended, failed] = [false, false];
  const tokens = new Stamps();
  return {
    piece(bytes, atMs) {
      for (const { name, data } of events(bytes)) {
        const token = name === 'token' ? textIn(parsed(data), 'content') : '';
        if (token !== '') tokens.push(atMs);
        words.push(token);
        ended ||= name === 'end';
        failed ||= name === 'error';
      }
    },
    end() {
      const wrong = failed ? 'error event' : ended ? wrongWords(words.text, topic) : 'no end event';
      return wrong === null ? { ...right(tokens.firstMs), gapsMs: tokens.gapsMs() } : { wrong };
    },
  };
};

const speech: Make = (question, contentType) =>
  contentType.startsWith('audio/') ? anything(question, contentType) : notSound;
const notSound: AnswerReader = { piece: () => {}, end: () => ({ wrong: 'not audio' }) };

const speechStream: Make = (_question, contentType) => {
  if (!contentType.startsWith('audio/')) return notSound;
  const added = mp3Duration();
  const chunks: SpeechChunk[] = [];
  return {
    piece: (bytes, atMs) => {
      chunks.push({ atMs, audioMs: added(bytes) });
    },
    end() {
      // Sent at 0 of the clock: then every time is one of the clock.
      const times = speechTimes({ sentMs: 0, chunks, leadingSilenceMs: 0 });
      return times ? right(times.ttfbMs, times.underrunMs) : { wrong: 'no sound' };
    },
  };
};

/** How the answer to each deed is read. */
export const readers: Readonly<Record<HttpDeed['kind'], Make>> = {
  get: anything,
  chat,
  'chat-stream': chatStream,
  tts: speech,
  'tts-stream': speechStream,
};
