import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refusal } from './refusal.ts';

const URLENCODED = 'application/x-www-form-urlencoded';
const MULTIPART = 'multipart/form-data';
const FORM_BYTES = 4 * 1024;
/** Sixty reviews of the largest that is taken. */
const FILES_BYTES = 16 * 1024 * 1024;

/** What a form holds. */
export interface Form {
  readonly fields: Readonly<Record<string, string>>;
  readonly files: readonly { readonly name: string; readonly bytes: Buffer }[];
}

const fieldsOf = (entries: Iterable<[string, unknown]>): Record<string, string> =>
  Object.fromEntries(
    [...entries].flatMap(([name, value]): [string, string][] =>
      typeof value === 'string' ? [[name, value]] : [],
    ),
  );

async function multipart(body: Buffer, type: string): Promise<Form> {
  const { Response } = await import('undici');
  const form = await new Response(body, { headers: { 'content-type': type } }).formData().catch(() => {
    throw new Refusal(400, 'the body is not the form that it says it is');
  });
  const entries = [...form.entries()];
  const given = entries.flatMap(([, value]) =>
    typeof value === 'string' || value.name === '' ? [] : [value],
  );
  const files = given.map(async (file) => ({
    name: file.name,
    bytes: Buffer.from(await file.arrayBuffer()),
  }));
  return { fields: fieldsOf(entries), files: await Promise.all(files) };
}

/** Has the app take forms, and nothing else. */
export function takeForms(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  const kept = { parseAs: 'buffer' } as const;
  app.addContentTypeParser(URLENCODED, { ...kept, bodyLimit: FORM_BYTES }, (_, body, done) =>
    done(null, body),
  );
  app.addContentTypeParser(MULTIPART, { ...kept, bodyLimit: FILES_BYTES }, (_, body, done) =>
    done(null, body),
  );
}

/** The form of a request; one without a body is empty. Rejects with a refusal where it holds none. */
export async function formOf({ body, headers }: Pick<FastifyRequest, 'body' | 'headers'>): Promise<Form> {
  if (!Buffer.isBuffer(body)) return { fields: {}, files: [] };
  const type = headers['content-type'] ?? '';
  if (type.startsWith(MULTIPART)) return multipart(body, type);
  return { fields: fieldsOf(new URLSearchParams(body.toString())), files: [] };
}
