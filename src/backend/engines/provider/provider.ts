import type { FormData, Response } from 'undici';
import { type Patience, persistently } from './patience.ts';
import { ProviderFailure, refusedWith, unreachable } from './provider-failure.ts';

/** A model behind an OpenAI-compatible API. */
export interface Provider {
  /** Up to and with the version: `http://localhost:11434/v1`. */
  readonly url: string;
  readonly model: string;
  readonly apiKey?: string;
}

/** What is wrong with the address of a provider; null when nothing is. */
export function problemWithUrl(url: string): string | null {
  if (!URL.canParse(url)) return 'is no URL';
  const { protocol, username, password } = new URL(url);
  if (protocol !== 'http:' && protocol !== 'https:') return 'is neither http nor https';
  return username || password ? 'holds a password' : null;
}

/** What is asked of a provider: JSON, or a form with a file in it. */
type Question = { readonly json: unknown } | { readonly form: FormData };

const bodyOf = (question: Question) =>
  'form' in question
    ? { body: question.form, headers: {} }
    : { body: JSON.stringify(question.json), headers: { 'content-type': 'application/json' } };

/**
 * Posts to a route of a provider; resolves with its 2xx answer, the body unread. Follows no redirect, so the key goes
 * nowhere else. Rejects with ProviderFailure, and when the signal aborts.
 */
export async function askProvider(
  { url, apiKey }: Provider,
  route: string,
  question: Question,
  { signal, ...patience }: Patience & { readonly signal: AbortSignal },
): Promise<Response> {
  const { fetch } = await import('undici');
  const { body, headers } = bodyOf(question);
  const authorization = apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` };
  const ask = async () => {
    const response = await fetch(`${url.replace(/\/+$/, '')}${route}`, {
      method: 'POST',
      body,
      headers: { ...headers, ...authorization },
      redirect: 'manual',
      signal,
    }).catch((error: unknown) => {
      throw unreachable(error);
    });
    if (response.ok) return response;
    await response.body?.cancel();
    throw refusedWith(response.status, response.headers);
  };
  return persistently(ask, patience, signal);
}

/** The pieces of a body; one that breaks off, or grows over `bytesAtMost`, is a ProviderFailure. */
export async function* piecesOf(response: Response, bytesAtMost: number): AsyncGenerator<Uint8Array> {
  let size = 0;
  try {
    for await (const piece of response.body ?? []) {
      size += piece.length;
      if (size > bytesAtMost) throw new ProviderFailure(`it sent more than ${bytesAtMost} bytes`);
      yield piece;
    }
  } catch (error) {
    throw error instanceof ProviderFailure ? error : new ProviderFailure('the answer broke off');
  }
}

/** A whole body. Rejects like {@link piecesOf}. */
export async function bytesOf(response: Response, bytesAtMost: number): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of piecesOf(response, bytesAtMost)) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** JSON, or undefined for what is none. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
