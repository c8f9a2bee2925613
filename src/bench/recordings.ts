// Imports undici: loaded only where users speak.
import { randomInt } from 'node:crypto';
import { Agent, request } from 'undici';
import { promptFor } from '../load/prompts.ts';
import { routes } from '../protocol/routes.ts';
import { mp3Frames } from './mp3-duration.ts';

/** What users say, as frames of MP3 that can be joined: numbers to begin with, and questions. */
export interface Recordings {
  readonly numbers: readonly Uint8Array[];
  readonly questions: readonly { readonly mp3: Uint8Array; readonly topic: string }[];
}

interface Studio {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly speech: 'en' | 'fr';
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

const NUMBERS = 12;
const QUESTIONS = 10;
const MOST_BYTES = 4 * 1024 * 1024;

/** Says a text with the voice of the stack; rejects in words of ours where that gives no MP3. */
async function record(text: string, { url, headers, timeoutMs, signal }: Studio, dispatcher: Agent) {
  const failed = (found: string) =>
    new Error(`${routes.tts} of the stack is to say what users will say, and gave ${found}`);
  const answer = await request(`${url}${routes.tts}`, {
    ...{ method: 'POST', dispatcher, headersTimeout: timeoutMs, bodyTimeout: timeoutMs, signal },
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ text }),
  }).catch((error: Error) => {
    throw failed(`no answer (${'code' in error ? String(error.code) : error.name})`);
  });
  const bytes = await answer.body.bytes().catch(() => {
    throw failed('no whole answer');
  });
  if (answer.statusCode !== 200) throw failed(`HTTP ${answer.statusCode}`);
  const frames = mp3Frames(bytes);
  if (frames.length === 0) throw failed('no MP3');
  return frames;
}

/** Has the stack's own voice say, one after the other, what users will say. */
export async function recordingsBy(studio: Studio): Promise<Recordings> {
  const dispatcher = new Agent({ maxResponseSize: MOST_BYTES });
  const said = new Set<number>();
  while (said.size < NUMBERS) said.add(randomInt(100, 1_000));
  const numbers: Uint8Array[] = [];
  const questions: Recordings['questions'][number][] = [];
  try {
    for (const number of said) numbers.push(await record(`${number}.`, studio, dispatcher));
    for (let number = 0; number < QUESTIONS; number++) {
      const { text, topic } = promptFor(studio.speech, number);
      questions.push({ mp3: await record(text, studio, dispatcher), topic });
    }
  } finally {
    await dispatcher.destroy();
  }
  return { numbers, questions };
}
