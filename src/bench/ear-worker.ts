// The program of the thread that decodes answers, so that the one with the clock need not.
import { parentPort } from 'node:worker_threads';
import type { Heard, ToHear } from './ear.ts';
import { leadingSilenceOf } from './leading-silence.ts';

parentPort?.on('message', async ({ id, mp3 }: ToHear) => {
  // What breaks the decoder is nothing that anybody heard.
  const silenceMs = await leadingSilenceOf(mp3).catch(() => null);
  parentPort?.postMessage({ id, silenceMs } satisfies Heard);
});
