import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { scoped } from '../../reporters/dashboard/addresses.ts';
import { askedIn, cycleIn, scopeIn } from './asked.ts';

describe('what an address asks for', () => {
  test('an address that a page draws is read back as it was meant, whatever the target is called', () => {
    const scopes = fc.record({
      target: fc.option(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }), { nil: null }),
      last: fc.option(fc.integer({ min: 1, max: 999_999 }), { nil: null }),
    });
    fc.assert(
      fc.property(scopes, (scope) => {
        expect(scopeIn(askedIn(scoped('/streaks', scope)))).toEqual(scope);
      }),
    );
  });

  test('the newest two hundred, if nothing is said', () => {
    expect(scopeIn(askedIn('/?target='))).toEqual({ target: null, last: 200 });
  });

  test.each(['0', '-1', '1e3', '1000000', 'many', '1;2'])('last=%s is refused', (last) => {
    expect(() => scopeIn({ last })).toThrow('expected a whole number from 1 on, or all');
  });

  test.each(['', '../../etc/passwd', '1/../2', '%2e%2e', '1e3', '-1', '0x1', '1234567890', '१२'])(
    'a cycle is a number: %j is not',
    (text) => {
      expect(() => cycleIn(text)).toThrow('expected the number of a cycle');
    },
  );
});
