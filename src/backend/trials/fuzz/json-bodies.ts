import fc from 'fast-check';
import { voices } from '../../../protocol/voices.ts';

/** Text of any UTF-16 units, halves of characters among them. */
const units = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 })
  .map((codes) => String.fromCharCode(...codes));

const long = fc
  .tuple(
    fc.constantFrom('a', '\u0000', '😀', '\ud800', '.', ' ', '\u202e'),
    fc.integer({ min: 0, max: 3_000 }),
  )
  .map(([unit, times]) => unit.repeat(times));

/** Strings of every kind. */
export const strings = fc.oneof(fc.string(), fc.string({ unit: 'grapheme' }), units, long);

/** Any JSON value, the right one half of the time. */
const either = (right: fc.Arbitrary<unknown>) =>
  fc.oneof(
    { weight: 3, arbitrary: right },
    { weight: 2, arbitrary: strings },
    { weight: 1, arbitrary: fc.jsonValue() },
  );

const fields = fc.record(
  {
    message: either(fc.constant('Parle-moi du vent')),
    text: either(fc.constant('Bonjour')),
    content: either(fc.constant('Hello')),
    session_id: either(fc.constantFrom('a', 'b', 'constructor', '__proto__')),
    voice: either(fc.constantFrom(...voices.map(({ id }) => id))),
    rate: either(fc.constantFrom('+10%', '-50%', '+999%')),
    pitch: either(fc.constantFrom('+0Hz', '-100Hz', '+-1Hz')),
    audio: fc.oneof({ weight: 9, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.jsonValue() }),
    type: either(fc.constantFrom('message', 'ping', 'clear', 'config', 'interrupt')),
  },
  { requiredKeys: ['audio'] },
);

const numbers = fc.constantFrom('1e999999', '-0', '9'.repeat(5_000), '0.1e-400', '01', 'NaN', '0x10', '1.');

/** JSON that no serializer writes. */
const handmade = fc.oneof(
  numbers.map((number) => `{"message":${number},"text":${number},"type":${number}}`),
  fc.integer({ min: 1, max: 15_000 }).map((depth) => '['.repeat(depth)),
  fc.integer({ min: 1, max: 8_000 }).map((depth) => `{"message":${'['.repeat(depth)}${']'.repeat(depth)}}`),
  fc.integer({ min: 1, max: 8_000 }).map((depth) => '{"a":'.repeat(depth)),
  fc.constantFrom(
    '{"message":"a","message":7}',
    '{"message":7,"message":"a","audio":false}',
    '{"__proto__":{"message":"a"},"message":"a"}',
    '{"constructor":{"prototype":{"message":"a"}},"message":"a","audio":false}',
    '{"message":"\\ud800","text":"\\udfff","session_id":"\\udc00","audio":false}',
    '{"message":"\\u0000","text":"\\u0000","session_id":"\\u0000","audio":false}',
    '\ufeff{"message":"a","audio":false}',
    '{"message":"a"} {"message":"b"}',
    "{'message':'a'}",
    '{"message":"a",}',
    '// a\n{}',
    '"message"',
    'null',
    ' ',
    '{"toString":1,"valueOf":1,"hasOwnProperty":1,"text":"a","message":"a","audio":false}',
  ),
);

const whole = fields.map((value) => JSON.stringify(value));

const cut = fc
  .tuple(whole, fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([text, part]) => text.slice(0, text.length * part));

const oversized = fc
  .integer({ min: 60_000, max: 90_000 })
  .map((size) => JSON.stringify({ message: 'a'.repeat(size) }));

/** Texts that a client may send in the place of JSON. */
export const jsonTexts = fc.oneof(
  { weight: 10, arbitrary: whole },
  { weight: 3, arbitrary: fc.json() },
  { weight: 3, arbitrary: handmade },
  { weight: 2, arbitrary: cut },
  { weight: 2, arbitrary: strings },
);

/** Bytes that a client may send in the place of JSON. */
export const jsonBodies = fc.oneof(
  { weight: 16, arbitrary: jsonTexts.map((text) => Buffer.from(text)) },
  { weight: 1, arbitrary: jsonTexts.map((text) => Buffer.from(text, 'utf16le')) },
  { weight: 1, arbitrary: jsonTexts.map((text) => Buffer.from(text, 'latin1')) },
  { weight: 1, arbitrary: oversized.map((text) => Buffer.from(text)) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 500 }).map((bytes) => Buffer.from(bytes)) },
);
