import fc from 'fast-check';
import { expect, it } from 'vitest';
import { contextIn, traceparentOf } from './span.ts';

const hex = (digits: number) =>
  fc
    .uint8Array({ minLength: digits / 2, maxLength: digits / 2 })
    .map((bytes) => Buffer.from(bytes).toString('hex'))
    .filter((text) => !/^0+$/.test(text));

it('reads of a header what it wrote into it', () => {
  fc.assert(
    fc.property(hex(32), hex(16), (traceId, spanId) => {
      expect(contextIn(traceparentOf({ traceId, spanId }))).toEqual({ traceId, spanId });
    }),
  );
});

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const SPAN = 'b7ad6b7169203331';

it.each([
  [`00-${TRACE}-${SPAN}-01`, true],
  [` 00-${TRACE}-${SPAN}-00 `, true],
  // A later version may say more.
  [`01-${TRACE}-${SPAN}-01-more`, true],
  [`ff-${TRACE}-${SPAN}-01`, false],
  [`00-${TRACE}-${SPAN}-01more`, false],
  [`00-${'0'.repeat(32)}-${SPAN}-01`, false],
  [`00-${TRACE}-${'0'.repeat(16)}-01`, false],
  [`00-${TRACE.toUpperCase()}-${SPAN}-01`, false],
  [`00-${TRACE}-${SPAN}`, false],
  ['', false],
  [undefined, false],
])('%s names a span: %s', (traceparent, names) => {
  expect(contextIn(traceparent)).toEqual(names ? { traceId: TRACE, spanId: SPAN } : undefined);
});
