import { createHash, timingSafeEqual } from 'node:crypto';

/** Tells whether what a client sent as `X-API-Key` opens the stack. */
export type KeyCheck = (presented: string | string[] | undefined) => boolean;

const digest = (text: string) => createHash('sha256').update(text).digest();

/** A check that takes the same time for every wrong key of a length; without a configured key all are welcome. */
export function keyCheck(apiKey: string | null): KeyCheck {
  if (apiKey === null) return () => true;
  const expected = digest(apiKey);
  return (presented) => typeof presented === 'string' && timingSafeEqual(digest(presented), expected);
}
