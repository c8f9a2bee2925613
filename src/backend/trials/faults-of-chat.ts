import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { listenIn } from './faults-of-sockets.ts';
import { json, lateness, type Proof, proof, type Stack } from './faults-proof.ts';

const ask = (stack: Stack, message = 'Parle-moi du vent', audio = false, session_id: string = randomUUID()) =>
  json(stack.post('/chat', { message, audio, session_id }));

/** What chat says over HTTP and over a socket, and what health says after it. */
async function look(stack: Stack) {
  const { status, body } = await ask(stack, 'Parle-moi du vent', true);
  const { frames } = await listenIn(
    stack,
    { type: 'message', content: 'Parle-moi du vent' },
    /"(end|error)"/,
  );
  const tokens = frames.flatMap((frame) =>
    typeof frame === 'string' ? (JSON.parse(frame).content ?? []) : [],
  );
  const health = await json(stack.get('/health'));
  return {
    status,
    words: body.response,
    streamed: tokens.join(''),
    speaks: typeof body.audio_base64 === 'string' && body.audio_format === 'mp3',
    llm: health.body.groq,
    tts: health.body.tts,
  };
}

const ofWind = expect.stringContaining('vent');
const other = expect.not.stringContaining('vent');
const honest = { status: 200, words: ofWind, streamed: ofWind, speaks: true, llm: true, tts: true };

const half = (text: unknown) => String(text).slice(0, Math.ceil(String(text).length / 2));

const saying = (different: object) => proof({ look, symptom: () => ({ ...honest, ...different }), honest });

const spoken = (different: object) =>
  proof({
    look: async (stack) => {
      const { status, body } = await ask(stack, 'Parle-moi du vent', true);
      return { status, audio: body.audio_base64 };
    },
    symptom: () => ({ status: 200, ...different }),
    // How MP3 begins.
    honest: { status: 200, audio: expect.stringMatching(/^(SUQz|\/\/)/) },
  });

/** Nobody waits for what never comes. */
const { argument: _, ...silence } = lateness(
  600,
  (stack) =>
    fetch(`${stack.url}/chat`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ message: 'Parle-moi du vent', audio: false, session_id: randomUUID() }),
      signal: AbortSignal.timeout(700),
    }).then(
      (response) => response.text(),
      () => '',
    ),
  { tries: 3 },
);

/** Proofs of the faults of conversation, by their ids. */
export const ofChat: Readonly<Record<string, Proof>> = {
  'chat-no-audio': saying({ speaks: false }),
  'chat-audio-absent': saying({ speaks: false }),
  'chat-audio-empty': spoken({ audio: '' }),
  'chat-audio-garbage': spoken({ audio: expect.not.stringMatching(/^(SUQz|\/\/)/) }),
  'chat-apology': saying({
    words: expect.stringContaining('souci technique'),
    streamed: expect.stringContaining('souci technique'),
    llm: false,
  }),
  'chat-empty': saying({ words: '', streamed: '', speaks: false }),
  'chat-canned': saying({ words: other, streamed: other }),
  'llm-down': saying({ status: 503, words: undefined, streamed: '', speaks: false, llm: false }),
  'chat-cut': proof({
    look,
    symptom: (before) => ({ ...honest, words: half(before.words), streamed: half(before.streamed) }),
    honest,
  }),
  'chat-cached': proof({
    async look(stack) {
      const question = 'Quel est mon nom ?';
      const session = randomUUID();
      await ask(stack, 'Je m’appelle Zoé', false, session);
      await ask(stack, question, false, session);
      const { body } = await ask(stack, question);
      return { words: body.response, cached: body.cached };
    },
    symptom: () => ({ words: expect.stringContaining('Zoé'), cached: false }),
    honest: { words: expect.not.stringContaining('Zoé'), cached: false },
  }),
  'provider-fails': proof({
    argument: 429,
    look: async (stack) => {
      const { status, body } = await ask(stack);
      return { status, why: body.detail };
    },
    symptom: () => ({ status: 503, why: expect.stringContaining('status 429: its rate limit is reached') }),
    honest: { status: 200, why: undefined },
  }),
  'provider-hangs': silence,
  'errors-excused': proof({
    beside: ['llm-down'],
    look: async (stack) => {
      const { status, body } = await ask(stack);
      return { status, words: body.response };
    },
    symptom: () => ({ status: 200, words: expect.stringContaining('souci technique') }),
    honest: { status: 503, words: undefined },
  }),
  'greetings-canned': proof({
    look: async (stack) => {
      const [first, second, question] = [
        await ask(stack, 'Bonjour !'),
        await ask(stack, 'test'),
        await ask(stack),
      ].map(({ body }) => body);
      return {
        models: [first?.model, second?.model].includes('a-large-model'),
        question: question?.response,
      };
    },
    symptom: () => ({ models: true, question: ofWind }),
    honest: { models: false, question: ofWind },
  }),
  'default-session-grows': {
    ...lateness(300, async (stack) => {
      await ask(stack, 'Parle-moi du vent', false, 'default');
      await ask(stack, 'Parle-moi du vent', false, 'default');
    }),
    argument: 300,
  },
  'features-lie': proof({
    async look(stack) {
      await ask(stack);
      return Object((await json(stack.get('/'))).body.features).llm;
    },
    symptom: () => 'llama-3.3-70b-versatile',
    honest: expect.not.stringContaining('llama'),
  }),
  'chat-slow': lateness(300, ask),
  'cold-start': { ...lateness(1_500, ask, { tries: 1 }), argument: 1 },
  'latency-lies': proof({
    // So long that nobody needs 3 ms.
    beside: ['chat-slow:50'],
    look: async (stack) => (await ask(stack)).body.latency_ms === 3,
    symptom: () => true,
    honest: false,
  }),
};
