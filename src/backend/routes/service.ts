import { contractVersion, routes } from '../../protocol/routes.ts';
import { serviceResponse } from '../../protocol/service.ts';
import { voices } from '../../protocol/voices.ts';
import type { App } from '../http/app.ts';
import type { Parts } from '../parts.ts';

/** `GET /` */
export function serviceRoute(app: App, { conversation, speaker, transcriber }: Parts): void {
  app.get(routes.service, { schema: { response: { 200: serviceResponse } } }, () => ({
    service: 'EVA-VOICE',
    status: 'online' as const,
    version: contractVersion,
    features: {
      llm: conversation.model(),
      stt: transcriber?.recall(transcriber.engine)?.state === 'ready' ? transcriber.engine : 'browser-only',
      tts: speaker.answering() ?? 'disabled',
    },
    voices: voices.map(({ id }) => id),
  }));
}
