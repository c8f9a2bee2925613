import { routes } from '../../protocol/routes.ts';
import type { App } from '../http/app.ts';
import type { Described } from '../openapi/document.ts';

/** `GET /openapi.json`: the stack as OpenAPI 3.1, drawn when it is first asked for. */
export function openapiRoute(app: App, described: Described): void {
  let document: Promise<object> | null = null;

  async function draw(): Promise<object> {
    const { openapiDocument } = await import('../openapi/document.ts');
    return openapiDocument(described);
  }

  app.get(routes.openapi, () => {
    document ??= draw();
    return document;
  });
}
