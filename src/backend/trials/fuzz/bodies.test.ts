import fc from 'fast-check';
import { Client } from 'undici';
import { expect, it } from 'vitest';
import { routes } from '../../../protocol/routes.ts';
import { deadlineMs, fuzzedStack } from './fuzzed-stack.ts';
import { jsonBodies } from './json-bodies.ts';
import { wrongWith } from './verdict.ts';

const CASES = 4_000;

const paths = fc.constantFrom(
  routes.chat,
  routes.chatStream,
  routes.tts,
  routes.ttsStream,
  routes.clear,
  routes.stt,
);
const types = fc.oneof(
  { weight: 12, arbitrary: fc.constant('application/json') },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      'application/json; charset=utf-16',
      'APPLICATION/JSON;;;',
      'application/json, text/plain',
      'text/plain',
      'multipart/form-data',
      'application/vnd.api+json',
      'application/',
      '/',
      ';',
      'application/json; boundary="',
      `text/${'x'.repeat(4_000)}`,
    ),
  },
);

it(`answers ${CASES} bodies well`, { timeout: 300_000 }, async () => {
  const stack = await fuzzedStack();
  const client = new Client(stack.url);
  const statuses = new Set<number>();
  const property = fc.asyncProperty(paths, types, jsonBodies, async (path, type, body) => {
    const answer = await client.request({
      path,
      method: 'POST',
      headers: { 'content-type': type },
      body,
      signal: AbortSignal.timeout(deadlineMs),
    });
    const told = { status: answer.statusCode, body: await answer.body.text() };
    statuses.add(told.status);
    expect(wrongWith(told)).toBeNull();
  });
  await fc.assert(property, { numRuns: CASES });
  await client.destroy();
  expect([...statuses].sort()).toEqual([200, 400, 413, 415, 422]);
  await stack.isAsWellAsBefore();
});
