import { describe, expect, it } from 'vitest';
import { checks } from '../../contract/checks.ts';
import { createAsk } from '../../contract/questioner.ts';
import { validate } from '../../contract/validation.ts';
import { createHost } from '../../host/host.ts';
import { endWithFile, startStack } from '../contract/stack-under-test.ts';
import { faults } from '../faults/index.ts';
import { noticed } from './faults-noticed.ts';

/** The kind of outcome of each of the checks that are run. */
async function outcomes(ids: readonly string[], on: readonly string[]): Promise<Record<string, string>> {
  const { url } = await startStack({ faults: on });
  const { host, close } = createHost();
  endWithFile(close);
  // A rate limit is waited out, but not here.
  const impatient = { ...host, clock: { ...host.clock, sleep: async () => {} } };
  const ask = createAsk({ host: impatient, url, apiKey: null, signal: new AbortController().signal });
  const wanted = checks.filter(({ id }) => ids.includes(id));
  expect(wanted.map(({ id }) => id).sort()).toEqual([...ids].sort());
  const { checks: checked } = await validate(url, wanted, ask);
  return Object.fromEntries(checked.map(({ id, outcome }) => [id, outcome.kind]));
}

const byValidate = Object.entries(noticed).flatMap(([id, { on = [id], validate: by }]) =>
  by ? [{ id, on, ...by }] : [],
);

describe('ralph validate', () => {
  it('or a review notices every fault', () => {
    expect(Object.keys(noticed).sort()).toEqual(faults.map(({ id }) => id).sort());
    for (const [id, { validate: checked, review, selftest, harmless }] of Object.entries(noticed)) {
      const by = [
        ...(checked?.by ?? []),
        ...(review?.findings ?? []),
        ...[selftest ?? harmless ?? []].flat(),
      ];
      expect([id, by.length]).not.toEqual([id, 0]);
    }
  });

  it('finds nothing wrong by these checks without a fault', async () => {
    const ids = [...new Set(byValidate.flatMap(({ by }) => by))];
    const { 'errors.retry-after': retryAfter, ...kinds } = await outcomes(ids, []);
    expect(new Set(Object.values(kinds))).toEqual(new Set(['holds']));
    expect(retryAfter).toBe('moot');
    const limited = await outcomes(['chat.answer', 'errors.retry-after'], ['rate-limit-tight:1']);
    expect(limited['errors.retry-after']).toBe('holds');
  });
});

// At once, because most of the time goes by in waiting for what never comes.
describe.concurrent('ralph validate notices', () => {
  it.each(byValidate)('$id', async ({ by, after = [], on }) => {
    const kinds = await outcomes([...by, ...after], on);
    for (const id of by)
      expect([id, kinds[id]]).toEqual([id, expect.stringMatching(/differs|missing|unasked/)]);
  });
});
