import { expect, it } from 'vitest';
import { type Sample, successPct } from './sample.ts';

const good: Sample<string> = { wallMs: 1, reply: 'a' };
const rejected = (status: number): Sample<string> => ({
  wallMs: 1,
  failure: { kind: 'rejected', status, detail: '', retryAfterMs: null },
});

it('is of what was let through: a refusal for coming too often says nothing of the engine', () => {
  expect(successPct([good], [good, rejected(500)])).toBe(50);
  expect(successPct([good], [good, rejected(429), rejected(429)])).toBe(100);
  expect(successPct([], [rejected(500)])).toBe(0);
  expect(successPct([], [rejected(429)])).toBeUndefined();
  expect(successPct([], [])).toBeUndefined();
});
