import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fuzzedStack } from './fuzzed-stack.ts';
import { answersIn } from './http-answers.ts';
import { rawRequests } from './raw-requests.ts';
import { leakIn, wrongWith } from './verdict.ts';
import { exchange } from './wire.ts';

const CASES = 2_000;
const AT_ONCE = 20;

it(`answers ${CASES} raw requests well, or closes`, { timeout: 300_000 }, async () => {
  const stack = await fuzzedStack();
  const batch = fc.array(rawRequests, { minLength: AT_ONCE, maxLength: AT_ONCE });
  const property = fc.asyncProperty(batch, async (requests) => {
    const exchanges = requests.map(async (request) => ({
      request,
      ...(await exchange(stack.port, request)),
    }));
    for (const { request, hung, bytes } of await Promise.all(exchanges)) {
      const sent = request.toString('latin1', 0, 1_000);
      expect(hung, sent).toBe(false);
      for (const answer of answersIn(bytes))
        expect(wrongWith(answer) ?? leakIn(answer.head), sent).toBeNull();
    }
  });
  await fc.assert(property, { numRuns: CASES / AT_ONCE });
  await stack.isAsWellAsBefore();
});
