import { routes } from '../../protocol/routes.ts';
import { errorResponse, healthResponse, probeResponse } from '../../protocol/service.ts';
import type { App } from '../http/app.ts';
import type { Parts } from '../parts.ts';

/** `GET /health`, `GET /health/live` and `GET /health/ready` */
export function healthRoute(app: App, { health }: Parts): void {
  const schema = { response: { 200: healthResponse, 503: healthResponse } };
  app.get(routes.health, { schema }, (_, reply) => {
    const report = health();
    if (report.status === 'unhealthy') reply.code(503);
    return report;
  });
  app.get(routes.live, { schema: { response: { 200: probeResponse } } }, () => ({
    status: 'alive' as const,
  }));
  app.get(routes.ready, { schema: { response: { 200: probeResponse, 503: errorResponse } } }, (_, reply) => {
    const { status, detail = status } = health();
    if (status !== 'unhealthy') return { status: 'ready' as const };
    reply.code(503);
    return { detail };
  });
}
