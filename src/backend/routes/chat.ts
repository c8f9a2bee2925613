import { randomUUID } from 'node:crypto';
import { chatRequest, chatResponse } from '../../protocol/chat.ts';
import { routes } from '../../protocol/routes.ts';
import type { App } from '../http/app.ts';
import { clientGone } from '../http/client-gone.ts';
import { elapsedMs } from '../http/elapsed.ts';
import type { Parts } from '../parts.ts';

/** `POST /chat` */
export function chatRoute(app: App, { conversation, speaker, store }: Parts): void {
  const schema = { body: chatRequest, response: { 200: chatResponse } };
  app.post(routes.chat, { schema }, async (request) => {
    const startedAt = performance.now();
    const gone = clientGone(request);
    const { message, voice = null, audio, session_id } = request.body;
    const session = session_id ?? randomUUID();
    const { text, model, cached, llm } = await conversation.answer({ message, session }, gone, null);
    const clip = audio ? await speaker.say({ text, voice }, gone) : null;
    const mp3 = clip?.sound?.mp3;
    const latency = elapsedMs(startedAt);
    await store.countRequest(latency);
    return {
      response: text,
      session_id: session,
      latency_ms: latency,
      rate_limit_remaining: request.rateLimitRemaining,
      model,
      cached,
      audio_base64: mp3?.toString('base64') ?? null,
      audio_format: mp3 ? ('mp3' as const) : null,
      speech: [...(clip?.attempts ?? [])],
      ...(llm && { llm }),
    };
  });
}
