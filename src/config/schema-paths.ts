import * as z from 'zod';
import { section } from './fields.ts';

const route = (example: string) => {
  const error = 'a path that begins with one slash, such as /chat';
  return z
    .string({ error })
    .regex(/^\/([^/\\\s][^\\\s]*)?$/, { error })
    .meta({ examples: [example] })
    .optional();
};

/** The block `paths` of a server. */
export const pathsSchema = section({
  health: route('/healthz').describe('Health check. In dialect openai: instead of the list of models.'),
  models: route('/v1/models').describe(
    'The models a server lists. Dialect openai asks it for its health as well.',
  ),
  chat: route('/v2/chat').describe('One chat turn over HTTP.'),
  tts: route('/v2/tts').describe('Text to speech.'),
  chat_stream: route('/v2/chat/stream').describe(
    'One chat turn as server-sent events. Dialect openai: default is the one of chat.',
  ),
  tts_stream: route('/v2/tts/stream').describe(
    'Text to speech, sentence by sentence. Dialect openai: default is the one of tts.',
  ),
  stt: route('/inference').describe('A recording to text.'),
  voice: route('/v2/voice').describe('A recording to a spoken answer.'),
  stats: route('/metrics.json').describe('The figures the stack keeps of itself.'),
  root: route('/about').describe('What the stack says it is.'),
  socket: route('/ws').describe('Chat over a WebSocket.'),
  voice_socket: route('/ws/audio').describe('Spoken turns over a WebSocket.'),
});
