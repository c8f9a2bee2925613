import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSignedBy, keyFromPem, newKey, pemOf, type Signable, signatureOf } from './signing.ts';

const told: Signable = { run: 'r', stack: 's', agent: 'a', body: 'b' };
const key = newKey();

/** A letter of base64 that stands for the same first four bits, and ends in other ones, which nobody reads. */
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const otherIn = (letter: string): string => BASE64[BASE64.indexOf(letter) + 1] ?? '';

describe('a signature', () => {
  it('holds for what was signed and for nothing that differs in a letter or in where a part ends', () => {
    const part = fc.string({ maxLength: 6 });
    const parts = fc.record({ run: part, stack: part, agent: part, body: part });
    fc.assert(
      fc.property(parts, parts, (one, other) => {
        const same = JSON.stringify(one) === JSON.stringify(other);
        expect(isSignedBy(other, signatureOf(one, key), key.public)).toBe(same);
      }),
      { numRuns: 60 },
    );
    const shifted = { ...told, run: 'rs', stack: '' };
    expect(isSignedBy(shifted, signatureOf(told, key), key.public)).toBe(false);
  });

  it('is of one key, and of no other', () => {
    expect(isSignedBy(told, signatureOf(told, key), newKey().public)).toBe(false);
  });

  it.each([
    ['no key', ''],
    ['a key that is too short', key.public.slice(0, 20)],
    ['a key that is too long', Buffer.alloc(33).toString('base64')],
    ['a key that is written otherwise', key.public.replace(/=$/, '')],
    ['a key with something behind it', `${key.public}\n`],
    ['a key whose last bits are others', key.public.replace(/(.)=$/, (_, last) => `${otherIn(last)}=`)],
    ['a key that is no point of the curve', Buffer.alloc(32, 0xff).toString('base64')],
  ])('does not hold under %s', (_, publicKey) => {
    expect(isSignedBy(told, signatureOf(told, key), publicKey)).toBe(false);
  });

  it.each(['', 'x', 'A'.repeat(86), '='.repeat(99)])('is not "%s"', (signature) => {
    expect(isSignedBy(told, signature, key.public)).toBe(false);
  });
});

describe('a key', () => {
  it('is the same after it was kept', () => {
    const again = keyFromPem(pemOf(key));
    expect(again?.public).toBe(key.public);
    expect(isSignedBy(told, signatureOf(told, again ?? newKey()), key.public)).toBe(true);
  });

  it.each(['', 'x', '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----'])(
    'is none where the file holds %j',
    (pem) => {
      expect(keyFromPem(pem)).toBeUndefined();
    },
  );
});
