import { routes } from '../../protocol/routes.ts';
import { ttsRequest } from '../../protocol/speech.ts';
import { EngineUnavailable } from '../failures.ts';
import type { App } from '../http/app.ts';
import { clientGone } from '../http/client-gone.ts';
import type { Parts } from '../parts.ts';
import { failedBefore, muteness } from '../speech/speaker.ts';

/** `POST /tts`: MP3; `x-tts-failed` names the engines that were asked in vain before the one that spoke. */
export function ttsRoute(app: App, { speaker, store }: Parts): void {
  app.post(routes.tts, { schema: { body: ttsRequest } }, async (request, reply) => {
    const { body } = request;
    const wish = {
      text: body.text,
      voice: body.voice ?? null,
      ratePct: body.rate ?? undefined,
      pitchHz: body.pitch ?? undefined,
    };
    const { sound, attempts, synthesisMs, encodingMs } = await speaker.say(wish, clientGone(request));
    if (!sound) throw new EngineUnavailable(muteness(attempts));
    await store.countRequest(synthesisMs + encodingMs);
    reply.headers({
      'content-type': 'audio/mpeg',
      'x-tts-engine': sound.engine,
      'server-timing': `synthesis;dur=${synthesisMs.toFixed(1)}, encoding;dur=${encodingMs.toFixed(1)}`,
      ...failedBefore(attempts),
    });
    return reply.send(sound.mp3);
  });
}
