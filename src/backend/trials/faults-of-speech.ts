import { expect } from 'vitest';
import { inspectAudio } from '../../audio/inspect.ts';
import { sharedSounds } from '../../domain/audio.ts';
import { heard, lateness, type Proof, proof, type Stack } from './faults-proof.ts';

const text = 'Le phare éclaire la mer toutes les dix secondes.';
const say = (stack: Stack) => stack.post('/tts', { text });

async function look(stack: Stack) {
  const response = await say(stack);
  const bytes = new Uint8Array(await response.arrayBuffer());
  const type = response.headers.get('content-type');
  return { status: response.status, type, heard: await heard(bytes, text.length) };
}

const spoken = { status: 200, type: 'audio/mpeg', heard: 'mp3' };

async function hear(stack: Stack) {
  const form = new FormData();
  form.append('file', await (await say(stack)).blob(), 'recording.mp3');
  const response = await fetch(`${stack.url}/stt`, { method: 'POST', body: form });
  return { status: response.status, text: Object(await response.json()).text };
}

const hearing = (different: object) =>
  proof({ look: hear, symptom: () => different, honest: { status: 200, text } });

const sounding = (sound: unknown) =>
  proof({ look, symptom: () => ({ ...spoken, heard: sound }), honest: spoken });

const soundOf = async (stack: Stack, said: string) => {
  const bytes = new Uint8Array(await (await stack.post('/tts', { text: said })).arrayBuffer());
  return { audio: await inspectAudio(bytes, null) };
};

/** Reads a streamed body; when each piece of it came, from the first byte on, and how many bytes came in all. */
async function arrivals(stack: Stack, passage: string) {
  const response = await stack.post('/tts/stream', { text: passage });
  const startedAt = performance.now();
  const pieces: { afterMs: number; bytes: number }[] = [];
  for await (const piece of response.body ?? [])
    pieces.push({ afterMs: performance.now() - startedAt, bytes: piece.length });
  return pieces;
}

const passage = `${text} La pluie tombe sur la ville. Le vent se lève.`;

/** How many times out of these something takes so many ms, at least. */
async function everLate(lateMs: number, times: number, act: () => Promise<unknown>) {
  const late: boolean[] = [];
  for (let each = 0; each < times; each += 1) {
    const startedAt = performance.now();
    await act();
    late.push(performance.now() - startedAt >= lateMs);
  }
  return late;
}

/** Proofs of the faults of speech, by their ids. */
export const ofSpeech: Readonly<Record<string, Proof>> = {
  'tts-none': proof({
    look: async (stack) => {
      const { status } = await say(stack);
      const health = await stack.get('/health');
      return { status, health: health.status };
    },
    symptom: () => ({ status: 503, health: 503 }),
    honest: { status: 200, health: 200 },
  }),
  'tts-tiny': sounding('140 bytes do not decode as audio (mp3)'),
  'tts-silent': sounding(expect.stringContaining('s of silence')),
  'tts-wav-as-mp3': sounding('wav'),
  'tts-truncated': sounding(expect.stringMatching(/^\d+ bytes decode to 0\.\d+ s for 48 characters/)),
  'tts-empty-200': sounding('the answer has no bytes'),
  'tts-slow': lateness(300, say),
  'tts-noise': sounding(expect.stringContaining('noise instead of speech')),
  'tts-beep': sounding(expect.stringContaining('a tone instead of speech')),
  'tts-garbage': sounding(expect.stringContaining('do not decode as audio')),
  'tts-canned': proof({
    look: async (stack) =>
      sharedSounds([await soundOf(stack, text), await soundOf(stack, 'La pluie tombe.')]).length,
    symptom: () => 2,
    honest: 0,
  }),
  'tts-cached': proof({
    beside: ['tts-slow:400'],
    async look(stack) {
      const said = `Le phare ${Math.random()}`;
      const [, again] = await everLate(400, 2, () => stack.post('/tts', { text: said }));
      return again;
    },
    symptom: () => false,
    honest: true,
  }),
  'tts-slows-down': lateness(
    800,
    async (stack) => {
      await say(stack);
      await say(stack);
    },
    { tries: 2 },
  ),
  'tts-stalls': proof({
    argument: 400,
    async look(stack) {
      const [first, ...rest] = await arrivals(stack, passage);
      return first?.bytes === 3_000 && rest.every(({ afterMs }) => afterMs - first.afterMs >= 395);
    },
    symptom: () => true,
    honest: false,
  }),
  'tts-filler': proof({
    async look(stack) {
      const opened = async (said: string) => {
        const response = await stack.post('/tts/stream', { text: said });
        const facts = await inspectAudio(new Uint8Array(await response.arrayBuffer()), null);
        return facts.decoded?.sound?.opening ?? null;
      };
      return (await opened('Le phare éclaire la mer.')) === (await opened('La pluie tombe sur la ville.'));
    },
    symptom: () => true,
    honest: false,
  }),
  'stream-buffered': lateness(300, async (stack) => {
    const response = await stack.post('/chat/stream', { message: 'Parle-moi du vent', audio: false });
    return response.text();
  }),
  'idle-unload': proof({
    argument: 1,
    look: (stack) =>
      everLate(1_400, 2, async () => {
        await new Promise((resolve) => setTimeout(resolve, 5));
        await say(stack);
      }).then((late) => late.every(Boolean)),
    symptom: () => true,
    honest: false,
  }),
  'stt-down': hearing({ status: 503, text: undefined }),
  'stt-empty': hearing({ status: 200, text: '' }),
  'stt-canned': hearing({ status: 200, text: 'Thank you for watching.' }),
  'stt-mishears': hearing({ status: 200, text: 'Le phare éclaire la um toutes les dix secondes.' }),
  'stt-slow': lateness(300, hear, { tries: 2 }),
};
