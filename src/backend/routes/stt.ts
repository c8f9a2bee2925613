import { routes } from '../../protocol/routes.ts';
import { sttResponse } from '../../protocol/speech.ts';
import { hearingOf } from '../chains/transcriber.ts';
import type { App } from '../http/app.ts';
import { clientGone } from '../http/client-gone.ts';
import { elapsedMs } from '../http/elapsed.ts';
import { recordingIn, takingForms } from '../http/form-file.ts';
import type { Parts } from '../parts.ts';

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
