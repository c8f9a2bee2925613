import { expect } from 'vitest';
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

const sounding = (sound: unknown) =>
  proof({ look, symptom: () => ({ ...spoken, heard: sound }), honest: spoken });

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
};
