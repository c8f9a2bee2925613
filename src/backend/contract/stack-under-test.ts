import { MPEGDecoder } from 'mpg123-decoder';
import { afterAll, expect } from 'vitest';
import type * as z from 'zod';
import { errorResponse } from '../../protocol/service.ts';
import { type BackendOptions, type RunningBackend, startBackend } from '../start.ts';

/** Asks a stack over HTTP. */
export interface Client {
  get(path: string, headers?: Record<string, string>): Promise<Response>;
  /** Posts a value as JSON. */
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Response>;
  /** Posts bytes as they are. */
  postRaw(path: string, body: string, headers: Record<string, string>): Promise<Response>;
}

export const clientOf = (url: string): Client => {
  const postRaw: Client['postRaw'] = (path, body, headers) =>
    fetch(url + path, { method: 'POST', body, headers });
  return {
    get: (path, headers = {}) => fetch(url + path, { headers }),
    post: (path, body, headers = {}) =>
      postRaw(path, JSON.stringify(body), { 'content-type': 'application/json', ...headers }),
    postRaw,
  };
};

const ends: (() => unknown)[] = [];
afterAll(() => Promise.all(ends.map((end) => end())));

/** Has something ended with the test file, wherever in it this is called. */
export const endWithFile = (end: () => unknown): void => void ends.push(end);

/** Starts a stack that needs nothing installed, without a rate limit unless told; it ends with the test file. */
export async function startStack(options: BackendOptions = {}): Promise<RunningBackend & Client> {
  const backend = await startBackend({ speechEngines: ['tone'], rateLimitPerMinute: 0, ...options });
  endWithFile(backend.close);
  return { ...backend, ...clientOf(backend.url) };
}

/** The body, when status and shape are what they must be; no field beyond the contract's is let through. */
export async function answer<Shape extends z.ZodObject>(
  response: Response,
  status: number,
  shape: Shape,
): Promise<z.infer<Shape>> {
  expect(response.status).toBe(status);
  expect(response.headers.get('content-type')).toMatch(/^application\/json/);
  const body = await response.json();
  shape.strict().parse(body);
  return shape.parse(body);
}

/** The detail of an error of the one shape. */
export const refusal = async (response: Response, status: number): Promise<string> =>
  (await answer(response, status, errorResponse)).detail;

const decoder = new MPEGDecoder();

/** Decodes MP3: how long it is in seconds, and its loudest sample (0..1). Throws when it does not decode. */
export async function listen(mp3: Uint8Array): Promise<{ durationS: number; peak: number }> {
  await decoder.ready;
  await decoder.reset();
  const { channelData, sampleRate, errors } = decoder.decode(mp3);
  expect(errors).toEqual([]);
  const [samples = new Float32Array()] = channelData;
  const peak = samples.reduce((highest, sample) => Math.max(highest, Math.abs(sample)), 0);
  return { durationS: samples.length / sampleRate, peak };
}
