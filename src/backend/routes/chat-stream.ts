import { randomUUID } from 'node:crypto';
import { chatRequest } from '../../protocol/chat.ts';
import { routes } from '../../protocol/routes.ts';
import type { SpeechAttempt } from '../../protocol/speech.ts';
import type { App } from '../app.ts';
import { clientGone } from '../client-gone.ts';
import { elapsedMs } from '../elapsed.ts';
import { type SendEvent, streamEvents } from '../event-stream.ts';
import { languageOf, wordsOf } from '../language.ts';
import type { Parts } from '../parts.ts';
import type { SpeechWish } from '../prosody.ts';
import { sentencesOf } from '../sentences.ts';

/** `POST /chat/stream`: every token, then the sound of each sentence, then the end. */
export function chatStreamRoute(app: App, { conversation, speaker, store }: Parts): void {
  async function speak(whole: SpeechWish, gone: AbortSignal, send: SendEvent) {
    const attempts: SpeechAttempt[] = [];
    const language = languageOf(wordsOf(whole.text));
    for (const text of sentencesOf(whole.text)) {
      const clip = await speaker.say({ ...whole, text, language }, gone);
      attempts.push(...clip.attempts);
      if (clip.sound) send('audio', { audio_base64: clip.sound.mp3.toString('base64'), audio_format: 'mp3' });
    }
    return attempts;
  }

  app.post(routes.chatStream, { schema: { body: chatRequest } }, async (request, reply) => {
    const startedAt = performance.now();
    const gone = clientGone(request);
    const { message, voice = null, audio, session_id } = request.body;
    const session = session_id ?? randomUUID();
    await streamEvents(reply, async (send) => {
      const hear = (content: string) => send('token', { content });
      const { text, model, llm } = await conversation.answer({ message, session }, gone, hear);
      const speech = audio ? await speak({ text, voice }, gone, send) : [];
      const latency = elapsedMs(startedAt);
      await store.countRequest(latency);
      send('end', {
        session_id: session,
        latency_ms: latency,
        rate_limit_remaining: request.rateLimitRemaining,
        model,
        cached: false,
        speech,
        ...(llm && { llm }),
      });
    });
  });
}
