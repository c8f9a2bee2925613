import { describe, expect, it } from 'vitest';
import { earsOf } from './ears.js';

describe('who listens', () => {
  const browser = { isSecureContext: true, records: true, recognises: true };
  it.each([
    [true, browser, 'hearsStack'],
    [false, browser, 'hearsBrowser'],
    [true, { ...browser, records: false }, 'hearsBrowser'],
    [false, { ...browser, recognises: false }, 'hearsNobody'],
    [true, { isSecureContext: true, records: false, recognises: false }, 'hearsUnrecorded'],
    [true, { ...browser, isSecureContext: false }, 'hearsInsecure'],
  ])('stack transcribes: %s, browser: %j → %s', (stack, can, hint) => {
    const ears = earsOf(stack, can);
    expect(ears.hint).toBe(hint);
    expect(ears.listen !== null).toBe(hint === 'hearsStack' || hint === 'hearsBrowser');
  });
});
