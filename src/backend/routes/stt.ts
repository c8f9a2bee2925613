import { limits } from '../../protocol/limits.ts';
import { routes } from '../../protocol/routes.ts';
import { sttResponse } from '../../protocol/speech.ts';
import type { App } from '../app.ts';
import { clientGone } from '../client-gone.ts';
import { elapsedMs } from '../elapsed.ts';
import { EngineUnavailable, RequestRefused } from '../failures.ts';
import type { Parts } from '../parts.ts';
import { containerOf } from '../sound.ts';

/** What the other parts of a form, and its frame, may take beside the file. */
const frameBytes = 64 * 1024;

/** `POST /stt`: multipart with one `file`. Its body parsers are its own, so no other route takes a form. */
export function sttRoute(app: App, { transcriber, store }: Parts): void {
  app.register(async (scope: App) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _payload, done) => done(notAForm()));
    scope.addContentTypeParser(
      'multipart/form-data',
      { parseAs: 'buffer', bodyLimit: limits.recordingBytes + frameBytes },
      (_request, body, done) => done(null, body),
    );
    scope.post(routes.stt, { schema: { response: { 200: sttResponse } } }, async (request) => {
      const startedAt = performance.now();
      const { body, headers } = request;
      if (!Buffer.isBuffer(body)) throw notAForm();
      if (!transcriber) throw new EngineUnavailable('no engine transcribes here: the browser has to');
      const bytes = await fileIn(body, headers['content-type'] ?? '');
      const container = containerOf(bytes);
      if (container === null) throw new RequestRefused(415, 'file: is no sound known here');
      const text = await transcriber.transcribe({ bytes, container }, clientGone(request));
      const latency = elapsedMs(startedAt);
      await store.countRequest(latency);
      return { text, latency_ms: latency };
    });
  });
}

const notAForm = () => new RequestRefused(415, 'the body must be multipart/form-data');

async function fileIn(body: Buffer, type: string): Promise<Uint8Array<ArrayBuffer>> {
  const { Response } = await import('undici');
  const form = await new Response(body, { headers: { 'content-type': type } }).formData().catch(() => {
    throw new RequestRefused(400, 'the body is not the form that it says it is');
  });
  const file = form.get('file');
  if (file === null || typeof file === 'string') throw new RequestRefused(422, 'file: is missing');
  if (file.size === 0) throw new RequestRefused(400, 'file: is empty');
  if (file.size > limits.recordingBytes) throw new RequestRefused(413, 'file: is too large');
  return new Uint8Array(await file.arrayBuffer());
}
