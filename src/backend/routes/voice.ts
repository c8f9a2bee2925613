import { randomUUID } from 'node:crypto';
import { routes } from '../../protocol/routes.ts';
import { voiceQuery, voiceResponse } from '../../protocol/voice.ts';
import { hearingOf } from '../chains/transcriber.ts';
import type { App } from '../http/app.ts';
import { clientGone } from '../http/client-gone.ts';
import { recordingIn, takingForms } from '../http/form-file.ts';
import type { Parts } from '../parts.ts';
import { emotionOf } from '../speech/emotion.ts';
import { takeTurn } from '../turn/take-turn.ts';

/** `POST /voice`: a whole spoken turn; multipart with one `file`. */
export function voiceRoute(app: App, parts: Parts): void {
  const schema = { querystring: voiceQuery, response: { 200: voiceResponse } };
  takingForms(app, (scope) => {
    scope.post(routes.voice, { schema }, async (request, reply) => {
      hearingOf(parts.transcriber);
      const { voice = null, session_id: session = randomUUID() } = request.query;
      const recording = await recordingIn(request);
      const clips: Buffer[] = [];
      let heard = '';
      const { outcome, answer, latency, speech } = await takeTurn(
        { kind: 'recording', recording, session },
        { aloud: true, voice },
        parts,
        {
          transcript(text) {
            heard = text;
          },
          clip({ sound }) {
            if (sound) clips.push(sound.mp3);
          },
        },
        clientGone(request),
      );
      if (outcome === 'interrupted' || !answer) return reply.hijack();
      await parts.store.countRequest(latency.total_ms);
      return {
        user_text: heard,
        eva_response: answer.text,
        audio_base64: clips.length > 0 ? Buffer.concat(clips).toString('base64') : null,
        audio_format: clips.length > 0 ? ('mp3' as const) : null,
        mood: emotionOf(answer.text),
        session_id: session,
        model: answer.model,
        latency,
        speech: [...speech],
      };
    });
  });
}
