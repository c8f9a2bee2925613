import { type Plan, pieceTimes } from './plan.ts';
import { soundOf } from './sound.ts';

/** An answer that is ready but for its times. */
export interface Answer {
  readonly type: string;
  /** When each of its pieces is due, in ms after the request was read. */
  readonly dueMs: readonly number[];
  /** A piece, which may say when it was really written. */
  piece(index: number, atMs: number): string | Uint8Array;
}

/** What was asked: the plan, the text in the request ("" without any), and the how manieth request it is. */
export interface Question {
  readonly plan: Plan;
  readonly text: string;
  readonly turn: number;
}

const wordsOf = (text: string): string[] => text.split(/\s+/).filter(Boolean);

/** The pieces say the question again and again: an answer on its topic, and another one to each question. */
export function tokensOf({ plan, text }: Pick<Question, 'plan' | 'text'>): string[] {
  const words = wordsOf(text);
  return Array.from({ length: plan.tokens }, (_, index) => `${words[index % words.length] ?? 'w'} `);
}

const round = (ms: number): number => Math.round(1000 * ms) / 1000;

/** A piece of text with the time at which it was written. */
export const token = (content: string, atMs: number) => ({ content, at_ms: round(atMs) });

const event = (name: string, data: object): string => `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;

const inOne = (type: string, plan: Plan, piece: (atMs: number) => string | Uint8Array): Answer => ({
  type,
  dueMs: [plan.ms],
  piece: (_, atMs) => piece(atMs),
});

const json = (plan: Plan, said: (atMs: number) => object): Answer =>
  inOne('application/json', plan, (atMs) => JSON.stringify(said(atMs)));

const about = (atMs: number) => ({
  session_id: 'calibration',
  latency_ms: round(atMs),
  model: 'known-delay',
  cached: false,
});

function chatStream({ plan, text }: Question): Answer {
  const tokens = tokensOf({ plan, text });
  return {
    type: 'text/event-stream',
    dueMs: pieceTimes(plan, tokens.length),
    piece(index, atMs) {
      const said = event('token', token(tokens[index] ?? '', atMs));
      return index < tokens.length - 1 ? said : said + event('end', about(atMs));
    },
  };
}

async function speechStream({ plan, turn }: Question): Promise<Answer> {
  const bytes = await soundOf(plan.chunk_ms * plan.chunks, turn);
  const each = Math.ceil(bytes.length / plan.chunks);
  return {
    type: 'audio/mpeg',
    dueMs: pieceTimes(plan, plan.chunks),
    piece: (index) => bytes.subarray(index * each, (index + 1) * each),
  };
}

async function speech({ plan, turn }: Question): Promise<Answer> {
  const bytes = await soundOf(1000 * plan.seconds, turn);
  return inOne('audio/mpeg', plan, () => bytes);
}

/** How each route answers, in the shapes of the wire contract. */
export const answers: Readonly<Record<string, (question: Question) => Answer | Promise<Answer>>> = {
  '/': ({ plan }) =>
    json(plan, () => ({
      service: 'known-delay-server',
      status: 'online',
      version: '1',
      features: {},
      voices: [],
    })),
  '/health': ({ plan }) =>
    json(plan, () => ({ status: 'healthy', groq: true, whisper: true, tts: true, database: true })),
  '/delay': ({ plan }) => inOne('text/plain', plan, () => 'ok'),
  '/chat': ({ plan, text }) =>
    json(plan, (atMs) => ({ response: `You said: ${text}`, ...about(atMs), audio_base64: null })),
  '/chat/stream': chatStream,
  '/sse': chatStream,
  '/tts': speech,
  '/tts/stream': speechStream,
};
