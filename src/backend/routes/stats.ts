import { routes } from '../../protocol/routes.ts';
import { statsResponse } from '../../protocol/service.ts';
import type { App } from '../http/app.ts';
import type { Parts } from '../parts.ts';

/** `GET /stats` */
export function statsRoute(app: App, { store, speaker }: Parts): void {
  app.get(routes.stats, { schema: { response: { 200: statsResponse } } }, () => ({
    ...store.stats(),
    speech: speaker.tally(),
  }));
}
