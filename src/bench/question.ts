import { promptFor, sentenceFor, sessionFor } from '../load/prompts.ts';
import { routes } from '../protocol/routes.ts';
import type { HttpDeed } from './scenario.ts';

/** One request over HTTP, and the word that an answer to it would hardly leave out. */
export interface Question {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly json: object | null;
  readonly topic: string;
}

const post = (path: string, json: object, topic = ''): Question => ({ method: 'POST', path, json, topic });

/** Asks what nobody asked before, in a session of its own. */
export function questionFor(deed: HttpDeed, speech: 'en' | 'fr', turn: number): Question {
  if (deed.kind === 'get') return { method: 'GET', path: deed.path, json: null, topic: '' };
  const prompt = promptFor(speech, turn);
  const chat = { message: prompt.text, session_id: sessionFor('bench', turn), audio: false };
  switch (deed.kind) {
    case 'chat':
      return post(routes.chat, chat, prompt.topic);
    case 'chat-stream':
      return post(routes.chatStream, chat, prompt.topic);
    case 'tts':
      return post(routes.tts, { text: sentenceFor(speech, turn) });
    case 'tts-stream':
      return post(routes.ttsStream, { text: sentenceFor(speech, turn) });
  }
}
