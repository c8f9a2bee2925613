import { expect, test } from 'vitest';
import { maskFor } from '../../domain/secrets/mask.ts';
import { LIVE_SCRIPT } from './live.ts';

test('the script holds nothing that is masked on its way out: a browser would refuse what is not what its hash says', () => {
  const script = String(LIVE_SCRIPT);
  expect(maskFor([])(script)).toBe(script);
});

test('the script is one that a browser can read', () => {
  expect(() => new Function(String(LIVE_SCRIPT))).not.toThrow();
  expect(String(LIVE_SCRIPT)).not.toMatch(/<\/script|<!--/i);
});
