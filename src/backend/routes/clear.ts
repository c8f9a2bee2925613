import { clearRequest, clearResponse } from '../../protocol/chat.ts';
import { routes } from '../../protocol/routes.ts';
import type { App } from '../http/app.ts';
import type { Parts } from '../parts.ts';

/** `POST /clear` */
export function clearRoute(app: App, { store }: Parts): void {
  app.post(
    routes.clear,
    { schema: { body: clearRequest, response: { 200: clearResponse } } },
    async ({ body }) => {
      await store.forget(body.session_id);
      return { status: 'cleared' as const, session_id: body.session_id };
    },
  );
}
