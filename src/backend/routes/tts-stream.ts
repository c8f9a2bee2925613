import { routes } from '../../protocol/routes.ts';
import { ttsRequest } from '../../protocol/speech.ts';
import { EngineUnavailable } from '../failures.ts';
import type { App } from '../http/app.ts';
import { clientGone } from '../http/client-gone.ts';
import { elapsedMs } from '../http/elapsed.ts';
import { streamed } from '../http/streamed.ts';
import type { Parts } from '../parts.ts';
import { type Clip, failedBefore, muteness } from '../speech/speaker.ts';
import { takeTurn } from '../turn/take-turn.ts';

/**
 * `POST /tts/stream`: MP3, sentence by sentence, the first as soon as it is spoken. The headers tell of the first
 * sentence. A later one that nobody can speak breaks the connection off, so that half a text is not taken for the whole.
 */
export function ttsStreamRoute(app: App, parts: Parts): void {
  app.post(routes.ttsStream, { schema: { body: ttsRequest } }, async (request, reply) => {
    const startedAt = performance.now();
    const { text, voice, rate, pitch } = request.body;
    const delivery = {
      aloud: true,
      voice: voice ?? null,
      ratePct: rate ?? undefined,
      pitchHz: pitch ?? undefined,
    };
    await streamed(reply, 'audio/mpeg', async (write) => {
      const clip = ({ sound, attempts }: Clip) => {
        if (!sound) throw new EngineUnavailable(muteness(attempts));
        if (!reply.raw.headersSent)
          reply.headers({ 'x-tts-engine': sound.engine, ...failedBefore(attempts) });
        write(sound.mp3);
      };
      const opening = { kind: 'script', text } as const;
      const { outcome } = await takeTurn(opening, delivery, parts, { clip }, clientGone(request));
      if (outcome === 'done') await parts.store.countRequest(elapsedMs(startedAt));
    });
  });
}
