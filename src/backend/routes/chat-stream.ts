import { randomUUID } from 'node:crypto';
import { chatRequest } from '../../protocol/chat.ts';
import { routes } from '../../protocol/routes.ts';
import type { App } from '../http/app.ts';
import { clientGone } from '../http/client-gone.ts';
import { type SendEvent, streamEvents } from '../http/event-stream.ts';
import type { Parts } from '../parts.ts';
import { type Audience, takeTurn } from '../turn/take-turn.ts';

/** `POST /chat/stream`: tokens as they come, the sound of each sentence as soon as it is spoken, then the end. */
export function chatStreamRoute(app: App, parts: Parts): void {
  app.post(routes.chatStream, { schema: { body: chatRequest } }, async (request, reply) => {
    const { message: text, voice = null, audio: aloud, session_id } = request.body;
    const session = session_id ?? randomUUID();
    await streamEvents(reply, async (send) => {
      const { outcome, answer, latency, speech } = await takeTurn(
        { kind: 'message', text, session },
        { aloud, voice },
        parts,
        audienceOf(send),
        clientGone(request),
      );
      if (outcome === 'interrupted' || !answer) return;
      const { text: _, ...about } = answer;
      await parts.store.countRequest(latency.total_ms);
      send('end', {
        session_id: session,
        latency_ms: latency.total_ms,
        rate_limit_remaining: request.rateLimitRemaining,
        ...about,
        speech: [...speech],
      });
    });
  });
}

const audienceOf = (send: SendEvent): Audience => ({
  token: (content) => send('token', { content }),
  clip({ sound }) {
    if (sound) send('audio', { audio_base64: sound.mp3.toString('base64'), audio_format: 'mp3' });
  },
});
