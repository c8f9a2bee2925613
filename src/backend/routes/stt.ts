import { routes } from '../../protocol/routes.ts';
import { sttResponse } from '../../protocol/speech.ts';
import type { App } from '../app.ts';
import { clientGone } from '../client-gone.ts';
import { elapsedMs } from '../elapsed.ts';
import { recordingIn, takingForms } from '../form-file.ts';
import type { Parts } from '../parts.ts';
import { hearingOf } from '../transcriber.ts';

/** `POST /stt`: multipart with one `file`. */
export function sttRoute(app: App, { transcriber, store }: Parts): void {
  takingForms(app, (scope) => {
    scope.post(routes.stt, { schema: { response: { 200: sttResponse } } }, async (request) => {
      const startedAt = performance.now();
      const listener = hearingOf(transcriber);
      const text = await listener.transcribe(await recordingIn(request), clientGone(request));
      const latency = elapsedMs(startedAt);
      await store.countRequest(latency);
      return { text, latency_ms: latency };
    });
  });
}
