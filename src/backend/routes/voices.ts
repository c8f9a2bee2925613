import { routes } from '../../protocol/routes.ts';
import { voicesResponse } from '../../protocol/service.ts';
import { defaultVoice, voices } from '../../protocol/voices.ts';
import type { App } from '../http/app.ts';

/** `GET /voices` */
export function voicesRoute(app: App): void {
  app.get(routes.voices, { schema: { response: { 200: voicesResponse } } }, () => ({
    voices: voices.map(({ id, name }) => ({ id, name, default: id === defaultVoice })),
  }));
}
