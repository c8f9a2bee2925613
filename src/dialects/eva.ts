import type { HttpRequest } from '../domain/host.ts';
import { recordingForm } from '../domain/recording-form.ts';
import type {
  Asked,
  ChatReply,
  Dialect,
  HealthClaim,
  Identity,
  SpeechAttempt,
  Stack,
  StackStats,
} from '../domain/stack.ts';
import { recogniseEva } from './eva-recognise.ts';
import { evaSocket, evaVoiceSocket } from './eva-socket.ts';
import { chatTokens, readChatStream, readSpeechStream } from './eva-stream.ts';
import { readSpokenReply, readTranscript } from './eva-voice.ts';
import {
  type Fields,
  interpret,
  interpretJson,
  isFields,
  nameField,
  numberField,
  shortened,
  textField,
} from './exchange.ts';

const PATHS = {
  root: '/',
  health: '/health',
  chat: '/chat',
  chat_stream: '/chat/stream',
  tts: '/tts',
  tts_stream: '/tts/stream',
  stt: '/stt',
  voice: '/voice',
  stats: '/stats',
  voice_socket: '/ws/voice',
  socket: '/ws/chat',
} as const;

const MIB = 1024 * 1024;

/** More names than these are no answer to a question about names. */
const MOST_NAMES = 50;

const flags = (fields: Fields): Record<string, boolean> =>
  Object.fromEntries(
    Object.entries(fields)
      .flatMap(([name, value]) => (typeof value === 'boolean' ? [[shortened(name), value] as const] : []))
      .slice(0, MOST_NAMES),
  );

const strings = (fields: unknown): Record<string, string> =>
  isFields(fields)
    ? Object.fromEntries(
        Object.entries(fields)
          .flatMap(([name, value]) =>
            typeof value === 'string' ? [[shortened(name), shortened(value)] as const] : [],
          )
          .slice(0, MOST_NAMES),
      )
    : {};

/** `services`: a word each, or an object with its `state`. */
const states = (services: Fields): Record<string, string> =>
  strings(
    Object.fromEntries(
      Object.entries(services).map(([name, about]) => [name, isFields(about) ? about.state : about]),
    ),
  );

function readHealth(fields: Fields): HealthClaim {
  const detail = nameField(fields, 'detail');
  return {
    status: nameField(fields, 'status'),
    services: flags(fields),
    ...(isFields(fields.services) ? { states: states(fields.services) } : {}),
    ...(detail !== null && { detail }),
  };
}

const voiceId = (voice: unknown): string[] => {
  const id = isFields(voice) ? voice.id : voice;
  return typeof id === 'string' ? [shortened(id)] : [];
};

const readIdentity = (fields: Fields): Identity => ({
  service: nameField(fields, 'service'),
  version: nameField(fields, 'version'),
  features: strings(fields.features),
  voices: Array.isArray(fields.voices) ? fields.voices.flatMap(voiceId).slice(0, MOST_NAMES) : [],
});

const readAttempt = (attempt: unknown): SpeechAttempt[] =>
  isFields(attempt) && typeof attempt.engine === 'string'
    ? [
        {
          engine: shortened(attempt.engine),
          spoke: attempt.spoke === true,
          detail: nameField(attempt, 'detail'),
        },
      ]
    : [];

function readChat(fields: Fields): ChatReply {
  const base64 = textField(fields, 'audio_base64') ?? '';
  return {
    text: textField(fields, 'response') ?? '',
    reportedMs: numberField(fields, 'latency_ms'),
    model: nameField(fields, 'model'),
    cached: fields.cached === true,
    audio: base64 === '' ? null : Buffer.from(base64, 'base64'),
    audioChars: base64.length,
    speech: Array.isArray(fields.speech) ? fields.speech.flatMap(readAttempt).slice(0, MOST_NAMES) : null,
    fields: Object.keys(fields).sort().slice(0, MOST_NAMES).map(shortened),
  };
}

const readStats = (fields: Fields): StackStats => ({
  averageMs: numberField(fields, 'avg_latency_ms'),
  totalRequests: numberField(fields, 'total_requests'),
  activeSessions: numberField(fields, 'active_sessions'),
});

/** The reference contract: HTTP with JSON, speech as bytes, a WebSocket for streamed turns. */
const eva: Dialect = {
  id: 'eva',
  recognise: recogniseEva,
  connect({ url, paths, apiKey, http, pace }) {
    const at = (route: keyof typeof PATHS): string => `${url}${paths[route] ?? PATHS[route]}`;
    const headers: Record<string, string> = apiKey === null ? {} : { 'x-api-key': apiKey };
    const get = (route: keyof typeof PATHS, asked: Asked) =>
      http.exchange({ method: 'GET', url: at(route), headers, maxBytes: MIB, ...asked });
    const post = (
      route: keyof typeof PATHS,
      json: object,
      asked: Asked & Pick<HttpRequest, 'timeline' | 'onPiece'>,
    ) => http.exchange({ method: 'POST', url: at(route), headers, json, maxBytes: 32 * MIB, ...asked });
    const send = (route: keyof typeof PATHS, query: string, file: Uint8Array, asked: Asked) =>
      http.exchange({
        ...{ method: 'POST', url: at(route) + query, headers, form: recordingForm(file), maxBytes: 32 * MIB },
        ...asked,
      });

    const chat =
      (audio: boolean): NonNullable<Stack['chat']> =>
      async ({ text, session, timeoutMs, signal }) =>
        interpretJson(
          await post('chat', { message: text, session_id: session, audio }, { timeoutMs, signal }),
          (fields) => {
            const remaining = numberField(fields, 'rate_limit_remaining');
            if (remaining !== null) pace?.remaining(remaining);
            return readChat(fields);
          },
        );

    return {
      health: async (asked) => interpretJson(await get('health', asked), readHealth),
      identity: async (asked) => interpretJson(await get('root', asked), readIdentity),
      stats: async (asked) => interpretJson(await get('stats', asked), readStats),
      chat: chat(false),
      turn: chat(true),
      speak: async ({ text, timeoutMs, signal }) =>
        interpret(await post('tts', { text }, { timeoutMs, signal }), ({ headers: found, body }) => {
          const label = found['content-type'] ?? null;
          const value = { audio: body, label, engine: found['x-tts-engine'] ?? null };
          return { value, raw: `content-type: ${label ?? 'none'}\n${body.length} bytes` };
        }),
      speakStream: async ({ text, ...asked }) =>
        interpret(await post('tts_stream', { text }, { ...asked, timeline: true }), readSpeechStream),
      converseStream: async ({ text, session, onToken, ...asked }) =>
        interpret(
          await post(
            'chat_stream',
            { message: text, session_id: session, audio: false },
            { ...asked, timeline: true, ...(onToken && { onPiece: chatTokens(onToken) }) },
          ),
          readChatStream,
        ),
      transcribe: async ({ recording, ...asked }) =>
        interpretJson(await send('stt', '', recording, asked), readTranscript),
      answerRecording: async ({ recording, session, ...asked }) =>
        interpretJson(
          await send('voice', `?session_id=${encodeURIComponent(session)}`, recording, asked),
          readSpokenReply,
        ),
      socket: evaSocket(at('socket'), headers),
      voiceSocket: evaVoiceSocket(at('voice_socket'), headers),
    };
  },
};

export default eva;
