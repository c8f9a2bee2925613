import fc from 'fast-check';
import { Client } from 'undici';
import { expect, it } from 'vitest';
import { routes } from '../../../protocol/routes.ts';
import { forms } from './forms.ts';
import { deadlineMs, fuzzedStack } from './fuzzed-stack.ts';
import { wrongWith } from './verdict.ts';

const CASES = 1_500;

const queries = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('', '?session_id=a', '?voice=eva') },
  { weight: 1, arbitrary: fc.webQueryParameters().map((query) => `?${query}`) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '?session_id=%00',
      '?voice=nobody',
      '?session_id=a&session_id=b',
      '?%',
      '?session_id=',
    ),
  },
);

it(`answers ${CASES} forms well`, { timeout: 300_000 }, async () => {
  const stack = await fuzzedStack();
  const client = new Client(stack.url);
  const statuses = new Set<number>();
  const paths = fc.constantFrom(routes.stt, routes.stt, routes.voice);
  const property = fc.asyncProperty(paths, queries, forms, async (path, query, { type, body }) => {
    const answer = await client.request({
      path: `${path}${query}`,
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
  expect([...statuses].sort()).toEqual([200, 400, 415, 422]);
  await stack.isAsWellAsBefore();
});
